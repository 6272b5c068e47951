from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.apps.registry import Apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.db.migrations.state import ModelState
from django.forms import modelform_factory
from django.test.utils import isolate_apps

from languages.date_input import ACCEPTED, EXAMPLES, OR_UNKNOWN
from languages.edtf import parse
from languages.fields import PartialDateField, bounds, bounds_in_order
from languages.forms import DayField, PartialDateFormField

# The table is made outside of a transaction: SQLite makes none with a constraint inside of one.
in_database = pytest.mark.django_db(transaction=True)


@pytest.fixture
def step() -> Iterator[Any]:
    """A model that has its field from an abstract one; without a table."""
    with isolate_apps("languages"):

        class Timed(models.Model):
            when = PartialDateField(null=True, blank=True, help_text="When it is.")

            class Meta:
                app_label = "languages"
                abstract = True
                constraints = [bounds_in_order("when")]

        class Step(Timed):
            title = models.CharField(max_length=20, blank=True)

            def __str__(self) -> str:
                return self.title

        yield Step


@pytest.fixture
def stored(step: Any, transactional_db: None) -> Iterator[Any]:
    """The same with its table."""
    with connection.schema_editor() as editor:
        editor.create_model(step)
    yield step
    with connection.schema_editor() as editor:
        editor.delete_model(step)


def _columns(model: Any) -> tuple[Any, ...]:
    row = model.objects.values_list("when", *bounds("when")).get()
    assert isinstance(row, tuple)
    return row


@in_database
@pytest.mark.parametrize(
    ("edtf", "lower", "upper", "precision"),
    [
        ("2021-24", date(2021, 12, 1), date(2022, 2, 28), "season"),
        ("2021-05/..", date(2021, 5, 1), None, "month/open"),
        ("2020-09-03/2020-10", date(2020, 9, 3), date(2020, 10, 31), "day/month"),
    ],
)
def test_create_stores_the_bounds(
    stored: Any, edtf: str, lower: date, upper: date | None, precision: str
) -> None:
    stored.objects.create(when=edtf)
    assert _columns(stored) == (parse(edtf), lower, upper, precision)
    assert stored.objects.filter(when=edtf, when_lower=lower).exists()
    assert stored.objects.filter(when=parse(edtf), when_upper=upper).exists()


@in_database
def test_save_moves_the_bounds(stored: Any) -> None:
    item = stored.objects.create(when="2021")
    item.when = parse("2022-05")
    item.full_clean()
    item.save()
    expected = (date(2022, 5, 1), date(2022, 5, 31), "month")
    assert _columns(stored) == (parse("2022-05"), *expected)
    item.when = None
    item.full_clean()
    item.save()
    assert _columns(stored) == (None, None, None, "")


@in_database
def test_save_of_loaded_columns_keeps_the_rest(stored: Any) -> None:
    stored.objects.create(when="2021")
    item = stored.objects.only("title").get()
    item.title = "Vote"
    item.save()
    assert _columns(stored) == (parse("2021"), date(2021, 1, 1), date(2021, 12, 31), "year")
    assert stored.objects.only("when_lower").get().when_lower == date(2021, 1, 1)


@in_database
def test_save_of_named_columns(stored: Any) -> None:
    item = stored.objects.create(when="2021")
    item.when = "2022"
    item.save(update_fields=["when", *bounds("when")])
    assert _columns(stored) == (parse("2022"), date(2022, 1, 1), date(2022, 12, 31), "year")


@in_database
def test_bulk_create_and_order(stored: Any) -> None:
    stored.objects.bulk_create([stored(when=text) for text in ("2021-23", "2020", "2021-05/..")])
    ordered = [str(item.when) for item in stored.objects.order_by("when_lower")]
    assert ordered == ["2020", "2021-05/..", "2021-23"]


@in_database
@pytest.mark.parametrize(
    "change",
    [
        {"when": None},
        {"when_lower": None},
        {"when_upper": date(2020, 12, 31)},
        {"when": None, "when_lower": None},
    ],
)
def test_constraint_refuses_bounds_out_of_step(stored: Any, change: dict[str, Any]) -> None:
    stored.objects.create(when="2021")
    with pytest.raises(IntegrityError):
        stored.objects.update(**change)


