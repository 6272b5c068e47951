"""Burmese in Unicode is taken, in Zawgyi refused."""

import pytest
from django.core.exceptions import ValidationError

from languages.burmese import check_encoding
from languages.registry import LANGUAGES

ZAWGYI = "ျမန္မာႏိုင္ငံ ေက်ာင္းမ်ား"


@pytest.mark.parametrize("text", ["", "SRO", "ကျောင်းများ", "SRO များ 25%", "မြန်မာ"])
def test_unicode_is_taken(text: str) -> None:
    check_encoding(text, "my")


def test_zawgyi_is_refused_with_what_to_do() -> None:
    with pytest.raises(ValidationError, match="Zawgyi") as refused:
        check_encoding(ZAWGYI, "my")
    assert refused.value.code == "zawgyi"


def test_other_scripts_are_not_looked_at() -> None:
    for code, language in LANGUAGES.items():
        if language.script != "Mymr":
            check_encoding(ZAWGYI, code)
