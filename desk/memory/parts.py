"""What of an English text stays as it is in a translation: to be put in and not typed."""

import re
from calendar import day_name, month_name
from collections.abc import Iterator

from languages.checks import NUMBER, PHONE, PLACEHOLDER, WEB

MOST = 12  # parts that are offered
# What has a capital letter and is no name: a date, and what often begins a sentence before a name.
_FIRST = "A|After|An|And|As|At|Before|By|For|From|If|In|On|Since|The|This|To|When|With"
_OTHER = rf"(?!(?:{'|'.join([*month_name[1:], *day_name, _FIRST])})\b)"
# Several words with capital letters, an abbreviation, or one such word within a sentence.
_NAME = re.compile(
    rf"\b{_OTHER}[A-Z][\w’'-]*(?:(?: of| the| and| &)* {_OTHER}[A-Z][\w’'-]*)+"
    rf"|\b[A-Z]{{2,}}\b|(?<=[a-z,] ){_OTHER}[A-Z][\w’'-]+"
)
_WHOLE = (PLACEHOLDER, WEB, PHONE, _NAME, NUMBER)


def parts_of(text: str) -> list[str]:
    """Placeholders, addresses, telephone numbers, names and numbers, each once, in their order."""
    found = dict(_found(text))
    return list(dict.fromkeys(found[start] for start in sorted(found)))[:MOST]


def _found(text: str) -> Iterator[tuple[int, str]]:
    for kind in _WHOLE:
        for match in kind.finditer(text):
            yield match.start(), match[0]
        # What was found is part of nothing else.
        text = kind.sub(lambda match: "\0" * len(match[0]), text)
