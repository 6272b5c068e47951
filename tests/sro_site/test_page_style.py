import re
from base64 import b64encode
from hashlib import sha256
from typing import Any

import pytest
from django.test import Client

from sro_site.page_style import FILE, FONTS, page_style, shortened, style_alone

pytestmark = pytest.mark.once
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def test_shortened_keeps_rules_and_what_is_quoted() -> None:
    css = """
    /* why; or, "why not" */
    .a > .b,
    .c { content: "a,  b; {c}"; width: calc(1em + 2px); }
    @media (width >= 40rem) { .a { color: red; } }
    """
    assert shortened(css) == (
        '.a > .b,.c{content: "a,  b; {c}";width: calc(1em + 2px)}'
        "@media (width >= 40rem){.a{color: red}}"
    )


def test_style_has_all_rules_of_the_files_and_ends_no_element() -> None:
    css, text = page_style().css, "".join(file.read_text("utf-8") for file in (FONTS, FILE))
    assert css.count("{") == text.count("{")
    assert css.count('url("/static/fonts/') == text.count('url("fonts/')
    assert "</" not in css
    assert css.count("@font-face") == 4
    assert "@font-face" not in style_alone().css


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/en/", "/en/about/", "/en/nowhere/", "/en/?on=x", "/admin/x/"]
)
def test_policy_allows_the_style_of_the_page_alone(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    styles = STYLE.findall(answer.content.decode())
    digests = [b64encode(sha256(style.encode()).digest()).decode() for style in styles]
    allowed = re.findall(r"'sha256-([^']+)'", answer.headers["Content-Security-Policy"])
    assert allowed == digests
    assert ("<style" in answer.content.decode()) == (not address.startswith("/admin/"))


def test_developers_see_each_change_of_the_file(
    settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "site.css"
    monkeypatch.setattr("sro_site.page_style.FILE", file)
    settings.DEBUG = True
    for color in ("red", "green"):
        file.write_text(f"a {{ color: {color}; }}")
        assert style_alone().css == f"a{{color: {color}}}"
        assert page_style().css.endswith(style_alone().css)
