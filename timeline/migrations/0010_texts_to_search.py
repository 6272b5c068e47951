from django.db import migrations
from languages.characters import fold
from languages.registry import LANGUAGES

# The fields that are searched besides the words.
SEARCHED = {
    ("districts", "District"): ("name", "short_name", "slug", "region"),
    ("districts", "School"): ("name", "slug"),
    ("districts", "Document"): ("url",),
    ("districts", "SchoolDecision"): (),
    ("events", "Meeting"): ("slug", "place", "address"),
    ("events", "MeetingMove"): (),
    **{
        ("timeline", name): ()
        for name in (
            "Phase",
            "Workstream",
            "Milestone",
            "TimeChange",
            "PlanArea",
            "Commitment",
            "Program",
            "StaffingChange",
            "InvolvementRule",
            "Standard",
            "Finding",
        )
    },
}


def fill(apps, schema_editor):
    """Write what is searched of the records that there are."""
    SearchText = apps.get_model("languages", "SearchText")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for (app, name), searched in SEARCHED.items():
        model = apps.get_model(app, name)
        names = {field.name for field in model._meta.fields}
        words = sorted(
            each
            for each in names
            for code in LANGUAGES
            if each.endswith(f"_{code}") and each.removesuffix(f"_{code}") in names
        )
        rows = []
        for key, *texts in model._base_manager.values_list("pk", *searched, *words).iterator():
            kind, _ = ContentType.objects.get_or_create(app_label=app, model=name.lower())
            text = "\n".join(fold(text) for text in texts if text)
            rows.append(SearchText(content_type=kind, object_id=key, text=text))
        SearchText.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("districts", "0009_names_to_search"),
        ("events", "0006_tidy_contacts"),
        ("languages", "0004_search_texts"),
        ("timeline", "0009_last_public_of_figures"),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
