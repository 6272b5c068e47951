"""Shows what was typed on a page after it had been saved, over the record as it is now."""

import re
from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, BaseInlineFormSet

from publishing.once import Typed

_PARTS = ("", "_0", "_1", "_which")  # suffixes of a field with several inputs


def lay_over(form: BaseForm, prefix: str | None, data: Any, typed: Typed) -> list[str]:
    """Show in the unbound `form` what was typed under `prefix`; return those fields' labels."""
    labels = []
    for name, field in form.fields.items():
        key = f"{prefix}-{name}" if prefix else name
        if not field.widget.is_hidden and any(typed.differs(key + part) for part in _PARTS):
            bound: Any = form[name]
            getattr(bound, "stored", None)  # read first: the page carries it as what it shows
            bound.initial = field.widget.value_from_datadict(data, {}, key)
            labels.append(str(field.label or name.replace("_", " ").capitalize()))
    return labels


def lay_over_rows(formset: "BaseInlineFormSet[Any, Any, Any]", data: Any, typed: Typed) -> bool:
    """Do the same for the rows of a formset; return whether anything was typed there."""
    rows = list(_rows(str(formset.prefix), data, typed))
    new = [prefix for key, prefix in rows if not key]
    if new:
        formset.extra = len(new)
        formset.__dict__.pop("forms", None)  # rebuilt with forms for them
    known = {str(form.instance.pk): form for form in formset.initial_forms}
    shown = [(known[key], prefix) for key, prefix in rows if key in known]
    shown += zip(formset.extra_forms, new, strict=False)
    return bool([label for form, prefix in shown for label in lay_over(form, prefix, data, typed)])


def _rows(prefix: str, data: Any, typed: Typed) -> Iterator[tuple[str, str]]:
    """The rows in which something was typed: the key of each ("" for a new one) and its prefix.

    A row that was new when the page was saved has had a key since then.
    """
    made = typed.submission.made.get("rows", {}).get(prefix, [])
    count = data.get(f"{prefix}-TOTAL_FORMS", "")
    for number in range(int(count) if re.fullmatch("[0-9]{1,3}", count) else 0):
        row = f"{prefix}-{number}"
        if any(typed.differs(name) for name in data if name.startswith(f"{row}-")):
            yield data.get(f"{row}-id") or (made[number] if number < len(made) else ""), row
