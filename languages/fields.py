"""The model field for a partial date; its bounds have columns of their own for queries."""

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.query_utils import DeferredAttribute

from languages.characters import fold
from languages.constraints import Check
from languages.edtf import EDTFError, PartialDate, parse
from languages.forms import PartialDateFormField, PartialDateInput

_ST = TypeVar("_ST", contravariant=True)
_GT = TypeVar("_GT", covariant=True)

if TYPE_CHECKING:
    _Field = models.Field
else:

    class _Field(models.Field):
        """Django's own field; only the type stubs let it take type arguments."""

        def __class_getitem__(cls, _types):
            return cls


class _Parsed(DeferredAttribute):
    """Parses what is assigned at once, so that reading the attribute never returns text."""

    def __set__(self, instance: models.Model, value: PartialDate | str | None) -> None:
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class _Bound:
    """A column computed from its partial date; assigned values are ignored."""

    def __init__(self, name: str, part: str, unknown: str | None) -> None:
        self.name, self.part, self.unknown = name, part, unknown

    def __get__(self, instance: models.Model | None, owner: type[models.Model]) -> Any:
        if instance is None:
            return self
        value = getattr(instance, self.name)
        return getattr(value, self.part) if value else self.unknown

    def __set__(self, instance: models.Model, value: object) -> None:
        # Django looks here for whether a column has been loaded, and saves only those that have.
        instance.__dict__[f"{self.name}_{self.part}"] = value


class PartialDateField(_Field[_ST, _GT]):
    """A PartialDate, stored as EDTF text; None where the time is unknown.

    Text that is assigned is parsed at once (ValidationError if it is no EDTF). The field brings
    three columns, which always follow it: `<name>_lower` and `<name>_upper`, its first and last
    day (NULL where unknown or open), and `<name>_precision`. Only a query or a save that names
    its columns has to name these as well: `update_fields=["when", *bounds("when")]`.

    `bounds=False` leaves them out, as migrations do, which list them as columns of their own.
    A model that copies the fields of another (history) leaves out the copies of the three.
    """

    # django-stubs reads the attribute's types from these, and adds None if the field is null.
    _pyi_private_set_type: PartialDate | str
    _pyi_private_get_type: PartialDate

    description = "Partial date (EDTF)"
    descriptor_class = _Parsed
    empty_strings_allowed = False

    def __init__(self, *args: Any, bounds: bool = True, **kwargs: Any) -> None:
        self.bounds = bounds
        super().__init__(*args, **{"max_length": 32, **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """Migrations list the three columns themselves, so the field adds none there."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "bounds": False}

    def get_internal_type(self) -> str:
        """The database stores EDTF like any other short text."""
        return "CharField"

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        """Add the three columns to each model that is not abstract."""
        super().contribute_to_class(cls, name, private_only)
        # Each model that inherits from an abstract one adds the columns itself.
        if not self.bounds or cls._meta.abstract:
            return
        for column in bounds(name):
            part = column.removeprefix(f"{name}_")
            field: models.Field[Any, Any] = (
                models.CharField(max_length=16, blank=True, default="", editable=False)
                if part == "precision"
                else models.DateField(null=True, blank=True, editable=False)
            )
            field.contribute_to_class(cls, column)
            setattr(cls, column, _Bound(name, part, field.get_default()))

    def to_python(self, value: PartialDate | str | None) -> PartialDate | None:
        """Parse EDTF text; empty text becomes None. Raises ValidationError if it is not EDTF."""
        if isinstance(value, PartialDate) or not value:
            return value or None
        try:
            return parse(value)
        except EDTFError as error:
            raise ValidationError(str(error), code="invalid") from error

    def from_db_value(self, value: str | None, *_: object) -> PartialDate | None:
        """Parse EDTF from the database; NULL and "" become None."""
        return parse(value) if value else None

    def get_prep_value(self, value: Any) -> Any:
        """EDTF text for the database, or None. Raises ValidationError for other text."""
        known = self.to_python(super().get_prep_value(value))
        return str(known) if known else None

    def value_to_string(self, obj: models.Model) -> str:
        """EDTF text for fixtures, "" if unknown."""
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        """A form field that accepts English and shows how it was understood."""
        # The admin would use its own text widget, which cannot show what was understood.
        return super().formfield(
            **{**kwargs, "form_class": PartialDateFormField, "widget": PartialDateInput}
        )


class FoldedField(models.TextField):  # type: ignore[type-arg] # generic in the stubs alone
    """What `sources`, other fields of the record, say, as `fold` makes it: to be searched.

    It follows them with every save that writes it; a save of some fields has to name it too.
    """

    def __init__(self, *sources: str, **kwargs: Any) -> None:
        self.sources = sources
        super().__init__(**{"editable": False, "default": "", **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, _, kwargs = super().deconstruct()
        return name, path, self.sources, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Fold what the record says now."""
        text = fold(" ".join(str(getattr(model_instance, name)) for name in self.sources))
        setattr(model_instance, self.attname, text)
        return text


def bounds(name: str) -> tuple[str, str, str]:
    """The names of the three columns that a PartialDateField with this name adds."""
    return f"{name}_lower", f"{name}_upper", f"{name}_precision"


def bounds_in_order(name: str) -> Check:
    """A constraint for a model: a known time has a first day, and no last day before it."""
    lower, upper, _ = bounds(name)
    unknown = Q(**{f"{column}__isnull": True for column in (name, lower, upper)})
    known = Q(**{f"{name}__isnull": False, f"{lower}__isnull": False})
    in_order = Q(**{f"{upper}__isnull": True}) | Q(**{f"{upper}__gte": F(lower)})
    return Check(
        condition=unknown | (known & in_order),
        name=f"%(app_label)s_%(class)s_{name}_in_order",
        violation_error_message="The end is before the start.",
    )
