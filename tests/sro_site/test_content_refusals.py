"""A wrong content file is refused as a whole, with line and reason."""

from collections.abc import Iterator
from datetime import UTC, datetime
from textwrap import indent

import pytest
import time_machine

from districts.models import District
from sro_site.content.loading import load
from sro_site.content.reading import ContentError
from tests.factories import make_district
from tests.sro_site.gotham import HEAD, REST, Write, counts

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LINES = len(HEAD.splitlines())
NOON = datetime(2026, 11, 26, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def _meeting(**changes: str) -> str:
    keys = {
        "slug": "town-hall",
        "title": "{en: Town hall}",
        "language": "en",
        "starts_at": '"2021-05-10T17:30"',
        "ends_at": '"2021-05-10T18:30"',
        **changes,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return "meetings:\n  -\n" + indent(lines, "    ")


@pytest.mark.parametrize(
    ("rest", "line", "reason"),
    [
        # What is missing, unknown, or no list.
        ("color: blue\n", 1, "“color” is not allowed here"),
        ("color:\n", 1, "“color” is not allowed here"),
        ("schools: x\n", 1, "A list is expected here"),
        ("helpline: {name: {en: Helpline}}\n", 1, "“phone” is missing."),
        ("schools_note: {es: x}\n", 1, "“schools_note” has no English text"),
        ('schools_note: {en: "25 {n}", es: "25"}\n', 1, "es: Placeholders have to stay"),
        ('schools_note: {en: x, my: "ေက်ာင္းမ်ား ျမန္မာ"}\n', 1, "my: It is in the Zawgyi"),
        ("phases:\n  - title: {en: x}\n", 2, "number: This field cannot be null."),
        ("phases:\n  - number: 1\n", 2, "title_en: This field cannot be"),
        ("phases:\n  - {number: one, title: {en: x}}\n", 2, "“number” is a whole number."),
        # What a model refuses.
        (
            "schools:\n  - {slug: new, name: New}\n",
            2,
            "slug: The site itself uses the address “new”",
        ),
        ("schools:\n  - {slug: North, name: N}\n", 2, "slug: Use only lowercase letters"),
        (
            "schools:\n  - {slug: a, name: A}\n\n  - {slug: a, name: B}\n",
            4,
            "School with this District and Web address already exists.",
        ),
        (
            "phases:\n  - {number: 1, title: {en: x}}\n  - {number: 1, title: {en: y}}\n",
            3,
            "The district already has a phase with this number.",
        ),
        (
            'phases:\n  - number: 1\n    title: {en: x}\n    when: "2021-06/2021-05"\n',
            4,
            "The end is before the start.",
        ),
        ("milestones:\n  - title: {en: x}\n    reduction_percent: 101\n", 2, "reduction_percent:"),
        ("milestones:\n  - title: {en: x}\n    reduction_percent: -1\n", 2, "reduction_percent:"),
        (
            'milestones:\n  - title: {en: x}\n    when: "2021"\n    ongoing: true\n',
            2,
            "If you know when it started",
        ),
        (
            "milestones:\n  - title: {en: x}\n    status:\n      - {status: late}\n",
            4,
            "status: Value 'late' is not a valid choice.",
        ),
        ("milestones:\n  - title: {en: x}\n    status:\n      - {}\n", 4, "“status” is missing."),
        (
            "milestones:\n  - title: {en: x}\n    schools:\n      - nowhere\n",
            4,
            "No school of this file has the address “nowhere”.",
        ),
        (
            'milestones:\n  - title: {en: x}\n    status: [{status: done, since: "2100"}]\n',
            3,
            "since: This is in the future",
        ),
        (
            'commitments:\n  - text: {en: x}\n    status: [{status: done, since: "2100"}]\n',
            3,
            "since: This is in the future",
        ),
        (
            "schools:\n  - slug: a\n    name: A\n    history:\n"
            '      - {has_sro: true, since: "2100", confirmed: true}\n',
            5,
            "since: This is in the future",
        ),
        (
            "schools:\n  - slug: a\n    name: A\n    history:\n"
            "      - {has_sro: true, since: Fall 2025}\n",
            5,
            "“confirmed” is missing: the date has passed",
        ),
        (
            'decisions: [{applies_to: {en: all}, outcome: keep, decided: "2100"}]\n',
            1,
            "decided: This is in the future",
        ),
        (
            _meeting(
                moves='[{was_starts_at: "2021-05-10T17:00", was_ends_at: "2021-05-10T18:00", '
                'announced_on: "2100-01-01"}]'
            ),
            8,
            "announced_on: This is in the future",
        ),
        (_meeting(ends_at='"2021-05-10T16:30"'), 3, "The meeting ends before it starts."),
        (_meeting(ends_at='"2021-05-11T17:31"'), 3, "write “lasts_days: true”"),
        (_meeting(starts_at='"9999-12-31T23:00"'), 3, "The year 9999 is out of range."),
        (_meeting(starts_at='"2021-05-10"'), 6, "Write the local time like"),
        (_meeting(starts_at='"2021-05-10T24:00"'), 6, "Write the local time like"),
        (_meeting(starts_at='"2021-05-10T17:30:00Z"'), 6, "Write the local time like"),
        (_meeting(starts_at='"2021-03-14T02:30"'), 6, "This time does not exist"),
        (
            _meeting(starts_at='"2020-11-01T01:30"'),
            6,
            "its zone: 2020-11-01T01:30-04:00 or 2020-11-01T01:30-05:00.",
        ),
        (_meeting(starts_at='"2020-11-01T01:30+00:00"'), 6, "with the offset of its zone"),
        (_meeting(postponed_to="nowhere"), 8, "No meeting of this file has the address"),
        (_meeting(mode="online", status="confirmed"), 3, "needs a link or a phone number"),
        (_meeting(materials="[{kind: slides, language: es}]"), 8, "“url” is missing."),
        (_meeting(interpretation='[{language: es, ask_by: "x"}]'), 8, "Write the day like"),
        (_meeting(starts_at="2021-05-10T17:30:00"), 6, "Write dates and other values in quotes."),
        (_meeting(language="Klingonish"), 3, "language: We don’t know the language “Klingonish”"),
        (
            _meeting(link="http://example.org"),
            3,
            "link: Enter a web address that starts with https://.",
        ),
        (_meeting(interpretation="[{language: en}]"), 8, "language: The meeting itself is held"),
        (
            _meeting(interpretation="[{language: es}, {language: es}]"),
            8,
            "This language is already listed.",
        ),
    ],
)
def test_load_refuses_the_file_with_line_and_reason(
    write: Write, rest: str, line: int, reason: str
) -> None:
    _refuses(write, HEAD + rest, LINES + line, reason)


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("slug", "admin", "slug: The site itself uses the address “admin”."),
        ("time_zone", "America/Gotham", "time_zone: We don’t know the time zone “America/Gotham”"),
        ("approach", "none", "approach: Value 'none' is not a valid choice."),
        ("state", "public", "state: Value 'public' is not a valid choice."),
        (
            "content_languages",
            "[en, de]",
            "content_languages: Choose from the languages of this site",
        ),
        ("content_languages", "[]", "content_languages: This field cannot be blank."),
        ("name", "x" * 201, "name: Ensure this value has at most 200 characters"),
        ("short_name", "", "“short_name” is missing."),
        ("as_of", "", "“as_of” is missing."),
        ("as_of", '"2100"', "as_of: This is in the future"),
    ],
)
def test_load_refuses_a_district_with_the_line_of_its_section(
    write: Write, key: str, value: str, reason: str
) -> None:
    lines = [
        f"{key}: {value}" if line.startswith(f"{key}:") else line for line in HEAD.splitlines()
    ]
    _refuses(write, "\n".join(["# comment", *lines]), 2, reason)


