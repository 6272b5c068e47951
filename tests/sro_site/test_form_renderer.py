"""What the renderer of forms writes is what Django's own templates write."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from sro_site.form_renderer import FormRenderer

VALUES = [
    None,
    "",
    "a & <b>",
    mark_safe("a &amp; b"),
    1234567,
    "line\n\nبرامج",
    gettext_lazy("Home"),
    True,
]
CHOICES: list[Any] = [("", "---"), ("a & b", "A & <B>"), (1, 1234567), (2, gettext_lazy("Home"))]
ATTRIBUTES = {"id": "id_x", "class": 'a"b', "required": True, "hidden": False, "rows": 10000}
WIDGETS = [
    forms.TextInput,
    forms.HiddenInput,
    forms.NumberInput,
    forms.EmailInput,
    forms.URLInput,
    forms.PasswordInput,
    forms.DateInput,
    forms.CheckboxInput,
    forms.Textarea,
]


def same(render: Any) -> str:
    """What `render` gives with our renderer, which has to be what it gives with Django's."""
    ours, theirs = render(FormRenderer()), render(DjangoTemplates())
    assert ours == theirs
    return str(ours)


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("widget", WIDGETS)
def test_inputs_are_as_django_writes_them(widget: type[forms.Widget], value: Any) -> None:
    same(lambda with_: widget().render("na<me", value, ATTRIBUTES, renderer=with_))


@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.RadioSelect])
@pytest.mark.parametrize("choices", [[], CHOICES, [("Group & more", CHOICES), ("z", "Z")]])
@pytest.mark.parametrize("value", ["", 1, ["a & b", "z"]])
def test_choices_are_as_django_writes_them(widget: Any, choices: Any, value: Any) -> None:
    same(lambda with_: widget(choices=choices).render("name", value, ATTRIBUTES, renderer=with_))


class Sample(forms.Form):
    text = forms.CharField(label="Text & <more>", required=True)
    mark = forms.BooleanField(required=False)


@pytest.mark.parametrize("sent", [None, {"text": ""}, {"text": "typed"}])
def test_labels_and_errors_are_as_django_writes_them(sent: Any) -> None:
    def of(renderer: Any) -> list[Any]:
        form = Sample(sent, renderer=renderer)
        field = form["text"]
        label = field.label_tag("Other <b>", {"class": "required"}), field.legend_tag()
        errors = str(field.errors), field.errors.as_ul(), field.errors.as_text()
        return [*label, field.label_tag(), *errors, str(form), form["mark"].label_tag()]

    same(of)


def test_a_form_uses_the_renderer() -> None:
    assert isinstance(Sample().renderer, FormRenderer)
