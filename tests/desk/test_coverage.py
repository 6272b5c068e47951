"""How much is translated of what a user may change."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from desk.coverage import Cell, load_coverage
from desk.interface.syncing import sync
from districts.access import Rights, rights_of
from districts.models import Role
from languages.freshness import TranslationState
from languages.registry import LANGUAGES
from tests.desk.interface.catalogs import write_catalog
from tests.factories import make_district, make_membership, make_phase, make_user

pytestmark = pytest.mark.django_db
SPANISH, VIETNAMESE = LANGUAGES["es"], LANGUAGES["vi"]


@pytest.fixture(autouse=True)
def _no_interface(tmp_path: Path, settings: Any) -> None:
    settings.LOCALE_PATHS = [tmp_path]


@pytest.mark.parametrize(
    ("counts", "percent", "heat"),
    [
        ({}, 100, 3),
        ({"missing": 1}, 0, 0),
        ({"missing": 1, "draft": 1}, 50, 1),
        ({"stale": 1, "reviewed": 4}, 80, 2),
        ({"missing": 1, "draft": 999}, 99, 2),
        ({"draft": 1, "reviewed": 1}, 100, 3),
    ],
)
def test_a_cell_says_how_much_is_there(counts: dict[str, int], percent: int, heat: int) -> None:
    cell = Cell(Counter(counts))
    assert (cell.percent, cell.heat, cell.total) == (percent, heat, sum(counts.values()))
    assert [state for state, _ in cell.states] == list(TranslationState)


def test_districts_are_counted_by_language() -> None:
    denver = make_district(summary_es="Resumen")
    duluth = make_district("duluth", summary_es="Resumen", sources_es="Fuentes")
    stale: Any = make_phase(duluth, title_es="Fase")
    stale.title_en = "Changed"
    stale.save()
    found = load_coverage(Rights(everything=True), [SPANISH, VIETNAMESE])
    shown = {
        (district.slug, language.code): dict(cell.counts)
        for district, row in found.districts
        for language, cell in row
    }
    assert shown == {
        ("denver", "es"): {"draft": 1, "missing": 1},
        ("denver", "vi"): {"missing": 2},
        ("duluth", "es"): {"draft": 2, "stale": 1},
        ("duluth", "vi"): {"missing": 3},
    }
    assert [dict(cell.counts) for _, cell in found.totals] == [
        {"draft": 3, "missing": 1, "stale": 1},
        {"missing": 5},
    ]
    assert denver.pk != duluth.pk


def test_the_interface_is_work_of_those_who_translate_for_all(tmp_path: Path) -> None:
    for language in ("en", "es"):
        write_catalog(tmp_path, language, '\nmsgid "Plan"\nmsgstr ""\n')
    sync()
    user = make_user()
    make_membership(user, Role.TRANSLATOR, district=make_district(), language="es")
    for rights, counted in ((Rights(everything=True), 1), (rights_of(user), 0)):
        found = load_coverage(rights, [SPANISH])
        assert [cell.counts["missing"] for _, cell in found.interface] == [counted]
        assert [cell.counts["missing"] for _, cell in found.totals] == [counted + 2]


def test_what_others_translate_is_not_counted() -> None:
    user = make_user()
    make_membership(user, Role.TRANSLATOR, district=make_district(), language="es")
    make_membership(user, Role.TRANSLATOR, district=make_district("duluth"), language="vi")
    make_district("chicago")
    found = load_coverage(rights_of(user), [SPANISH, VIETNAMESE])
    shown = {d.slug: [cell.total for _, cell in row] for d, row in found.districts}
    assert shown == {"denver": [2, 0], "duluth": [0, 2]}
    assert [cell.total for _, cell in found.totals] == [2, 2]


@pytest.mark.parametrize("count", [1, 4])
def test_many_districts_take_as_few_queries(count: int, django_assert_num_queries: Any) -> None:
    for number in range(count):
        make_district(f"district-{number}")
    with django_assert_num_queries(4):
        load_coverage(Rights(everything=True), LANGUAGES.values())
