"""`make screenshots`: saves a picture of every page in var/screenshots."""

import os
import shutil
import sys
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from playwright.sync_api import Page  # noqa: E402 - what follows needs Django to be set up

from deploy import catalogs  # noqa: E402
from tests import tools  # noqa: E402
from tests.browser import process  # noqa: E402
from tests.browser.site import DESK, PHONE, SCHEMES, STATES, TEMPLATES, visit  # noqa: E402

FOLDER = Path(__file__).resolve().parents[2] / "var" / "screenshots"
LANGUAGES = ("en", "vi", "ar", "my", "am")


def main() -> int:
    """Exit status: 0, or 1 if there is no browser."""
    found = tools.obtain(tools.CHROMIUM)
    if not found:
        return 1
    catalogs.compile_all()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with process.site() as site, process.chromium(found) as browser:
        page = browser.new_page(base_url=site.address)
        for language in LANGUAGES:
            for path in (*TEMPLATES.values(), *STATES):
                draw(page, f"/{language}/{path}")
    print(f"The pages are in {FOLDER}")
    return 0


def draw(page: Page, address: str) -> None:
    name = "".join(letter if letter.isalnum() else "-" for letter in address).strip("-")
    visit(page, address)
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            page.screenshot(path=FOLDER / f"{name}-{size['width']}-{scheme}.png", full_page=True)
    page.emulate_media(media="print", color_scheme="light")
    page.pdf(path=FOLDER / f"{name}.pdf", format="Letter")


if __name__ == "__main__":
    sys.exit(main())
