"""A newcomer sets up a district on the pages of staff, and its clicks are counted.

Each page that it comes by is also looked at: nothing is unlabeled, nothing runs out of a phone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page

from tests.browser import process
from tests.browser.parts import Part, new_parts
from tests.browser.site import DESK, HTML, PHONE, click, follow, load_axe, probe
from tests.pages.tree import parse

MOST_CLICKS, MOST_FIELDS = 100, 200
PATIENCE = 120_000  # milliseconds, for a machine that is busy
# Pages that a newcomer does not come by.
OTHERS = (
    "districts/district/",
    "districts/district/1/record/",
    "districts/district/add/",
    "districts/schooldecision/add/",
    "timeline/milestone/?q=Talks",
    "timeline/milestone/add/",
    "timeline/planarea/add/",
    "auth/user/add/",
)
AXE = """async ([places, count]) => {
    const all = [...document.querySelectorAll("*")];
    if (all.length !== count) throw new Error(`${all.length} elements, not ${count}`);
    const include = places.map((place) => all[place - 1]);
    if (!include.length) return [];
    const { violations } = await axe.run({ include }, probes.brief);
    return violations;
}"""
RELATED = ("headings", "labels")  # what does not depend on one part alone
OPEN = "document.querySelectorAll('details').forEach(group => { group.open = true; })"
FIELDS = "#content :is(input:not([type=hidden]), select, textarea)"


@dataclass
class Newcomer:
    """Somebody who does everything by clicks, each counted, and looks at each page once."""

    page: Page
    clicks: int = 0
    pages: int = 1
    seen: set[str] = field(default_factory=set)
    known: set[Part] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def click(self, what: str | Locator) -> None:
        link = self.page.get_by_role("link", name=what).first if isinstance(what, str) else what
        follow(link)
        self.clicks += 1
        self.pages += 1
        self.look()

    def press(self, button: str) -> None:
        self.click(self.page.get_by_role("button", name=button, exact=True).first)

    def fill(self, **typed: str) -> None:
        """One click into each field; two for one in which something is chosen."""
        for name, text in typed.items():
            control = self.page.locator(f"[name={name}]").first
            chosen = control.evaluate("control => control.tagName") == "SELECT"
            control.select_option(text) if chosen else control.fill(text)
            self.clicks += 2 if chosen else 1

    def look(self) -> None:
        """Note what is wrong with a page of a kind that has not been seen yet."""
        kind = "".join(letter for letter in self.page.url if not letter.isdigit())
        kind = kind if "?draft" in kind else kind.partition("?")[0]
        if kind in self.seen or "/admin/" not in kind:
            return
        self.seen.add(kind)
        self.page.set_viewport_size(PHONE)
        self.page.evaluate(OPEN)
        wide = self.page.evaluate("document.documentElement.scrollWidth") - PHONE["width"]
        tree = parse(self.page.evaluate(HTML))
        # Forms and lists of all models look alike, and axe needs seconds for a whole one.
        places = new_parts(tree, self.known)
        load_axe(self.page)
        violations = self.page.evaluate(AXE, [places, len(tree.walk()) - 1])
        self.page.set_viewport_size(DESK)
        many = self.page.locator(FIELDS).count()
        found = [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in violations]
        found += probe(self.page, *RELATED)
        found += [f"{wide} px beyond the window"] if wide > 0 else []
        found += [f"{many} fields"] if many > MOST_FIELDS else []
        self.faults += [f"{kind} {each}" for each in found]


@pytest.fixture
def newcomer(new_tab: Callable[[], Page], site: process.Site) -> Iterator[Newcomer]:
    """Signed in on the first page; families see nothing of the district once the test is over."""
    page = new_tab()
    page.set_default_timeout(PATIENCE)
    page.context.add_cookies([{"name": "sessionid", "value": site.session, "url": site.address}])
    page.set_viewport_size(DESK)
    page.goto("/admin/")
    yield Newcomer(page)
    page.goto("/admin/districts/district/?q=springfield")
    follow(page.locator("#result_list tbody th a"))
    page.locator("[name=state]").select_option("withdrawn")
    follow(page.get_by_role("button", name="Save", exact=True))
    click(page.locator("[name=withdraw]"))
    follow(page.get_by_role("button", name="Save", exact=True))
    assert page.locator("#result_list .field-state_now").inner_text() == "Withdrawn"


def test_a_district_is_public_with_all_that_belongs_to_it_in_under_a_hundred_clicks(
    newcomer: Newcomer, new_tab: Callable[[], Page]
) -> None:
    newcomer.look()
    set_up(newcomer)
    add_milestones(newcomer, "Phase 1", "Talks with families", "Vote of the board", "Hiring")
    add_milestones(newcomer, "Phase 2", "Removal of SROs", "Report to the board")
    newcomer.click(added(newcomer, 2))
    for name in ("East", "North"):
        newcomer.fill(name=f"{name} High School")
        newcomer.press("Save and add another")
    newcomer.fill(name="West High School")
    newcomer.press("Save")
    newcomer.click("Next steps")
    newcomer.click(added(newcomer, 3))
    newcomer.fill(title_en="Evening for families", place="Town hall")
    newcomer.fill(starts_at="2026-12-08T18:00", ends_at="2026-12-08T20:00")
    newcomer.press("Save")
    newcomer.click("Next steps")
    newcomer.click(added(newcomer, 4))
    newcomer.fill(title_en="Resolution", kind="resolution", url="https://example.org/resolution")
    newcomer.press("Save")
    newcomer.click("Next steps")
    newcomer.click(added(newcomer, 5))
    newcomer.fill(text_en="Listen to students each year")
    newcomer.press("Save")
    newcomer.click("Next steps")
    newcomer.click("publish all that belongs to it")
    newcomer.press("Publish what is chosen")
    look_at_the_history(newcomer)
    for address in OTHERS:
        newcomer.page.goto(f"/admin/{address}")
        newcomer.look()
    assert newcomer.faults == []
    assert len(newcomer.seen) >= 20
    assert newcomer.clicks < MOST_CLICKS, newcomer.clicks
    assert public(new_tab()) == [2, 5, 3, 1, 1]


def set_up(newcomer: Newcomer) -> None:
    newcomer.click("Set up a new district")
    newcomer.fill(name="Springfield Public Schools", short_name="Springfield")
    newcomer.fill(region="Illinois", time_zone="America/Chicago", approach="ended")
    newcomer.fill(summary_en="Police officers leave the schools.", sources_en="A resolution.")
    newcomer.fill(**{f"phases-{number}-title_en": "" for number in (2, 3)})
    newcomer.fill(**{"phases-0-when": "Fall 2026", "phases-1-when": "2027"})
    newcomer.press("Add the district")


def look_at_the_history(newcomer: Newcomer) -> None:
    """Open what nobody needs in order to set up a district."""
    page = newcomer.page
    page.goto("/admin/timeline/milestone/?q=Talks")
    newcomer.click("Talks with families")
    form = page.url.partition("?")[0]
    newcomer.press("Save as a draft (families see no change yet)")
    page.goto(f"{form}?draft=discard")
    newcomer.look()
    page.goto(f"{form.partition('change/')[0]}history/")
    newcomer.look()
    newcomer.click("Undo")
    page.goto("/admin/timeline/milestone/deleted/")
    newcomer.look()


def added(newcomer: Newcomer, step: int) -> Locator:
    """The link that adds a record of a step among the next ones."""
    return newcomer.page.locator(".steps > li").nth(step).get_by_role("link", name="Add one")


def add_milestones(newcomer: Newcomer, phase: str, *titles: str) -> None:
    newcomer.click(phase)
    newcomer.fill(**{f"milestones-{row}-title_en": title for row, title in enumerate(titles)})
    newcomer.press("Save and continue editing")
    newcomer.click("Next steps")


def public(page: Page) -> list[int]:
    """How many phases, milestones, schools, meetings and commitments families see."""
    texts = []
    for part in ("timeline", "schools", "events", "plan"):
        page.goto(f"/en/springfield/{part}/")
        texts.append(page.locator("main").inner_text())
    timeline, schools, events, plan = texts
    titles = ("Talks with", "Vote of", "Hiring", "Removal of SROs", "Report to")
    phases = ("Planning with the community", "Change at the first schools")
    return [
        sum(each in timeline for each in phases),
        sum(each in timeline for each in titles),
        sum(f"{each} High School" in schools for each in ("East", "North", "West")),
        int("Evening for families" in events),
        int("Listen to students" in plan),
    ]
