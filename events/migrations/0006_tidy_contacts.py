"""Contacts that were stored before the rules were strict are written as the rules ask."""

from django.db import migrations

from districts.contacts import tidy_stored


def tidy(apps, schema_editor):
    tidy_stored(apps.get_model("events", "Meeting"), "phone", "link")
    tidy_stored(apps.get_model("events", "Interpretation"), "access", "ask_contact")
    tidy_stored(apps.get_model("events", "Material"), "url")


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0005_contacts'),
    ]

    operations = [migrations.RunPython(tidy, migrations.RunPython.noop, elidable=True)]
