from django.db import migrations, models

from publishing.first_public import keep_as_last_public


def fill(apps, schema_editor):
    for name, time in (("SchoolStatus", "since"), ("SchoolDecision", "effective")):
        keep_as_last_public(apps.get_model("districts", name), time)


class Migration(migrations.Migration):

    dependencies = [
        ("districts", "0007_tidy_contacts"),
    ]

    operations = [
        migrations.AddField(
            model_name="schoolstatus",
            name="last_public",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="schooldecision",
            name="last_public",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
