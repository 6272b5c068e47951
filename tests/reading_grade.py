"""How hard an English text is to read: the Flesch-Kincaid grade, a U.S. school year.

`python -m tests.reading_grade` prints the grade of every English text of `content/`, the hardest
first.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

CONTENT = Path(__file__).parent.parent / "content"
_SENTENCE_END = re.compile(r"[.!?:]+[”)]*(?=\s|$)")
_WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT_END = re.compile(r"(?:[^laeiouy]e|[^tdaeiouy]ed|[^szxcgaeiouy]es)$")


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of an English text. Raises ValueError where it has no word."""
    words = _WORD.findall(text)
    if not words:
        raise ValueError("There is no word to grade.")
    sentences = sum(bool(_WORD.search(part)) for part in _SENTENCE_END.split(text))
    syllables = sum(map(syllable_count, words))
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def syllable_count(word: str) -> int:
    """By its vowels, about right: a text is what counts, no single word."""
    lower = word.lower().replace("’", "'").removesuffix("'s")
    return max(1, len(_VOWELS.findall(lower)) - bool(_SILENT_END.search(lower)))


@cache
def content_files() -> dict[str, Any]:
    """The content files as YAML reads them, by the name of their district's address."""
    return {
        path.stem: yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for path in sorted(CONTENT.glob("*.yaml"))
    }


def translated(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Each text of a content file with its translations, {language: text}, and its place there."""
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from translated(item, f"{path}[{number}]")
    elif isinstance(value, dict) and "en" in value:
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from translated(item, f"{path}.{key}" if path else key)


def main() -> None:
    found = [
        (grade(words["en"]), f"{slug}: {path}", words["en"])
        for slug, content in content_files().items()
        for path, words in translated(content)
    ]
    for hardness, path, text in sorted(found, reverse=True):
        print(f"{hardness:5.1f}  {path}  {text.strip()}")


if __name__ == "__main__":
    main()
