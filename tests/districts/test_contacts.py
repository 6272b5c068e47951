"""Telephone numbers, mail addresses and links, as people type and paste them."""

from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client

from districts.contacts import (
    ContactField,
    LinkField,
    contact_uri,
    phone_uri,
    tidy,
    validate_access,
    validate_contact,
    validate_mail,
    validate_phone,
)
from districts.models import Document
from tests.admin_forms import filled
from tests.factories import make_district, make_document, make_user

FIELDS = [
    field
    for model in apps.get_models()
    for field in model._meta.fields
    if isinstance(field, ContactField | LinkField)
]
# What comes along when a contact is copied from a program: marks of direction, spaces of no width.
MARKED = ["\u202a{}\u202c", "\u2068{}\u2069", "{}\u200b", "\ufeff{}", "{}\u200e", "\u200f{}"]


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("720-423-3054", "tel:7204233054"),
        ("(720) 423-3054", "tel:7204233054"),
        ("720.423.3054", "tel:7204233054"),
        ("1-720-423-3054", "tel:17204233054"),
        ("+1 (720) 423-3054", "tel:+17204233054"),
        ("720-423-3054 ext. 12", "tel:7204233054;ext=12"),
        ("720-423-3054 x12", "tel:7204233054;ext=12"),
        ("720-423-3054x12", "tel:7204233054;ext=12"),
        ("+1 720-423-3054, Extension 1234", "tel:+17204233054;ext=1234"),
        ("720-423-3054 #12", "tel:7204233054;ext=12"),
        ("720-423-3054 ex. 12", "tel:7204233054;ext=12"),
        ("720-423-3054, extensión 12", "tel:7204233054;ext=12"),
        ("720-423-3054 extn 12", "tel:7204233054;ext=12"),
        ("720-423-3054 (ext. 12)", "tel:7204233054;ext=12"),
        ("720-423-3054,,12", "tel:7204233054;ext=12"),
        ("720-423-3054 anexo 12", "tel:7204233054;ext=12"),
        ("720-423-3054 máy lẻ 12", "tel:7204233054;ext=12"),
        ("720-423-3054 poste 12", "tel:7204233054;ext=12"),
        ("720-423-3054 доб. 12", "tel:7204233054;ext=12"),
        ("+52 55 1234 5678", "tel:+525512345678"),
        ("+44 20 7946 0018", "tel:+442079460018"),
        ("311", "tel:311"),
        ("211", "tel:211"),
        ("988", "tel:988"),
    ],
)
def test_phone_number_is_taken_and_led_to(phone: str, link: str) -> None:
    for validate in (validate_phone, validate_contact, validate_access):
        validate(phone)
    assert phone_uri(phone) == contact_uri(phone) == link


@pytest.mark.parametrize(
    "phone",
    [
        "1234567",
        "423-3054",
        "123-456-7890",
        "72-0423-305",
        "720-423-30545",
        "2-720-423-3054",
        "911",
        "999",
        "12",
        "+1 720-423-305",
        "+123456",
        "+1234567890123456",
        "+0 123 456 789",
        "+44 (0)20 7946 0018",
        "720-423-3054 ext.",
        "720-423-3054 ext. 12345678",
        "720-423-3054 or 720-423-3055",
        "call us",
        "tel:7204233054",
        "720-423-3054\n",
        "٧٢٠-٤٢٣-٣٠٥٤",
        "1" * 33,
        "",
    ],
)
def test_phone_number_that_is_none_is_refused(phone: str) -> None:
    with pytest.raises(ValidationError, match="720-423-3054 ext"):
        validate_phone(phone)
    for validate in (validate_contact, validate_access):
        with pytest.raises(ValidationError):
            validate(phone)


@pytest.mark.parametrize("mail", ["a&b=c/d%e#f@example.org", "o'neil+a@example.org"])
def test_mail_address_leads_to_nothing_but_itself(mail: str) -> None:
    validate_contact(mail)
    parts = urlsplit(contact_uri(mail))
    assert (parts.scheme, parts.query, parts.fragment) == ("mailto", "", "")
    assert unquote(parts.path) == mail


@pytest.mark.parametrize("mail", ["a?subject=x@example.org", "mailto:a@b.org", "a@"])
def test_mail_address_that_is_none_is_refused(mail: str) -> None:
    with pytest.raises(ValidationError, match="mail address"):
        validate_contact(mail)
    assert urlsplit(contact_uri(mail)).query == ""


@pytest.mark.parametrize("address", ["720-423-3054", "a@", "ä@example.org", '"a b"@example.org'])
def test_address_for_replies_is_one_that_any_server_takes(address: str) -> None:
    validate_mail("ask+denver@example.org")
    with pytest.raises(ValidationError, match="email address"):
        validate_mail(address)


def test_every_link_and_number_is_one_of_these() -> None:
    names = {f"{field.model.__name__}.{field.name}" for field in FIELDS}
    assert names == {
        "District.helpline_phone",
        "District.reply_address",
        "Document.url",
        "Meeting.link",
        "Meeting.phone",
        "Interpretation.access",
        "Interpretation.ask_contact",
        "Material.url",
        "Commitment.evidence_link",
    }
    every = {field for model in apps.get_models() for field in model._meta.fields}
    links = {field for field in every if isinstance(field, models.URLField)}
    assert links <= set(FIELDS)


