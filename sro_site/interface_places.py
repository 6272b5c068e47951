"""On which pages the texts of the interface stand: told by making one page of each kind."""

from collections import Counter
from http import HTTPStatus

from django.urls import Resolver404, resolve

from languages import overlay
from languages.registry import SOURCE
from sro_site.export.addresses import Site, asked, links
from sro_site.export.crawl import Application, ask

MOST = 60  # pages
ALIKE = 2  # most pages of one view: districts differ in what is known of them


def find_places(application: Application, site: Site) -> dict[str, str]:
    """The path below that of a language of the first page that shows each message, by its name.

    Of pages with the same view, only a few are made.
    """
    start = f"{site.prefix}/{SOURCE}/"
    waiting, kinds, found = [start], Counter[str](), dict[str, str]()
    asked_for = set[str]()
    while waiting and kinds.total() < MOST:
        address = waiting.pop(0)
        kind = _kind(address.removeprefix(site.prefix))
        if not kind or kinds[kind] == ALIKE or address in asked_for:
            continue
        kinds[kind] += 1
        asked_for.add(address)
        named: set[str] = set()
        with overlay.watching(SOURCE, lambda name, _form: named.add(name)):  # noqa: B023
            answer = ask(application, site, address)
        if answer.status != HTTPStatus.OK or not answer.is_html:
            continue
        found = dict.fromkeys(named, address.removeprefix(start)) | found
        targets = (site.address(link, address) for link in links(answer.text))
        waiting += (asked(target.partition("#")[0]) for target in targets if target)
    return found


def _kind(path: str) -> str:
    """The name of the view of a page in English, "" for anything else."""
    if not path.startswith(f"/{SOURCE}/") or "?" in path:
        return ""
    try:
        return resolve(path).view_name
    except Resolver404:
        return ""
