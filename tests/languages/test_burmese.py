"""Burmese in Unicode is taken, in Zawgyi refused."""

from unicodedata import normalize

import pytest

from languages.burmese import from_zawgyi, is_zawgyi
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


@pytest.mark.parametrize(
    ("zawgyi", "plain"),
    [
        (ZAWGYI, "မြန်မာနိုင်ငံ ကျောင်းများ"),
        ("အစည္းအေဝး", "အစည်းအဝေး"),
        ("ရဲအရာရွိ", "ရဲအရာရှိ"),
        ("ပညာေရးဘုတ္အဖြဲ႕", "ပညာရေးဘုတ်အဖွဲ့"),
        ("ဆံုးျဖတ္ခ်က္", "ဆုံးဖြတ်ချက်"),
        ("အဂၤလိပ္", "အင်္ဂလိပ်"),
        ("တကၠသိုလ္", "တက္ကသိုလ်"),
        ("ေၾကညာ", "ကြေညာ"),
        ("ႏွင့္", "နှင့်"),
        ("၀န္ထမ္း", "ဝန်ထမ်း"),
        ("ကၽြန္ေတာ္", "ကျွန်တော်"),
        ("ေဆြးေႏြး", "ဆွေးနွေး"),
        ("သတၱဝါ", "သတ္တဝါ"),
        ("SRO 25% ၂၀၂၁", "SRO 25% ၂၀၂၁"),
    ],
)
def test_zawgyi_is_turned_into_unicode(zawgyi: str, plain: str) -> None:
    assert from_zawgyi(zawgyi) == normalize("NFC", plain)