@pytest.mark.parametrize("key", ["summary", "sources"])
def test_load_refuses_a_district_without_its_words(write: Write, key: str) -> None:
    lines = [line for line in HEAD.splitlines() if not line.startswith(key)]
    _refuses(write, "\n".join(lines), 1, f"{key}_en: This field cannot be")


def _refuses(write: Write, content: str, line: int, reason: str) -> None:
    path = write(content)
    with pytest.raises(ContentError) as refused:
        load([path])
    assert str(refused.value).startswith(f"{path}, line {line}: ")
    assert reason in str(refused.value)
    assert not any(counts().values())


def test_load_changes_nothing_where_the_second_file_is_wrong(write: Write) -> None:
    good, bad = write(HEAD + REST), write(HEAD.replace("gotham", "metropolis") + "x: y\n")
    with pytest.raises(ContentError, match="“x” is not allowed here"):
        load([good, bad])
    assert not any(counts().values())


def test_a_meeting_may_last_days_if_the_file_says_so(write: Write) -> None:
    load([write(HEAD + _meeting(ends_at='"2021-05-12T18:30"', lasts_days="true"))])
    assert District.objects.get().meetings.get().slug == "town-hall"


def test_load_never_writes_over_a_district_that_is_there(write: Write) -> None:
    make_district("gotham", name="As edited")
    before = counts()
    with pytest.raises(ContentError, match=r"line 1: slug: District with this Web address already"):
        load([write(HEAD + REST)])
    assert counts() == before
    assert District.objects.get().name == "As edited"


def test_load_refuses_the_same_file_twice(write: Write) -> None:
    path = write(HEAD)
    with pytest.raises(ContentError, match="already exists"):
        load([path, path])
    assert not any(counts().values())
