"""Burmese in Unicode is taken, in Zawgyi refused."""

import pytest

from languages.burmese import is_zawgyi
from languages.checks import check
from languages.registry import LANGUAGES

ZAWGYI = "ျမန္မာႏိုင္ငံ ေက်ာင္းမ်ား"


@pytest.mark.parametrize("text", ["", "SRO", "ကျောင်းများ", "SRO များ 25%", "မြန်မာ"])
def test_unicode_is_taken(text: str) -> None:
    assert not is_zawgyi(text)


def test_zawgyi_is_refused_with_what_to_do_in_burmese_alone() -> None:
    for code, language in LANGUAGES.items():
        found = {problem.code: problem for problem in check("Schools", ZAWGYI, code)}
        assert ("zawgyi" in found) == (language.script == "Mymr")
    (problem,) = (each for each in check("Schools", ZAWGYI, "my") if each.refuses)
    assert "convert it" in problem.message
