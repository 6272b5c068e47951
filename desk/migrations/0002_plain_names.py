from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("desk", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("importentry", "import_entry_once"),
        migrations.RenameField("importentry", "its", "word_import"),
        migrations.AddConstraint(
            "importentry",
            models.UniqueConstraint(
                fields=["word_import", "context"], name="import_entry_once"
            ),
        ),
    ]
