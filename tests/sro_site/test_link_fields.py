"""What becomes a link is an address with https, a telephone number or a mail address."""

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from districts.contacts import ContactField, contact_uri
from tests.languages.test_checks import SCRIPTS

LINKS: list[Any] = [
    pytest.param(field, id=str(field))
    for model in apps.get_models()
    for field in model._meta.fields
    if isinstance(field, models.URLField | ContactField)
]
HOSTILE = (
    *SCRIPTS[:1],
    *SCRIPTS[2:],
    "java\tscript:alert(1)",
    "\x01javascript:x",
    "//evil.org",
    "http://example.org/",
    "javascript://example.org/%0aalert(1)",
)


def test_there_are_links() -> None:
    assert len(LINKS) > 5


@pytest.mark.parametrize("field", LINKS)
def test_no_field_for_a_link_takes_code(field: Any) -> None:
    for text in HOSTILE:
        with pytest.raises(ValidationError):
            field.clean(text, None)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_contact_never_becomes_a_link_that_runs_code(text: str) -> None:
    assert contact_uri(text).startswith(("tel:", "mailto:", "https:"))
