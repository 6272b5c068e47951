"""Which language is understood of what browsers send."""

import pytest

from languages.negotiation import LONGEST, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("es_MX,es;q=0.9", "es"),
        (", es", "es"),
        ("ES-mx ; Q=0.8 , fr ; q = 0.9", "fr"),
        ("vi-VN,vi;q=0.9,en-US;q=0.8", "vi"),
        ("zh-Hant-TW, zh;q=0.9, my-MM;q=0.3", "my"),
        ("zh-Hans-CN-x-private, ne", "ne"),
        ("es-419", "es"),
        ("ar-Arab-EG-u-nu-latn", "ar"),
        ("*", "en"),
        ("*;q=0.8, so;q=0.2", "so"),
        ("fr;q=0, en;q=0.1", "en"),
        ("fr;q=0.0, es;q=0.001", "es"),
        ("en;q=0.4, ar;q=0.6, ru;q=0.6", "ar"),
        ("fr;q=high, es;q=0.1", "es"),
        ("fr;q=2, es;q=0.1", "es"),
        ("fr;q=-1, es", "es"),
        ("français, es;q=0.5", "es"),
        ("<script>, es", "es"),
        ("es;level=1, fr;q=0.2", "fr"),
        (",;=,,;q=1, am", "am"),
        ("est, am", "am"),
        ("es,", "es"),
        ("npi, en;q=0.5", "ne"),
        ("x" * 5000 + ", es", "en"),
        ("xx, " * 500 + "fr", "en"),
        ("es," + "xx, " * 500 + "fr", "es"),
        ("a" * (LONGEST - 4) + ", es-MX", "en"),
    ],
)
def test_each_piece_that_is_understood_counts(header: str, language: str) -> None:
    assert preferred(header) == language
