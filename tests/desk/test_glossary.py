import os
from pathlib import Path
from typing import Any

import pytest

from desk.glossary import Term, terms_in

TABLE = """# Glossary

| matter | rule |
|---|---|
| School | No term: this table names no language. |

| en | es |
|---|---|
| school | escuela |
| school year | año escolar |
| resolution (of a board) | resolución |
| in person / online | en persona / en línea |
| campus | |
"""


@pytest.fixture
def glossary(tmp_path: Path, settings: Any) -> Path:
    settings.LOCALE_PATHS = [tmp_path]
    path = tmp_path / "GLOSSARY.md"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.mark.usefixtures("glossary")
@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Each School has one.", ["school"]),
        ("Two schools", ["school"]),
        ("In the school year of the schools", ["school year", "school"]),
        ("Preschooling", []),
        ("A Resolution, held online", ["resolution (of a board)", "in person / online"]),
        ("On campus", []),
        ("The rule", []),
        ("In %(school)s and {school}", []),
    ],
)
def test_terms_are_found_in_the_order_of_the_text(text: str, terms: list[str]) -> None:
    assert [term.english for term in terms_in(text, "es")] == terms
    assert terms_in(text, "fr") == []


def test_a_changed_glossary_is_read_again(glossary: Path) -> None:
    assert terms_in("school", "es") == [Term("school", "escuela")]
    glossary.write_text(TABLE.replace("escuela", "colegio"), encoding="utf-8")
    os.utime(glossary, ns=(1, 1))
    assert terms_in("school", "es") == [Term("school", "colegio")]
    glossary.unlink()
    assert terms_in("school", "es") == []


def test_the_glossary_of_the_site_is_understood() -> None:
    assert Term("school year", "año escolar") in terms_in("During the school year", "es")
    found = terms_in("A school resource officer (SRO)", "vi")
    assert found[0] == Term("school resource officer (SRO)", "cảnh sát học đường (SRO)")


@pytest.mark.parametrize(
    ("translation", "forms"),
    [
        ("طالب (pl. طلاب)", ["طالب", "طلاب"]),
        ("presencial / en línea", ["presencial", "en línea"]),
        ("brouillon; (traduction) provisoire", ["brouillon", "(traduction) provisoire"]),
        ("oficial de recursos escolares (SRO)", ["oficial de recursos escolares (SRO)"]),
    ],
)
def test_each_form_of_a_term_is_one_to_put_in(translation: str, forms: list[str]) -> None:
    assert Term("term", translation, also=("otro", forms[0])).forms == [*forms, "otro"]
