"""For migrations: drafts that families had seen before are withdrawn."""

from typing import Any


def mark_withdrawn(apps: Any, app_label: str) -> None:
    """Set the state of those among the historical models of one app."""
    rows = apps.get_model("publishing", "Withdrawal")._base_manager
    for model in apps.get_app_config(app_label).get_models():
        if any(field.name == "publish_at" for field in model._meta.fields):
            names = {"app_label": app_label, "model": model._meta.model_name}
            seen = rows.filter(**{f"content_type__{name}": names[name] for name in names})
            drafts = model._base_manager.filter(state="draft", pk__in=seen.values("object_id"))
            drafts.update(state="withdrawn")
