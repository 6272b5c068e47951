
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('districts', '0003_reviewers'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='school',
            name='translations',
        ),
    ]