@in_database
def test_serialized_and_back(stored: Any) -> None:
    for when in ("2021-23", None):
        item = stored.objects.create(when=when)
        text = serializers.serialize("python", [item])
        assert text[0]["fields"]["when"] == (when or None)
        assert item.when == stored.objects.get(pk=item.pk).when


def test_attribute_is_parsed_at_once(step: Any) -> None:
    item = step(when="2021-23")
    assert item.when == parse("2021-23")
    assert item.when_upper == date(2021, 11, 30)
    item.when = ""
    assert item.when is None
    assert (item.when_lower, item.when_precision) == (None, "")


def test_bounds_cannot_be_set(step: Any) -> None:
    assert step(when="2021", when_lower=date(1990, 1, 1)).when_lower == date(2021, 1, 1)


def test_nonsense_is_refused(step: Any) -> None:
    with pytest.raises(ValidationError):
        step(when="soon")


def test_constraint_is_named_after_the_model(step: Any) -> None:
    assert [each.name for each in step._meta.constraints] == ["languages_step_when_in_order"]


def test_migrations_hold_each_column_once(step: Any) -> None:
    state = ModelState.from_model(step)
    assert sorted(state.fields) == ["id", "title", "when", *sorted(bounds("when"))]
    historical: Any = state.render(Apps())
    names = [field.name for field in historical._meta.fields]
    assert sorted(names) == sorted(state.fields)
    assert historical(when="2021").when == parse("2021")


def _form(step: Any, data: dict[str, str] | None = None, when: str | None = None) -> Any:
    return modelform_factory(step, fields=["when"])(data, instance=step(when=when))


def test_form_shows_and_explains_the_value(step: Any) -> None:
    html = str(_form(step, when="2021-23")["when"])
    assert 'value="Fall 2021"' in html
    assert "Understood as: Fall 2021 (September 1 – November 30, 2021)" in html


def test_form_explains_what_was_typed(step: Any) -> None:
    form = _form(step, {"when": "dec 31 2020"})
    assert form.is_valid()
    assert form.cleaned_data == {"when": parse("2020-12-31")}
    assert form.instance.when_lower == date(2020, 12, 31)
    html = str(form["when"])
    assert 'value="dec 31 2020"' in html
    assert "Understood as: December 31, 2020<" in html


def test_form_keeps_nonsense_and_says_what_is_accepted(step: Any) -> None:
    form = _form(step, {"when": "<b>soon"}, when="2021")
    assert not form.is_valid()
    assert ACCEPTED in form.errors["when"][0]
    html = str(form["when"])
    assert 'value="&lt;b&gt;soon"' in html
    assert "Understood" not in html


@pytest.mark.parametrize(
    ("typed", "changed"), [("fall 2021", []), ("2021", ["when"]), ("", ["when"])]
)
def test_form_knows_whether_the_value_changed(step: Any, typed: str, changed: list[str]) -> None:
    form = _form(step, {"when": typed}, when="2021-23")
    assert form.is_valid()
    assert form.changed_data == changed


@pytest.mark.parametrize("empty", ["", "  ", None])
def test_form_field_is_none_if_empty(empty: str | None) -> None:
    assert PartialDateFormField(required=False).clean(empty) is None
    with pytest.raises(ValidationError, match="required"):
        PartialDateFormField().clean(empty)


def test_form_field_says_what_is_accepted(step: Any) -> None:
    assert _form(step)["when"].help_text == f"When it is. {EXAMPLES} {OR_UNKNOWN}"


@pytest.mark.parametrize("typed", ["Nov. 20, 2026", "11/20/2026", "2026-11-20", "\u200e11/20/26"])
def test_a_day_is_typed_as_a_partial_date_is(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "said"),
    [("November 2026", "“November 2026” is not a single day."), ("soon", "can’t read “soon”")],
)
def test_what_is_no_single_day_is_refused_with_an_example(typed: str, said: str) -> None:
    with pytest.raises(ValidationError, match=r"such as Nov\. 20, 2026") as refused:
        DayField().clean(typed)
    assert said in str(refused.value)
