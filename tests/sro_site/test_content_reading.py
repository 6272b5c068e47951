"""Errors in a content file are reported with file, line and reason."""

import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from languages.date_input import ACCEPTED
from languages.edtf import parse
from languages.registry import LANGUAGES
from sro_site.content.reading import (
    DEEPEST_NESTING,
    LARGEST_FILE,
    ContentError,
    Located,
    Section,
    read,
    section,
)


def _refusal(path: Path, content: str | bytes) -> str:
    """The error of the content: "line 3: the reason"."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ContentError) as refused:
        read(path)
    prefix = f"{path}, "
    assert str(refused.value).startswith(prefix)
    return str(refused.value).removeprefix(prefix)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "gotham.yaml"


BOMB = "\n".join(
    [
        "a: &a [x, x, x, x, x, x, x, x, x, x]",
        *(
            f"{name}: &{name} [{', '.join([f'*{below}'] * 10)}]"
            for below, name in zip("abcdefghi", "bcdefghij", strict=True)
        ),
    ]
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"slug: x\nname: Espa\xf1ol\n", r"line 2: The file is not in UTF-8\."),
        (b"\xff\xfes\x00l\x00", r"line 1: The file is not in UTF-8\."),
        (b"slug: x\nname: \x00\n", r"line 2: This character is not allowed in YAML\."),
        ("slug: x\n\nname: \x07\n", r"line 3: This character is not allowed in YAML\."),
        ("é: x\r\né: \x1b[31m\r\n", r"line 2: This character is not allowed in YAML\."),
        ("name:\n\t- x\n", r"line 2: .*character '\\t' that cannot start any token"),
        (
            'slug: x\nname: "Gotham\nboard: y\n',
            r"line 4: .*unexpected end of stream \(.*quoted scalar, which begins on line 2\)\.",
        ),
        ("slug: x\nname: [a, b\n", r"line 3: .*\(.*flow sequence, which begins on line 2\)\."),
        ("slug: x\n name: y\n", r"line 2: This is not valid YAML: mapping values are not allowed"),
        ("slug: x\nname: y\nslug: z\n", r"line 3: The key “slug” appears twice\."),
        ("a:\n  b: 1\n  c: 2\n  b: 3\n", r"line 4: The key “b” appears twice\."),
        ("slug: x\n? [a, b]\n: c\n", r"line 2: A key is a single word\."),
        ("slug: x\nas_of: 2021-05-10\n", r"line 2: Write dates and other values in quotes\."),
        ("slug: x\nas_of: 2021-05-10T17:30:00\n", r"line 2: Write dates and other values in"),
        ("slug: x\nshare: 2.5\n", r"line 2: Write dates and other values in quotes\."),
        ("slug: x\nas_of: 2021-02-30\n", r"line 2: This value cannot be read\."),
        ("slug: x\nlist:\n- =\n", r"line 3: This value cannot be read\."),
        ("slug: x\nname: !!binary aGk=\n", r"line 2: .*tags are not allowed here\."),
        ("slug: x\nname: !!bool maybe\n", r"line 2: .*tags are not allowed here\."),
        ("slug: !!python/name:os.system x\n", r"line 1: .*tags are not allowed here\."),
        ("slug: &x x\nname: *x\n", r"line 2: .*aliases are not allowed here\."),
        ("slug: x\nname: &self\n- *self\n", r"line 3: .*aliases are not allowed here\."),
        (BOMB, r"line 2: .*aliases are not allowed here\."),
        ("slug: x\n---\nslug: y\n", r"line 2: .*found another document"),
        ("", r"line 1: The file is empty\."),
        ("\ufeff", r"line 1: The file is empty\."),
        ("# nothing but a comment\n\n", r"line 1: The file is empty\."),
        ("slug: x\nname:\n  " + "[" * 100_000, r"line 3: .*nested too deeply"),
        ("- " * 100_000, r"line 1: .*nested too deeply"),
        ("slug: x\nname:\n  " + "{a: " * 100_000, r"line 3: .*nested too deeply"),
        ("# " + "x" * LARGEST_FILE, rf"line 1: The file has more than {LARGEST_FILE} bytes\."),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else repr(value)[:40],
)
def test_file_is_refused(path: Path, content: str | bytes, expected: str) -> None:
    assert re.match(expected, _refusal(path, content))


def test_file_of_the_largest_size_is_read(path: Path) -> None:
    path.write_text("slug: x\n#".ljust(LARGEST_FILE, "x"))
    assert read(path).value["slug"].value == "x"


def test_file_nested_as_content_is_read(path: Path) -> None:
    depth = DEEPEST_NESTING // 2
    path.write_text("[" * depth + "]" * depth)
    assert read(path).items()


def test_missing_file_is_reported(path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read(path)


def test_values_bear_the_line_of_their_key(path: Path) -> None:
    path.write_text("# Gotham\n\nslug: gotham\nname:\n\n  en: >-\n    Gotham\n    Schools\n")
    read_file = read(path)
    assert (read_file.line, read_file.path) == (3, path)
    assert {key: located.line for key, located in read_file.value.items()} == {"slug": 3, "name": 4}
    english = read_file.value["name"].value["en"]
    assert (english.value, english.line) == ("Gotham Schools", 6)


def test_values_are_texts_numbers_flags_or_nothing(path: Path) -> None:
    path.write_text('a: "2021"\nb: 25\nc: true\nd:\nno: norwegian\n')
    values = {key: located.value for key, located in read(path).value.items()}
    assert values == {"a": "2021", "b": 25, "c": True, "d": None, "no": "norwegian"}


def _section(**values: object) -> Section:
    """A section on line 1, with one value per line from line 2 on."""
    return Section(_located(dict(enumerate(values.items(), 2))))


def _located(values: dict[int, tuple[str, object]]) -> Located:
    path = Path("gotham.yaml")
    keys = {key: Located(value, path, line) for line, (key, value) in values.items()}
    return Located(keys, path, 1)


def _words(**texts: object) -> Section:
    return _section(title=_located(dict(enumerate(texts.items(), 3))).value)


@pytest.mark.parametrize(
    ("method", "value", "expected"),
    [
        ("text", "  Gotham \n", "Gotham"),
        ("text", None, ""),
        ("flag", True, True),
        ("flag", None, False),
        ("number", 0, 0),
        ("number", None, None),
        ("when", "Fall 2021", parse("2021-23")),
        ("when", "2021-22", parse("2021-08/2022-06")),
        ("when", None, None),
        ("each", [], []),
        ("each", None, []),
        ("texts", None, []),
        ("words", None, {}),
    ],
)
def test_section_gives_the_value(method: str, value: object, expected: object) -> None:
    keys = _section(key=value)
    assert getattr(keys, method)("key") == expected
    assert getattr(keys, method)("missing") in ("", False, None, [], {})
    keys.refuse_unknown_keys()


@pytest.mark.parametrize(
    ("method", "value", "reason"),
    [
        ("text", 5, "A text is expected here."),
        ("text", True, "A text is expected here."),
        ("text", [], "A text is expected here."),
        ("text", " \n", "A text is expected here."),
        ("text", "Espan\u0303ol", "The text is not in Unicode normal form C."),
        ("text", "a\tb", "The text contains a control character or half of a character."),
        ("text", "a\x00b", "The text contains a control character or half of a character."),
        ("text", "a\x85b", "The text contains a control character or half of a character."),
        ("text", "a\ud83d", "The text contains a control character or half of a character."),
        ("flag", "yes", "“key” is either true or false."),
        ("flag", 1, "“key” is either true or false."),
        ("number", "25", "“key” is a whole number."),
        ("number", True, "“key” is a whole number."),
        ("when", "sometime", f"We can’t read “sometime” as a date. {ACCEPTED}"),
        ("when", "2021-02-30", f"We can’t read “2021-02-30” as a date. {ACCEPTED}"),
        ("when", "2021-06/2021-05", "The end is before the start."),
        ("when", 2021, "A text is expected here."),
        ("require_when", "?", f"We can’t read “?” as a date. {ACCEPTED}"),
        ("each", "x", "A list is expected here, each item after a “-”."),
        ("texts", {}, "A list is expected here, each item after a “-”."),
        ("words", "x", "Keys with values are expected here, such as “title: …”."),
    ],
)
def test_section_refuses_values_of_another_type(method: str, value: object, reason: str) -> None:
    keys = _section(other="x", key=value)
    with pytest.raises(ContentError) as refused:
        getattr(keys, method)("key")
    assert str(refused.value) == f"gotham.yaml, line 3: {reason}"


@pytest.mark.parametrize("method", ["require", "require_when"])
@pytest.mark.parametrize("keys", [_section(), _section(key=None)])
def test_section_misses_what_it_requires(method: str, keys: Section) -> None:
    with pytest.raises(ContentError, match=r"line 1: “key” is missing\."):
        getattr(Section(keys.located), method)("key")


@pytest.mark.parametrize("value", ["x", None])
def test_section_refuses_a_key_that_was_not_taken(value: str | None) -> None:
    keys = _section(title="x", titel=value)
    keys.text("title")
    with pytest.raises(ContentError, match=r"line 3: “titel” is not allowed here\."):
        keys.refuse_unknown_keys()


def test_section_tells_what_a_model_refuses_with_its_line() -> None:
    errors = {"slug": ["Taken."], "__all__": ["Wrong.", "All of it."]}
    with (
        pytest.raises(ContentError, match=r"line 1: slug: Taken\. Wrong\. All of it\.$"),
        section(_section().located),
    ):
        raise ValidationError(errors)
    with pytest.raises(ContentError, match=r"line 1: Wrong\.$"), section(_section().located):
        raise ValidationError("Wrong.")


def test_section_that_failed_says_why_not_what_it_left() -> None:
    with (
        pytest.raises(ContentError, match=r"line 2: A text is expected here"),
        section(_section(a=1, b=2).located) as keys,
    ):
        keys.text("a")


def test_words_become_columns_of_their_field() -> None:
    texts = {code: f"in {code}" for code in LANGUAGES}
    assert _words(**texts).words("title") == {f"title_{code}": t for code, t in texts.items()}
    assert _words(en="x", vi=None).words("name", "title") == {"name_en": "x"}


@pytest.mark.parametrize(
    ("texts", "reason"),
    [
        ({"es": "x"}, "line 2: “title” has no English text (“en”)."),
        ({"en": None, "es": "x"}, "line 2: “title” has no English text (“en”)."),
        ({}, "line 2: “title” has no English text (“en”)."),
        ({"en": "x", "de": "y"}, "line 4: “de” is not allowed here."),
        ({"en": "x", "es": "Espan\u0303ol"}, "line 4: The text is not in Unicode normal form C."),
        ({"en": "x", "es": ["y"]}, "line 4: A text is expected here."),
    ],
)
def test_words_are_refused(texts: dict[str, object], reason: str) -> None:
    with pytest.raises(ContentError) as refused:
        _words(**texts).words("title")
    assert str(refused.value) == f"gotham.yaml, {reason}"
