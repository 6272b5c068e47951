"""The pages on which words go out and come in."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from desk.exchange import listing
from desk.models import Import
from districts.models import Role
from languages.freshness import text_hash
from languages.translating import review
from tests.desk.exchange.words import AT, everything, exported, rewrite, rewritten
from tests.factories import make_district, make_membership, make_phase, make_user

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("committed_at_once"),
]
E0, S0, S1, S2 = "Planning", "Planificación", "Planificar", "otra cosa"


@pytest.fixture
def user() -> User:
    return make_user(is_superuser=True)


@pytest.fixture
def staff(client: Client, user: User) -> Client:
    client.force_login(user)
    return client


def phase(**fields: Any) -> Any:
    return make_phase(make_district(), **{"title": E0, **fields})


def send(client: Client, data: bytes, language: str = "es", name: str = "words.po") -> Any:
    file = SimpleUploadedFile(name, data)
    return client.post(f"/desk/{language}/import/", {"file": file})


def dry_run(client: Client, data: bytes) -> tuple[str, str]:
    """The address of the dry run, and its page."""
    address = send(client, data).headers["Location"]
    return address, client.get(address).content.decode()


def tokens(html: str) -> list[str]:
    return re.findall(r'name="entry" value="([^"]+)"', html)


def title(record: Any) -> str:
    return type(record)._default_manager.get(pk=record.pk).title_es or ""


def test_words_are_exported(staff: Client) -> None:
    phase()
    shown = staff.get("/desk/es/export/").content.decode()
    assert "export_form" in shown
    assert "<title>Export texts for Spanish | SRO Transition Tracker</title>" in shown
    with time_machine.travel(AT):
        response = staff.get("/desk/es/export/?what=all&district=")
    disposition = response.headers["Content-Disposition"]
    assert disposition == 'attachment; filename="all-es-2021-04-15.po"'
    assert f'msgid "{E0}"' in response.content.decode()
    assert "http://testserver/es/denver/timeline/" in response.content.decode()


def test_file_of_an_evening_bears_no_day_that_is_still_to_come(staff: Client) -> None:
    phase()
    with time_machine.travel(datetime(2021, 4, 16, 2, tzinfo=UTC)):  # still the 15th in Denver
        response = staff.get("/desk/es/export/?what=all&district=")
    assert response.headers["Content-Disposition"].endswith('-2021-04-15.po"')


def test_where_nothing_needs_work_the_form_says_so(staff: Client) -> None:
    response = staff.get("/desk/es/export/?what=work&district=")
    assert response.status_code == 400
    assert "nothing to export" in response.content.decode()


def test_a_district_is_chosen_among_ones_own(client: Client) -> None:
    own, other = make_district("denver", summary="Of Denver"), make_district("boston")
    make_membership(user := make_user(), Role.TRANSLATOR, district=own, language="es")
    client.force_login(user)
    form = client.get("/desk/es/export/").content.decode()
    assert (own.name in form, other.name in form) == (True, False)
    refused = client.get(f"/desk/es/export/?what=all&district={other.pk}")
    assert refused.status_code == 400
    for district in ("", own.pk):
        data = client.get(f"/desk/es/export/?what=all&district={district}").content
        assert data.count(b"msgctxt") == 2
        assert b"Boston" not in data


@pytest.mark.parametrize("path", ["export", "import", "import/1"])
@pytest.mark.parametrize(("code", "status"), [("es", 403), ("en", 403), ("xx", 404)])
@pytest.mark.parametrize("language", [None, "vi"])
def test_other_languages_are_closed(
    client: Client, path: str, code: str, status: int, language: str | None
) -> None:
    user = make_user()
    if language:
        make_membership(user, Role.TRANSLATOR, language=language)
    client.force_login(user)
    address = f"/desk/{code}/{path}/"
    assert client.get(address).status_code == client.post(address).status_code == status


@pytest.mark.parametrize("path", ["export", "import", "import/1"])
def test_a_user_who_is_not_signed_in_is_asked_to_sign_in(client: Client, path: str) -> None:
    assert client.get(f"/desk/es/{path}/").status_code == 302


def test_a_file_is_shown_chosen_from_applied_and_undone(staff: Client) -> None:
    record = phase()
    before = everything()
    address, html = dry_run(staff, rewritten(exported(), {E0: S0}))
    assert "New: 1" in html
    assert S0 in html
    assert everything() == before
    report = staff.post(address, {"effect": ["new"]}, follow=True).content.decode()
    assert title(record) == S0
    assert "Texts imported: 1," in report
    assert "words.po" in staff.get("/desk/es/import/").content.decode()
    report = staff.post(address, {"undo": "1"}, follow=True).content.decode()
    assert "Everything is as it was before" in report
    assert title(record) == ""
    assert "undo_form" not in report


def test_reviewed_words_are_not_replaced_without_a_question(staff: Client) -> None:
    record = phase(title_es=S0)
    source_hash, seen = text_hash(E0), text_hash(S0)
    review(record, "title", "es", source_hash, seen=seen)
    data = exported()
    assert "reviewed words" not in dry_run(staff, data)[1]
    assert "It replaces a reviewed translation." in dry_run(staff, rewritten(data, {E0: S1}))[1]


def test_each_conflict_is_chosen_separately(staff: Client) -> None:
    record = phase(title_es=S0)
    data = rewritten(exported(), {E0: S1})
    rewrite(record, title_es=S2)
    address, html = dry_run(staff, data)
    assert "Conflict: 1" in html
    (token,) = tokens(html)
    report = staff.post(address, {"entry": [token]}, follow=True).content.decode()
    assert title(record) == S1
    assert "of which 1 replaced a translation" in report
    assert S2 in report


def test_warnings_are_asked_about(staff: Client) -> None:
    record = phase()
    address, html = dry_run(staff, rewritten(exported(), {E0: "Planificación 7"}))
    assert "Numbers or dates differ" in html
    staff.post(address, {"effect": ["new"]})
    assert title(record) == ""


def test_the_report_lists_what_was_not_imported(staff: Client) -> None:
    record = phase(title_es=S0)
    data = rewritten(exported(), {E0: S1})
    rewrite(record, title_es=S2)
    address, _ = dry_run(staff, data)
    report = staff.post(address, follow=True).content.decode()
    assert "Not imported" in report
    assert "Denver, phase “1 · Planning”, title: conflict" in report


def test_words_are_escaped(staff: Client) -> None:
    phase(title="<script>one</script>")
    attack = "<script>uno</script>"
    address, html = dry_run(staff, rewritten(exported(), {"<script>one</script>": attack}))
    report = staff.post(
        address, {"effect": ["new"], "entry": tokens(html)}, follow=True
    ).content.decode()
    assert "Texts imported: 1," in report
    for page in (html, report):
        assert attack not in page
        assert "&lt;script&gt;" in page


def test_a_second_click_changes_nothing(staff: Client) -> None:
    phase()
    address, _ = dry_run(staff, rewritten(exported(), {E0: S0}))
    staff.post(address, {"effect": ["new"]})
    report = staff.post(address, {"effect": ["new"]}, follow=True).content.decode()
    assert "has already been imported" in report


def test_what_was_never_applied_is_not_undone(staff: Client) -> None:
    record = phase()
    address, _ = dry_run(staff, rewritten(exported(), {E0: S0}))
    report = staff.post(address, {"undo": "1"}, follow=True).content.decode()
    assert "Nothing from this file has been imported yet." in report
    assert Import.objects.get().undone_at is None
    staff.post(address, {"effect": ["new"]})
    assert title(record) == S0


def test_the_report_lists_what_cannot_be_undone(staff: Client) -> None:
    record = phase()
    address, _ = dry_run(staff, rewritten(exported(), {E0: S0}))
    staff.post(address, {"effect": ["new"]})
    rewrite(record, title_es=S2)
    report = staff.post(address, {"undo": "1"}, follow=True).content.decode()
    assert "Undone, except for 1" in report
    assert "Not undone: Someone has changed it since the import." in report
    assert '<td data-label="Text">Denver, phase “1 · Planning”, title</td>' in report


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"/etc/passwd", "words.po, line 1: This is not a valid line of a PO file."),
        (b"#" * (5 * 1024**2 + 1), "words.po, line 1: The file is larger than 5 MB."),
        (b"", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused(staff: Client, data: bytes, said: str) -> None:
    response = send(staff, data)
    assert response.status_code == 400
    assert said in response.content.decode()
    assert not Import.objects.exists()


def test_a_file_of_another_language_is_refused(staff: Client) -> None:
    phase()
    response = send(staff, exported("vi"))
    assert response.status_code == 400
    assert "The file is in Vietnamese, but this page imports Spanish." in (
        response.content.decode()
    )


def test_a_form_without_a_file_says_so(staff: Client) -> None:
    assert staff.post("/desk/es/import/").status_code == 400


def test_imports_of_others_are_closed(client: Client, user: User) -> None:
    phase()
    client.force_login(owner := make_user("owner"))
    make_membership(owner, Role.TRANSLATOR, language="es")
    address, _ = dry_run(client, exported())
    client.force_login(other := make_user("other"))
    make_membership(other, Role.TRANSLATOR, language="es")
    assert client.get(address).status_code == client.post(address).status_code == 404
    client.force_login(user)
    assert client.get(address).status_code == 200
    assert client.get(address.replace("/es/", "/vi/")).status_code == 404


def test_long_lists_are_cut_and_say_so(staff: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "LIMIT", 2)
    district = make_district()
    for number in range(1, 6):
        make_phase(district, number, title=f"{E0} {number}")
    words = {f"{E0} {number}": f"{S0} {number}" for number in range(1, 6)}
    _, html = dry_run(staff, rewritten(exported(), words))
    assert "3 more are not shown" in html
    doubtful = {source: f"{text} 77" for source, text in words.items()}
    _, html = dry_run(staff, rewritten(exported(), doubtful))
    assert len(tokens(html)) == 2
    assert "Import the file again after these are done." in html


def test_pages_take_as_many_queries_for_many(staff: Client) -> None:
    district, counts = make_district(), []
    for number in (1, 2, 3, 4, 5):
        make_phase(district, number, title=f"{E0} {number}")
        address, _ = dry_run(staff, rewritten(exported(), {f"{E0} {number}": S0}))
        found = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                staff.get(address)
            found.append(len(queries))
            staff.post(address, {"effect": ["new"]})
        counts.append(found)
    assert counts[0] == counts[-1]


@pytest.mark.parametrize("path", ["export/", "import/"])
def test_pages_run_no_script_of_their_own(staff: Client, path: str) -> None:
    phase()
    pages = [staff.get(f"/desk/es/{path}").content.decode()]
    pages += [dry_run(staff, rewritten(exported(), {E0: S0}))[1]]
    for page in pages:
        assert not re.search(r"<script(?![^>]* src=)|\son\w+=|\sstyle=", page)
