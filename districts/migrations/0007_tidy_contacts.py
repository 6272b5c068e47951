"""Contacts that were stored before the rules were strict are written as the rules ask."""

from django.db import migrations

from districts.contacts import tidy_stored


def tidy(apps, schema_editor):
    tidy_stored(apps.get_model("districts", "District"), "helpline_phone")
    tidy_stored(apps.get_model("districts", "Document"), "url")


class Migration(migrations.Migration):

    dependencies = [
        ('districts', '0006_board_and_police_in_words'),
    ]

    operations = [migrations.RunPython(tidy, migrations.RunPython.noop, elidable=True)]
