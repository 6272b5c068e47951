from django.db import migrations, models

from publishing.first_public import keep_as_last_public


def fill(apps, schema_editor):
    for name, time in (("StaffingChange", "when"), ("Finding", "when")):
        keep_as_last_public(apps.get_model("timeline", name), time)


class Migration(migrations.Migration):

    dependencies = [
        ("timeline", "0008_recommendations"),
    ]

    operations = [
        migrations.AddField(
            model_name="staffingchange",
            name="last_public",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="finding",
            name="last_public",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
