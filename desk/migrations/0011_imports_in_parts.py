from django.db import migrations, models
from django.db.models import F


def begin(apps, schema_editor):
    """What was imported before was begun and finished at once."""
    imports = apps.get_model("desk", "Import").objects.using(schema_editor.connection.alias)
    imports.exclude(applied_at=None).update(begun_at=F("applied_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0010_found_by_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='import',
            name='begun_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='import',
            name='chosen',
            field=models.JSONField(default=dict),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