@pytest.mark.parametrize("field", FIELDS, ids=str)
@pytest.mark.parametrize("marked", MARKED)
def test_invisible_marks_are_left_out_on_every_way_in(field: Any, marked: str) -> None:
    plain = "https://example.org/j/123456" if isinstance(field, LinkField) else "720-555-0142"
    plain = "ask@example.org" if validate_mail in field.validators else plain
    pasted = marked.format(plain)
    assert field.formfield().clean(pasted) == plain
    assert field.clean(pasted, None) == plain
    assert field.get_prep_value(pasted) == plain


@pytest.mark.parametrize(
    ("pasted", "kept", "link"),
    [
        ("tel:+1-720-555-0142", "+1-720-555-0142", "tel:+17205550142"),
        ("tel://720-555-0142", "720-555-0142", "tel:7205550142"),
        ("callto:720-555-0142", "720-555-0142", "tel:7205550142"),
        ("Phone: 720-555-0142", "720-555-0142", "tel:7205550142"),
        ("Tel. 720-555-0142", "720-555-0142", "tel:7205550142"),
        ("\N{BLACK TELEPHONE}\ufe0f 720-555-0142", "720-555-0142", "tel:7205550142"),
        ("“720-555-0142”", "720-555-0142", "tel:7205550142"),
        ("720\u2212555\u22120142", "720-555-0142", "tel:7205550142"),
        ("၇၂၀-၅၅၅-၀၁၄၂", "720-555-0142", "tel:7205550142"),
        ("TEL:7205550142;ext=204", "7205550142 ext. 204", "tel:7205550142;ext=204"),
        ("tel:%28720%29%20555-0142", "(720) 555-0142", "tel:7205550142"),
        ("<tel:720-555-0142>", "720-555-0142", "tel:7205550142"),
        ("７２０－５５５－０１４２", "720-555-0142", "tel:7205550142"),
        ("٧٢٠-٥٥٥-٠١٤٢", "720-555-0142", "tel:7205550142"),
        ("\u00a0720 555 0142 x204\u00a0", "720 555 0142 x204", "tel:7205550142;ext=204"),
        ("\u202a720\u2011555\u20110142 ext.\u00a0204\u202c", "720-555-0142 ext. 204", None),
        ("mailto:ask@example.org", "ask@example.org", "mailto:ask@example.org"),
        ("Mailto:ask@example.org?subject=Hello", "ask@example.org", "mailto:ask@example.org"),
        ("<ask@example.org>", "ask@example.org", "mailto:ask@example.org"),
        ("Ask us <ask@example.org>", "ask@example.org", "mailto:ask@example.org"),
        ("\u200eask@example.org\u200b", "ask@example.org", "mailto:ask@example.org"),
        ("ask@example.org.", "ask@example.org", "mailto:ask@example.org"),
        ("(ask@example.org),", "ask@example.org", "mailto:ask@example.org"),
    ],
)
def test_contact_is_taken_as_people_paste_it(pasted: str, kept: str, link: str | None) -> None:
    field: Any = next(field for field in FIELDS if field.name == "ask_contact")
    for found in (field.clean(pasted, None), field.formfield().clean(pasted)):
        assert found == kept
    assert contact_uri(kept) == (link or "tel:7205550142;ext=204")


@pytest.mark.parametrize(
    "pasted",
    [
        *("<https://example.org/j/1>", "HTTPS://example.org/j/1", "https://example.org/j/1."),
        *("https://example.org/j/1»", "https://example.org/j/1…", "‘https://example.org/j/1’"),
        *("(https://example.org/j/1).", "“https://example.org/j/1”", "https://example.org/j/1; "),
    ],
)
@pytest.mark.parametrize("name", ["link", "access"])
def test_link_is_taken_as_people_paste_it(pasted: str, name: str) -> None:
    field: Any = next(field for field in FIELDS if field.name == name)
    kept = field.clean(pasted, None)
    assert kept == field.formfield().clean(pasted) == "https://example.org/j/1"
    assert contact_uri(kept) == kept


def test_link_is_taken_as_the_source_of_a_page_writes_it() -> None:
    assert tidy("https://example.org/?a=1&amp;b=2") == "https://example.org/?a=1&b=2"


def test_phone_number_has_plain_spaces_and_hyphens() -> None:
    field = next(field for field in FIELDS if field.name == "helpline_phone")
    assert field.clean("(720)\u00a0423\u20113054", None) == "(720) 423-3054"


@pytest.mark.django_db
def test_what_was_pasted_is_kept_clean_and_leads_there(client: Client) -> None:
    district = make_district()
    document = make_document(district)
    client.force_login(make_user(is_superuser=True))
    pages = {
        f"/admin/districts/district/{district.pk}/change/": {
            "helpline_phone": "\u202a720-555-0142 x12\u202c"
        },
        f"/admin/districts/document/{document.pk}/change/": {
            "url": "\u200ehttps://example.org/j/123456\u200b"
        },
    }
    for address, typed in pages.items():
        client.post(address, filled(client.get(address), **typed))
    district.refresh_from_db()
    assert district.helpline_phone == "720-555-0142 x12"
    assert Document.objects.get().url == "https://example.org/j/123456"
    page = client.get("/es/denver/").content.decode()
    assert '<a class="phone" href="tel:7205550142;ext=12">' in page
    assert "720-555-0142 x12</bdi>" in page
