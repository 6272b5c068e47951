
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0002_freshness'),
    ]

    operations = [
        migrations.AlterField(
            model_name='milestone',
            name='position',
            field=models.PositiveSmallIntegerField(default=0, help_text='Position in the list. 0 comes first.'),
        ),
    ]
