from tests.browser.parts import Part, new_parts
from tests.pages.tree import parse

PAGE = '<html lang="en" dir="ltr" class="Latn"><main id="main"><p>One</p>{}</main></html>'
KNOWN = '<p class="lead"><a href="/en/" aria-label="Home">Home</a></p>'


def places(part: str) -> list[int]:
    """Where a page with this part has new ones, after another page."""
    known: set[Part] = set()
    assert new_parts(parse(PAGE.format(KNOWN)), known)
    return new_parts(parse(PAGE.format(part)), known)


def test_another_language_or_number_of_the_same_parts_is_nothing_new() -> None:
    other = '<p class="lead"><a href="/ar/?q=1" aria-label="Inicio">Inicio</a></p>'
    assert places(other * 2) == []
    assert places("") == []


def test_another_class_place_or_attribute_or_an_empty_one_is_new() -> None:
    for part in (
        '<p class="note"><a href="/en/" aria-label="Home">Home</a></p>',
        '<a href="/en/" aria-label="Home">Home</a>',
        '<p class="lead"><a href="/en/">Home</a></p>',
        '<p class="lead"><a href="/en/" aria-label="">Home</a></p>',
        '<p class="lead"><a href="/en/" aria-label="Home" role="button">Home</a></p>',
        '<p class="lead"><a href="/en/" aria-label="Home"> </a></p>',
    ):
        assert places(part), part


def test_the_first_of_each_new_part_is_named_and_nothing_in_it() -> None:
    row = '<div class="field-{}"><b>Label</b> <input name="{}"></div>'
    assert places(KNOWN + row.format("name", "name") + row.format("place", "place")) == [6]
