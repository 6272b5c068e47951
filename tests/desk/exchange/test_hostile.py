"""Corrupt and hostile files change nothing, cost little, and are refused with a reason."""

import re
import tracemalloc
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from desk.exchange.forms import ImportForm
from desk.models import Import
from sro_site.middleware import LARGEST_BODY
from tests.desk.exchange.hostile import HEADER, corrupt, foreign
from tests.desk.exchange.words import everything, exported
from tests.factories import make_district, make_phase, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("committed_at_once"),
]
MUCH = 100 * 1024**2
REFUSED = re.compile(r"words\.po, line [1-9]\d*: [^<]{10,}")


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_user(is_superuser=True))
    return client


def send(client: Client, data: bytes) -> Any:
    return client.post("/desk/es/import/", {"file": SimpleUploadedFile("words.po", data)})


def words() -> bytes:
    district = make_district(decision="Line one.\nLine “two”.\n")
    for number in range(1, 6):
        make_phase(district, number, title=f"Phase {number}", title_es="Año" * (number % 2))
    return exported()


def test_three_hundred_corrupt_files_are_refused(staff: Client) -> None:
    data = words()
    before = everything()
    assert send(staff, data).status_code == 302
    Import.objects.all().delete()
    files = list(corrupt(data))
    assert len(set(files)) == 300
    for number, file in enumerate(files):
        form = ImportForm("es", {}, {"file": SimpleUploadedFile("words.po", file)})
        assert REFUSED.search(str(form.errors)), number
    for file in files[::30]:
        response = send(staff, file)
        assert response.status_code == 400
        assert REFUSED.search(response.content.decode())
    assert everything() == before
    assert not Import.objects.exists()


def test_files_cut_off_anywhere_change_nothing(staff: Client) -> None:
    data = words()
    before = everything()
    for end in range(0, len(data), 97):
        response = send(staff, data[:end])
        if response.status_code == 302:
            address = response.headers["Location"]
            staff.post(address, {"effect": ["new", "changed", "stale"]})
        assert everything() == before, end


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("one string", HEADER + b'msgid "a"\nmsgstr "' + b"\\n" * 2_600_000 + b'"\n'),
        ("an open string", HEADER + b'msgid "a"\nmsgstr "' + b"x" * 5_200_000),
        ("many entries", HEADER + b"".join(b'msgid"%d"\nmsgstr""\n' % n for n in range(220_000))),
        ("many lines", HEADER + b"#\n" * 2_600_000),
        ("too large", HEADER + foreign(150_000)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_large_files_are_refused_at_a_low_cost(staff: Client, name: str, data: bytes) -> None:
    tracemalloc.start()
    try:
        response = send(staff, data)
        assert tracemalloc.get_traced_memory()[1] < MUCH
    finally:
        tracemalloc.stop()
    too_large = len(data) > LARGEST_BODY
    assert response.status_code == (413 if too_large else 400)
    assert too_large or REFUSED.search(response.content.decode())


def test_as_many_foreign_entries_as_may_be_are_refused_one_by_one(staff: Client) -> None:
    header = words().split(b"\n\n")[0] + b"\n\n"
    before = everything()
    address = send(staff, header + foreign(20_000)).headers["Location"]
    html = staff.get(address).content.decode()
    assert "Refused: 20000" in html
    assert "no longer exists" in html
    staff.post(address, {"effect": ["new", "changed", "stale"]})
    assert everything() == before
