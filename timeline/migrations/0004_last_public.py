from django.db import migrations, models

from publishing.first_public import keep_as_last_public


def fill(apps, schema_editor):
    for name, time in (("Milestone", "when"), ("Commitment", "due")):
        keep_as_last_public(apps.get_model("timeline", name), time, told_by="time_changes")


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0003_american_spelling'),
    ]

    operations = [
        migrations.AddField(
            model_name='commitment',
            name='last_public',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name='milestone',
            name='last_public',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
