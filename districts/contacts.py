"""Telephone numbers, mail addresses and links: which are accepted, and the links made from them."""

import re
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.db import models
from django.utils.encoding import punycode

from languages.characters import western_digits, without_marks

if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
    _URLField = models.URLField[str, str]
else:
    _CharField, _URLField = models.CharField, models.URLField

validate_link = URLValidator(schemes=["https"])
_validate_mail = EmailValidator()
# A number as people write it, with an optional extension: “ext. 12”, “x12”, “(#12)”, “poste 12”,
# or “,,12” as telephones dial it.
_EXTENSION = r"extn|ext?|extensi[oó]n|anexo|int|poste|máy lẻ|доб|x|#"
_WRITTEN = re.compile(
    rf"(\+? ?[0-9(][0-9 .()/-]*?) ?(?:(?:[,;]? ?\(?(?:{_EXTENSION})[ .:=]*|,,)([0-9]{{1,7}})\)?)?",
    re.IGNORECASE,
)
# What people write before a number.
_LABEL = re.compile(r"(?:tele)?phone[:.]? |(?:tel|ph|call)[:.] ?", re.IGNORECASE)
# “Ann <ann@example.org>” and “<https://example.org>”, as programs write them.
_ADDRESSED = re.compile(r"[^<>]*<([^<>@\s]+@[^<>\s]+)>")
_WHOLE = re.compile(r"<([^<>]+)>")
_QUOTED = re.compile(r"[(\[“”\"'‘’](.+)[)\]“”\"'‘’]")
# Ten digits in the United States; others with + and at most fifteen digits (E.164); and the codes
# of services that a district may well name: 211 and 311 (information), 511, 811, 988 (lifeline).
_DIALED = re.compile(r"(\+?1)?[2-9][0-9]{9}|\+[2-9][0-9]{6,14}|[2358]11|988")


def tidy(contact: str) -> str:
    """A contact as it is kept: without what comes along when it is copied from a page or a mail.

    That is invisible marks, brackets and quotes around it, the sign that ends a sentence after a
    link or an address, and the scheme of a link to a number or an address. A telephone number has
    plain spaces, hyphens and digits.
    """
    shown = without_marks(contact).strip()
    if "@" in shown or "://" in shown:
        shown = shown.rstrip(".,;…")
        shown = (_QUOTED.fullmatch(shown) or {1: shown.rstrip("»”’")})[1]
    shown = (_ADDRESSED.fullmatch(shown) or _WHOLE.fullmatch(shown) or {1: shown})[1]
    scheme, colon, rest = shown.partition(":")
    if colon and scheme.lower() in ("tel", "callto", "sms", "mailto"):
        shown = unquote(rest.partition("?")[0]).removeprefix("//")
    elif colon and scheme.lower() == "https":
        shown = f"https:{rest}"
    if "@" in shown or "://" in shown:
        return shown.replace("&amp;", "&")
    plain = {"Zs": " ", "Pd": "-", "So": ""}  # spaces, dashes, and pictures of telephones
    number = "".join(plain.get(unicodedata.category(sign), sign) for sign in shown)
    number = western_digits(unicodedata.normalize("NFKC", number.replace("\N{MINUS SIGN}", "-")))
    number = _LABEL.sub("", number.strip(" \"'“”‘’"), count=1)
    return number.replace(";ext=", " ext. ")


def tidy_stored(model: Any, *names: str) -> None:
    """For migrations: tidy the contacts in these fields of a historical model.

    What is still no contact stays as it is: the next person who edits the record is told.
    """
    for name in names:
        for key, stored in model._base_manager.exclude(**{name: ""}).values_list("pk", name):
            if (contact := tidy(stored)) != stored:
                model._base_manager.filter(pk=key).update(**{name: contact})


def _dialed(phone: str) -> tuple[str, str] | None:
    """The digits of a number, with a leading + if it has one, and its extension; or None."""
    written = _WRITTEN.fullmatch(phone)
    if not written or "(0)" in phone:  # the 0 is not dialed after a country code
        return None
    number, extension = re.sub(r"[^0-9+]", "", written[1]), written[2] or ""
    return (number, extension) if _DIALED.fullmatch(number) else None


def phone_uri(phone: str) -> str:
    """A valid telephone number as a `tel:` address (RFC 3966)."""
    number, extension = _dialed(phone) or (re.sub(r"[^0-9+]", "", phone), "")
    return f"tel:{number}" + (f";ext={extension}" if extension else "")


def contact_uri(contact: str) -> str:
    """The address of a link for a valid telephone number, mail address or https link."""
    if contact.startswith("https://"):
        return contact
    # Unquoted, "?" or "," in a mail address would start a header or a second address (RFC 6068).
    return f"mailto:{quote(contact, safe='@+')}" if "@" in contact else phone_uri(contact)


def validate_phone(value: str) -> None:
    """Raise ValidationError (code "phone") unless the value is a telephone number."""
    if _dialed(value) is None:
        said = "Write a telephone number such as 720-423-3054, 720-423-3054 ext. 12 or, outside "
        said += "the United States, +52 55 1234 5678."
        raise ValidationError(said, code="phone")


def validate_contact(value: str) -> None:
    """Raise ValidationError (code "contact") unless it is a phone number or a mail address."""
    try:
        (_validate_mail if "@" in value else validate_phone)(value)
        if "?" in value:  # copied from a mailto link with a subject
            raise ValidationError("")
    except ValidationError as error:
        said = "Write a telephone number such as 720-423-3054, or a mail address."
        raise ValidationError(said, code="contact") from error


def validate_mail(value: str) -> None:
    """Raise ValidationError (code "mail") unless it is an address to which any server sends."""
    try:
        _validate_mail(value)
        if "?" in value or '"' in value or not value.isascii():
            raise ValidationError("")
    except ValidationError as error:
        said = "Write an email address such as schools@example.org."
        raise ValidationError(said, code="mail") from error


def mail_address(text: str) -> str:
    """The address in `text` as mail servers write it; "" if no mail can be sent to it."""
    name, _at, domain = tidy(text).rpartition("@")
    try:
        address = f"{name}@{punycode(domain).lower()}"
        validate_mail(address)
    except (UnicodeError, ValidationError):
        return ""
    return address if len(address) <= 254 else ""


def validate_access(value: str) -> None:
    """Raise ValidationError (code "access") unless it is a phone number or an https link."""
    try:
        (validate_phone if value[:1] in "+(0123456789" else validate_link)(value)
    except ValidationError as error:
        said = "Write a telephone number such as 720-423-3054, or a link with https://."
        raise ValidationError(said, code="access") from error


class _Tidy:
    def to_python(self, value: Any) -> Any:
        known: Any = super()
        return known.to_python(tidy(value) if isinstance(value, str) else value)


class ContactFormField(_Tidy, forms.CharField):
    """A text input that removes invisible characters before it validates."""


class LinkFormField(_Tidy, forms.URLField):
    """A link input that removes invisible characters before it validates."""


class ContactField(_Tidy, _CharField):
    """A one-line contact; its validator decides between phone number, mail address and link."""

    def formfield(self, **kwargs: Any) -> Any:
        """A form field that removes invisible characters."""
        return super().formfield(**{"form_class": ContactFormField, **kwargs})


class LinkField(_Tidy, _URLField):
    """A link with https, which is also assumed if the scheme is missing."""

    default_validators = [validate_link]

    def formfield(self, **kwargs: Any) -> Any:
        """A form field that removes invisible characters and assumes https."""
        return super().formfield(
            **{"form_class": LinkFormField, "assume_scheme": "https", **kwargs}
        )
