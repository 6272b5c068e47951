"""Renders the commonest parts of forms without templates, which takes a tenth of the time.

A page of the admin with ten languages has more than two hundred of them.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape

INPUTS = ("text", "hidden", "number", "email", "url", "password", "date", "checkbox")


class FormRenderer(DjangoTemplates):
    """Renders exactly what Django's templates render."""

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """Write what is simple here; leave the rest, such as errors, to Django's templates."""
        write = WRITERS.get(template_name)
        written = write(context) if write else None
        return super().render(template_name, context, request) if written is None else written


def _input(context: Any) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{_escaped(widget["value"])}"'
    return f'<input type="{widget["type"]}"{_name(widget)}{value}{_attributes(widget["attrs"])}>'


def _textarea(context: Any) -> str:
    widget = context["widget"]
    value = _escaped(widget["value"]) if widget["value"] else ""
    return f"<textarea{_name(widget)}{_attributes(widget['attrs'])}>\n{value}</textarea>"


def _select(context: Any) -> str | None:
    widget = context["widget"]
    if any(
        group or options[0]["template_name"] != OPTION for group, options, _ in widget["optgroups"]
    ):
        return None
    written = "".join(f"\n  {_option(options[0])}\n" for _, options, _ in widget["optgroups"])
    return f"<select{_name(widget)}{_attributes(widget['attrs'])}>{written}\n</select>"


def _option(option: Any) -> str:
    value, attributes = _escaped(option["value"]), _attributes(option["attrs"])
    return f'<option value="{value}"{attributes}>{_escaped(localize(option["label"]))}</option>'


def _label(context: Any) -> str:
    label = _escaped(context["label"])
    if not context["use_tag"]:
        return label
    tag = context["tag"]
    return f"<{tag}{_attributes(context['attrs'] or {})}>{label}</{tag}>"


def _no_errors(context: Any) -> str | None:
    return None if context["errors"] else ""


def _name(widget: Any) -> str:
    return f' name="{_escaped(widget["name"])}"'


def _attributes(attributes: Mapping[str, object]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{_escaped(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


def _escaped(value: object) -> str:
    """As a template with `stringformat:'s'` writes it."""
    return conditional_escape(value if isinstance(value, str) else str(value))


OPTION = "django/forms/widgets/select_option.html"
# A writer returns None for what it leaves to the template.
WRITERS: Mapping[str, Callable[[Any], str | None]] = {
    **dict.fromkeys((f"django/forms/widgets/{name}.html" for name in INPUTS), _input),
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/label.html": _label,
    "django/forms/errors/list/default.html": _no_errors,
    "django/forms/errors/list/ul.html": _no_errors,
}
