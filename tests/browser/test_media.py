"""Forced colors, reduced motion, and paper."""

import re

import pytest
from playwright.sync_api import Page

from languages.registry import LANGUAGES
from tests.browser.site import FEW_LANGUAGES, SCHEMES, TEMPLATES, Scheme, Visit, probe
from tests.pages.site import SPRING

DISTRICTS = ("denver", "chicago", "des-moines", "duluth")
every_template = pytest.mark.parametrize("path", TEMPLATES.values(), ids=TEMPLATES)


@pytest.mark.parametrize("scheme", SCHEMES)
@every_template
def test_forced_colors_keep_all_visible(page: Page, go: Visit, path: str, scheme: Scheme) -> None:
    for language in FEW_LANGUAGES:
        go(f"/{language}/{path}")
        page.emulate_media(forced_colors="active", color_scheme=scheme)
        assert not probe(page, "forced")
        page.keyboard.press("Tab")
        assert page.evaluate("() => probes.focus()[1]") == []


@every_template
def test_reduced_motion_allows_none(page: Page, go: Visit, path: str) -> None:
    go(f"/ar/{path}")
    page.emulate_media(reduced_motion="reduce")
    assert not probe(page, "motion")


@every_template
@pytest.mark.parametrize("language", LANGUAGES)
def test_print_keeps_what_paper_needs(page: Page, go: Visit, language: str, path: str) -> None:
    go(f"/{language}/{path}")
    page.emulate_media(media="print", color_scheme="dark")  # as phones at night do
    faults = [fault for name in ("paper", "ink", "dialed") for fault in probe(page, name)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_handout_is_one_page(page: Page, go: Visit, language: str) -> None:
    longer = []
    for district in DISTRICTS:
        for query in ("", f"?{SPRING}"):
            go(f"/{language}/{district}/handout/{query}")
            page.emulate_media(media="print")
            for size in ("Letter", "A4"):
                sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=size)))
                if sheets != 1:
                    longer.append(f"{district} {query} {size}: {sheets} pages")
    assert not longer
