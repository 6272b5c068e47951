"""Burmese text in the older Zawgyi encoding: detects it, and turns it into Unicode.

Zawgyi gives code points of Unicode to pieces of glyphs, in the order in which they are drawn.
"""

import re
from functools import cache
from unicodedata import normalize

from myanmartools import ZawgyiDetector

LIKELY = 0.95
_KINZI = "\ue000"  # the NGA above a letter, before which it is spoken; while it is converted

# Each piece as the letters of Unicode that it draws.
_PIECES = str.maketrans(
    {
        "\u1033": "ု",
        "\u1034": "ူ",
        "\u1039": "်",
        "\u103a": "ျ",
        "\u107d": "ျ",
        "\u103b": "ြ",
        **dict.fromkeys("\u107e\u107f\u1080\u1081\u1082\u1083\u1084", "ြ"),
        "\u103c": "ွ",
        "\u103d": "ှ",
        "\u1087": "ှ",
        "\u1088": "ှု",
        "\u1089": "ှူ",
        "\u108a": "ွှ",
        "\u105a": "ါ်",
        "\u106a": "ဉ",
        "\u106b": "ည",
        "\u108e": "ိံ",
        "\u108f": "န",
        "\u1090": "ရ",
        "\u1094": "့",
        "\u1095": "့",
        "\u1086": "ဿ",
        "\u1091": "ဏ္ဍ",
        "\u1092": "ဋ္ဌ",
        "\u1097": "ဋ္ဋ",
        "\u106e": "ဍ္ဍ",
        "\u106f": "ဍ္ဎ",
        "\u1096": "္တွ",
        **{
            chr(0x1060 + number): f"္{letter}"
            for number, letter in (
                *enumerate("ကခဂဃ"),
                *enumerate("စဆဆဇဈ", 5),
                *enumerate("ဋဌ", 12),
                *enumerate("ဏတတထထဒဓနပဖဗဘမ", 16),
                *enumerate("လ", 37),
                *enumerate("ဘ", 51),
            )
        },
        "\u1064": _KINZI,
        "\u108b": f"{_KINZI}ိ",
        "\u108c": f"{_KINZI}ီ",
        "\u108d": f"{_KINZI}ံ",
    }
)
_LETTER = "[က-အဿ၎]"
_BELOW = f"(?:္{_LETTER})?"
_SIGNS = "[\ue000ါ-ူဲ-း်ျွှ]*"
_SYLLABLE = re.compile(
    f"(?P<e>ေ?)(?P<ra>ြ?)(?P<letter>{_LETTER})(?P<one>{_SIGNS})(?P<below>{_BELOW})(?P<two>{_SIGNS})"
)
_ORDER = {sign: place for place, sign in enumerate("ျြွှေိီဲုူါာံ့်း")}
# A zero or a seven beside a letter or a sign is the letter that looks like it.
_BESIDE = r"(?<=[\u1000-\u103f\ue000])%s|%s(?=[\u1000-\u103f\ue000])"
_AS_LETTER = tuple((re.compile(_BESIDE % (n, n)), letter) for n, letter in ("၀ဝ", "၇ရ"))


@cache
def _detector() -> ZawgyiDetector:
    return ZawgyiDetector()


def is_zawgyi(text: str) -> bool:
    """Whether Burmese text is encoded as Zawgyi, as far as can be told.

    It looks right with a Zawgyi font alone; phones draw it as rubble.
    """
    return bool(_detector().get_zawgyi_probability(text) > LIKELY)


def from_zawgyi(text: str) -> str:
    """The same Burmese text in Unicode; what is no Burmese stays as it is."""
    text = text.translate(_PIECES)
    for looks_like_it, letter in _AS_LETTER:
        text = looks_like_it.sub(letter, text)
    return normalize("NFC", _SYLLABLE.sub(_in_order, text))


def _in_order(syllable: re.Match[str]) -> str:
    """One syllable with its signs behind its letter, in the order of Unicode."""
    e, ra, letter, one, below, two = syllable.groups()
    signs = sorted(f"{ra}{e}{one}{two}".replace(_KINZI, ""), key=_ORDER.__getitem__)
    kinzi = "င်္" if _KINZI in one + two else ""
    return f"{kinzi}{letter}{below}{''.join(signs)}"
