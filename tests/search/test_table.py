"""The table of queries, without a database: what each one finds, and that each rule matters."""

from collections.abc import Callable
from functools import reduce

import pytest

from languages import characters
from languages.edtf import parse
from languages.models import days_of
from languages.registry import LANGUAGES, SOURCE
from search.terms import understand
from tests.search.table import NOTHING, RECORDS, ROWS, Row

Fold = Callable[[str], str]


def wrong(row: Row, fold: Fold = characters.fold) -> str:
    """What is wrong with what a query finds; "" if it is right."""
    asked = understand(row.query, row.language, fold)
    found = [
        record.name
        for record in RECORDS
        if asked.terms
        and any(
            asked.matches(
                fold(record.words[code]), days_of(parse(record.when) if record.when else None)
            )
            for code in {row.language, SOURCE} & {*record.words}
        )
    ]
    right = not found if row.finds == NOTHING else row.finds in found
    return "" if right else f"{row.language}: {row.query} finds {found}, not {row.finds}"


def test_each_query_finds_what_it_has_to() -> None:
    assert len(ROWS) >= 200
    assert {row.language for row in ROWS} == {*LANGUAGES}
    assert [said for row in ROWS if (said := wrong(row))] == []


@pytest.mark.parametrize("rule", characters.RULES, ids=lambda rule: rule.__name__)
def test_without_any_one_rule_some_query_does_not_find_it(rule: Fold) -> None:
    others = [each for each in characters.RULES if each is not rule]

    def fold(text: str) -> str:
        return reduce(lambda folded, each: each(folded), others, text)

    assert any(wrong(row, fold) for row in ROWS)
