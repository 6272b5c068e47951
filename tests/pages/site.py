"""The pages of a site with the districts of `content/`, and how to request one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from django.test import Client

from districts.models import District, School
from events.models import Meeting
from tests.factories import NOW
from tests.pages.tree import Node, parse

TODAY = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
SPRING = "on=2021-04-15"
# In Denver: before all phases, in two at once, between two, in the season of the last.
OTHER_DAYS = ("on=2020-06-01", "on=2021-05-11", "on=2021-08-15", "on=2021-10-01")
OF_EACH_DISTRICT = ("", "handout/", "timeline/", "events/", "plan/", "schools/", "ask/")
# Those that show no record as it is.
BESIDE_RECORDS = (
    *("notice/", "search/", "changes/", "data/", "languages/", "alerts/"),
    *("ask/sent/", "wording/", "wording/sent/"),
)
# Those that search engines are asked to leave out.
UNLISTED = ("/search/", "/sent/", "/wording/")
ERRORS = {
    "?on=nonsense": 400,
    "denver/?on=2021-02-30": 400,
    "denver/schools/?status=0": 400,
    "denver/events/?follow=0": 400,
    "denver/plan/?status=0": 400,
    "denver/plan/?area=0": 400,
    "compare/?district=0": 400,
    "denver/changes/?since=0": 400,
    "denver/forbidden/": 403,
    "nowhere/": 404,
    "denver/events/nowhere/": 404,
    "denver/broken/": 500,
}


@dataclass(frozen=True)
class Shown:
    """What came back for an address; `regions` is the HTML of each `{% fallback_region %}`."""

    address: str
    status: int
    headers: dict[str, str] = field(repr=False)
    html: str = field(repr=False)
    regions: list[str] = field(repr=False)

    @cached_property
    def tree(self) -> Node:
        return parse(self.html)

    @property
    def main(self) -> Node:
        return self.tree.one("main")


def paths() -> list[str]:
    """Each public page's path below its language."""
    found = ["", "about/", "compare/", "data/", "how/", "privacy/", "search/"]
    for slug in District.objects.public(NOW).values_list("slug", flat=True):
        found += [f"{slug}/{page}" for page in (*OF_EACH_DISTRICT, *BESIDE_RECORDS)]
    for folder, model in (("events", Meeting), ("schools", School)):
        rows = model.objects.public(NOW).values_list("district__slug", "slug")
        found += [f"{district}/{folder}/{slug}/" for district, slug in rows]
    of_schools = [path for path in found if "/schools/" in path.removesuffix("schools/")]
    found += [f"{path}handout/" for path in of_schools]
    return found


def queries() -> Iterator[str]:
    """The pages on the days, and with the filters, that show what else a page can say."""
    yield from paths()
    yield from (f"{path}?{SPRING}" for path in paths() if path.startswith("denver/"))
    yield from (f"{slug}/timeline/?{SPRING}" for slug in ("chicago", "duluth"))
    for day in OTHER_DAYS:
        yield from (f"denver/{page}?{day}" for page in OF_EACH_DISTRICT)
    yield "denver/schools/?q=lake&status=without_sro"
    yield "denver/schools/?q=nowhere"
    yield from (f"denver/events/?{SPRING}&follow={tag}" for tag in ("vi", "so", "ase"))
    yield "duluth/plan/?on=2022-06-07&status=proposed"
    yield "duluth/plan/?status=done"
    yield "denver/search/?q=board"
    yield f"denver/search/?{SPRING}&q=2021"
    yield "denver/search/?q=boord"
    yield "search/?q=police"
    yield f"compare/?{SPRING}"
    yield "compare/?district=denver&district=duluth"


def addresses(language: str) -> list[str]:
    """All pages in a language, error pages included."""
    return [f"/{language}/{query}" for query in (*queries(), *ERRORS)]


def get(address: str, regions: list[str]) -> Shown:
    """Ask for the page; `regions` is where its fallback regions are being recorded."""
    regions.clear()
    response = Client(raise_request_exception=False).get(address)
    return Shown(
        address=address,
        status=response.status_code,
        headers=dict(response.headers),
        html=response.content.decode(),
        regions=list(regions),
    )


def labels(node: Node) -> list[Node]:
    return node.all("p", class_="fallback-label")


def check_regions(page: Shown) -> None:
    """One label per region with English or stale text, and no such text outside.

    The label names each part that is stale; other regions have no label.
    """
    inside = 0
    for region in map(parse, page.regions):
        texts = marked(region)
        assert len(labels(region)) == bool(texts), page.address
        said = " ".join(label.text for label in labels(region))
        assert all(text.attrs.get("data-part", "") in said for text in texts), page.address
        inside += len(texts)
    assert len(marked(page.main)) == inside, page.address
    assert len(labels(page.tree)) == sum(len(labels(parse(each))) for each in page.regions)


def marked(node: Node) -> list[Node]:
    """The texts marked as English or stale."""
    return [*node.all(class_="fallback"), *node.all(class_="stale")]
