"""The ids by which the National Center for Education Statistics knows schools of the U.S."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from languages.characters import western_digits, without_marks

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField

LENGTH = 12  # two digits for the state, five for the district, five for the school
_BETWEEN = re.compile(r"[\s\-‐-―]+")


def tidy(text: str) -> str:
    """An id as it is kept, without spaces, hyphens and invisible marks."""
    return western_digits(_BETWEEN.sub("", without_marks(text)))


def with_zero(text: str) -> str:
    """A tidy id with the zero that a spreadsheet takes away from the number of a state below 10."""
    return f"0{text}" if re.fullmatch(rf"[1-9][0-9]{{{LENGTH - 2}}}", text) else text


def validate_nces_id(value: str) -> None:
    """Raise ValidationError (code "nces") unless it has twelve digits."""
    if not re.fullmatch(rf"[0-9]{{{LENGTH}}}", value):
        said = f"An NCES ID has {LENGTH} digits, a zero at its beginning included, such as "
        raise ValidationError(f"{said}080000000123.", code="nces")


class NcesFormField(forms.CharField):
    """A text input that takes an id as people write it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy(value) if isinstance(value, str) else value)


class NcesField(_CharField):
    """The NCES ID of a school, "" if it is not known."""

    default_validators = [validate_nces_id]

    def to_python(self, value: Any) -> Any:
        return super().to_python(tidy(value) if isinstance(value, str) else value)

    def formfield(self, **kwargs: Any) -> Any:
        """A form field that takes more than the digits."""
        return super().formfield(**{"form_class": NcesFormField, "max_length": None, **kwargs})
