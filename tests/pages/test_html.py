"""Every page in every language is valid HTML."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from languages.registry import LANGUAGES
from tests import tools
from tests.pages.conftest import Show
from tests.pages.site import addresses, paths


def test_no_page_is_left_out(show: Show) -> None:
    shown = {resolve(f"/en/{path}").url_name for path in paths()}
    assert shown == set(names_below_language(get_resolver("sro_site.urls").url_patterns))


def names_below_language(patterns: list[Any], inside: bool = False) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            is_language = type(pattern.pattern).__name__ == "LocalePrefixPattern"
            yield from names_below_language(pattern.url_patterns, inside or is_language)
        elif inside and isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def test_each_page_is_valid_html(show: Show, tmp_path: Path) -> None:
    jar = tools.require(tools.NU)
    files: dict[str, str] = {}
    for language in LANGUAGES:
        for address in addresses(language):
            file = tmp_path / f"{len(files)}.html"
            file.write_text(show(address).html)
            files[file.name] = address
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "json", "--stdout", str(tmp_path)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
    messages = json.loads(done.stdout)["messages"]
    said = {
        f"{files[Path(each['url']).name]}: {each['message']} {each.get('extract', '')}"
        for each in messages
    }
    assert not said, "\n".join(sorted(said)[:20])
