"""Telephone numbers, mail addresses and links: what is accepted, and where each leads."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, RegexValidator, URLValidator

validate_phone = RegexValidator(
    r"\A(?=(\D*\d){7,15}\D*\Z)\+?[0-9(][0-9 .()-]{5,30}\Z",
    "Write a telephone number such as 720-423-3054.",
    code="phone",
)
validate_link = URLValidator(schemes=["https"])
_validate_mail = EmailValidator()


def phone_uri(phone: str) -> str:
    """A telephone number as the target of a link, digits alone."""
    return "tel:" + re.sub(r"[^0-9+]", "", phone)


def contact_uri(contact: str) -> str:
    """Where a valid telephone number, mail address or https link leads."""
    if contact.startswith("https://"):
        return contact
    return f"mailto:{contact}" if "@" in contact else phone_uri(contact)


def validate_contact(value: str) -> None:
    """Raise ValidationError (code "contact") for what is no phone number and no mail address."""
    try:
        (_validate_mail if "@" in value else validate_phone)(value)
    except ValidationError as error:
        said = "Write a telephone number such as 720-423-3054, or a mail address."
        raise ValidationError(said, code="contact") from error


def validate_access(value: str) -> None:
    """Raise ValidationError (code "access") for what is no phone number and no https link."""
    try:
        (validate_phone if value[:1] in "+(0123456789" else validate_link)(value)
    except ValidationError as error:
        said = "Write a telephone number such as 720-423-3054, or a link with https://."
        raise ValidationError(said, code="access") from error
