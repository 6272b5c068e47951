from django.db import migrations, models

from publishing.first_public import keep_as_last_public


def fill(apps, schema_editor):
    names = ("starts_at", "ends_at", "place", "address")
    keep_as_last_public(apps.get_model("events", "Meeting"), *names, told_by="moves")


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0003_freshness'),
    ]

    operations = [
        migrations.AddField(
            model_name='meeting',
            name='last_public',
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
