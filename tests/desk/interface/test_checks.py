"""Texts of the interface that would break a page are refused."""

import pytest

from desk.interface.checks import problems_of


@pytest.mark.parametrize(
    ("source", "text", "code"),
    [
        ("in %(days)s days", "en %(dias)s días", "placeholders"),
        ("in %(days)s days", "en %(days) días", "placeholders"),
        ("in %(days)s days", "en %(days)s días al 5 %", "placeholders"),
        ("Half of it", "El 50 % de ello", "placeholders"),
        ("from {when}", "desde {cuando}", "placeholders"),
        ("from {when}", "desde {when} }", "placeholders"),
        ("from {when}", "desde {when.year}", "placeholders"),
        ("Read <a>this</a>", "Lea <a>esto", "markup"),
        ("Read this", "Lea <script>esto", "markup"),
        ("Read this", "Lea esto &amp; eso", "markup"),
        ("Read this", "Lea <b", "markup"),
        ("Read <a href=x>this</a>", "Lea <a onclick=y>esto</a>", "markup"),
    ],
)
def test_what_breaks_a_page_is_refused(source: str, text: str, code: str) -> None:
    found = problems_of(source, text, "es", one_number=False)
    assert [each.code for each in found if each.refuses] == [code]


@pytest.mark.parametrize(
    ("source", "text", "one_number"),
    [
        ("in %(days)s days", "dentro de %(days)s días", False),
        ("in %(days)s day", "mañana", True),
        ("%(a)s of %(b)s", "%(b)s: %(a)s", False),
        ("from {when}", "desde {when}", False),
        ("Read <a>this</a> %% {", "<a>Esto</a> se lee %% {", False),
        ("Read this", "", False),
    ],
)
def test_what_is_right_is_let_through(source: str, text: str, one_number: bool) -> None:
    assert not [p for p in problems_of(source, text, "es", one_number=one_number) if p.refuses]


def test_a_form_of_one_number_may_leave_out_one_value_alone() -> None:
    found = problems_of("%(a)s day of %(b)s", "un día", "es", one_number=True)
    assert [each.code for each in found if each.refuses] == ["placeholders"]
