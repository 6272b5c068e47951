"""What Babel knows of the languages, without what no page says.

The whole suite runs with it (`tests/conftest.py`), so that whatever needs more fails.
"""

from babel import localedata

from languages.locales import UNUSED, read_all
from languages.registry import LANGUAGES


def test_what_no_page_says_is_forgotten() -> None:
    read_all()
    for language in LANGUAGES.values():
        known = localedata.load(language.cldr)
        assert known["months"]
        assert not known.keys() & set(UNUSED)
