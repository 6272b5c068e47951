from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("languages", "0001_freshness")]

    operations = [migrations.RenameField("unit", "of", "translated_from")]
