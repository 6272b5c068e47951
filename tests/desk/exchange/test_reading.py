"""What is read from a file, and the errors of files that cannot be read."""

import pytest

from desk.exchange import reading
from desk.exchange.reading import SIZE_LIMIT, Entry, read
from publishing.imports import FileError

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: es\\n"\n\n'


def po(*lines: str) -> bytes:
    return (HEADER + "\n".join(lines) + "\n").encode()


UMLAUT = po('msgid "é"', 'msgstr "ü"')


def test_an_entry_is_read_with_its_line_its_flag_and_what_was_seen() -> None:
    data = po(
        "# a translator's remark",
        "#. Denver: phase",
        "#. seen: 0123456789abcdef",
        "#: somewhere.py:1",
        "#, python-format, fuzzy",
        '#| msgid "Before"',
        'msgctxt "a.b/1/c"',
        'msgid ""',
        '"One \\"line\\"\\n"',
        '"and\\ttwo \\\\"',
        'msgstr "Uno\\r\\ndos"',
    )
    found = read(data)
    assert found.headers["language"] == "es"
    assert found.entries == [
        Entry(10, "a.b/1/c", 'One "line"\nand\ttwo \\', "Uno\ndos", "0123456789abcdef", True)
    ]


@pytest.mark.parametrize("between", ["", "\n", "# remark\n", "\n\n\n"])
def test_entries_end_where_others_begin(between: str) -> None:
    data = po(f'msgctxt "a"\nmsgid "1"\nmsgstr "x"\n{between}msgctxt "b"\nmsgid "1"\nmsgstr "y"')
    assert [(each.context, each.text) for each in read(data).entries] == [("a", "x"), ("b", "y")]


@pytest.mark.parametrize("flags", ["#, fuzzyish", "#. fuzzy", "# fuzzy", "#, python-format"])
def test_other_flags_and_remarks_are_not_fuzzy(flags: str) -> None:
    (entry,) = read(po(flags, 'msgid "a"', 'msgstr "b"')).entries
    assert not entry.fuzzy
    assert entry.seen is None


def test_a_flag_and_what_was_seen_are_of_one_entry_alone() -> None:
    marks = ["#. seen: 0123456789abcdef", "#, fuzzy"]
    data = po(*marks, 'msgid "a"', 'msgstr "b"', 'msgid "c"', 'msgstr "d"')
    assert [(each.fuzzy, bool(each.seen)) for each in read(data).entries] == [
        (True, True),
        (False, False),
    ]


def test_an_entry_with_plural_forms_is_read_and_marked() -> None:
    number = 10**30
    plural = ('msgid "a"', 'msgid_plural "b"', 'msgstr[0] "c"', f'msgstr[{number}] "d"', '"e"')
    first, second = read(po(*plural, 'msgid "f"', 'msgstr "g"')).entries
    assert (first.line, first.text, first.plural) == (4, "de", "b")
    assert first.forms == ((6, "c"), (7, "de"))
    assert (second.text, second.plural, second.forms) == ("g", "", ())


def test_obsolete_entries_are_passed_over_with_their_lines() -> None:
    found = read(po('msgid "a"', 'msgstr "b"', '#~ msgid "c"', '#~ msgstr "d"'))
    assert len(found.entries) == 1
    assert found.obsolete == [6, 7]


@pytest.mark.parametrize("before", ["#, fuzzy", "#. seen: 0123456789abcdef", "# said\n#, fuzzy"])
@pytest.mark.parametrize("obsolete", ['#~ msgid "o"', '#~| msgid "p"\n#~ msgid "o"\n#~ msgstr "x"'])
def test_what_stands_before_an_obsolete_entry_is_its_own(before: str, obsolete: str) -> None:
    lines = ['msgid "a"', 'msgstr "b"', "", before, obsolete]
    for between in ("", "#. seen: fedcba9876543210"):
        *_, last = read(po(*lines, between, 'msgid "c"', 'msgstr "d"')).entries
        assert (last.source, last.fuzzy) == ("c", False)
        assert last.seen == ("fedcba9876543210" if between else None)


def test_the_fuzzy_header_of_a_tool_is_no_flag_of_an_entry() -> None:
    (entry,) = read(b"#, fuzzy\n" + po('#| msgid "before"', 'msgid "a"', 'msgstr "b"')).entries
    assert not entry.fuzzy


@pytest.mark.parametrize(
    "kind",
    [b"", b"; charset=utf8", b"; charset=CHARSET", b';charset="UTF-8"', b" ; Charset = utf-8"],
)
def test_a_file_in_utf_8_need_not_say_so(kind: bytes) -> None:
    data = UMLAUT.replace(b"; charset=UTF-8", kind.replace(b'"', b'\\"'))
    assert read(data).entries[0].text == "ü"
    without = UMLAUT.replace(b"Content-Type: text/plain; charset=UTF-8\\n", b"")
    assert read(without).entries[0].text == "ü"


@pytest.mark.parametrize(
    "data",
    [
        UMLAUT.replace(b"\n", b"\r\n"),
        UMLAUT.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + UMLAUT,
    ],
)
def test_line_ends_and_a_mark_of_windows_are_taken(data: bytes) -> None:
    assert read(data).entries[0].text == "ü"


@pytest.mark.parametrize(
    ("data", "line", "said"),
    [
        (b"", 1, "no header"),
        (b"\n\n", 1, "no header"),
        (b"/etc/passwd", 1, "not a valid line of a PO file"),
        (b"http://example.org/words.po", 1, "not a valid line of a PO file"),
        (HEADER.encode("utf-16"), 1, "UTF-8"),
        (b"\xff\xfe" + HEADER.encode("utf-16-le"), 1, "UTF-8"),
        (po('msgid "a"', 'msgstr "b\0"'), 5, "NUL"),
        (po('msgid "\u00e9"').replace(b"\xc3\xa9", b"\xe9"), 4, "UTF-8"),
        (po('msgid "\u00e9"').replace(b"\xc3\xa9", b"\xed\xa0\x80"), 4, "UTF-8"),
        (po().replace(b"UTF-8", b"ISO-8859-1"), 1, "encoding other than UTF-8"),
        (po().replace(b"UTF-8", b"windows-1252"), 1, "encoding other than UTF-8"),
        (po('msgid "a'), 4, "quotation mark"),
        (po('msgid "a"', 'msgstr "b'), 5, "quotation mark"),
        (po('msgid "a"', 'msgstr "b\\"'), 5, "quotation mark"),
        (po('msgid "a"', 'msgstr "b" c'), 5, "quotation mark"),
        (po('msgid "a"', 'msgstr "b"c"'), 5, "quotation mark"),
        (po("msgid a"), 4, "quotation mark"),
        (po('msgid "a"', 'msgstr "\\q"'), 5, "is not a valid escape sequence"),
        (po('msgid "a"', 'msgstr "\\x41"'), 5, "is not a valid escape sequence"),
        (po('msgid "a"'), 4, "no “msgstr”"),
        (po('msgctxt "a"', 'msgid "b"'), 4, "no “msgstr”"),
        (po('msgstr "b"'), 4, "does not belong"),
        (po('msgid "a"', 'msgid "b"'), 5, "does not belong"),
        (po('msgid "a"', 'msgctxt "b"'), 5, "does not belong"),
        (po('msgid "a"', 'msgstr "b"', 'msgstr "c"'), 6, "does not belong"),
        (b'"a"\n', 1, "before it"),
        (po('msgid "a"', 'msgstr[4294967295] "c"'), 5, "does not belong"),
        (po('msgid "a"', 'msgid_plural "b"', 'msgstr "c"', 'msgid_plural "b"'), 6, "not belong"),
        (po('msgid "a"', 'msgid_plural "b"'), 4, "no “msgstr”"),
        (po('domain "x"'), 4, "not a valid line"),
        (po("<html>"), 4, "not a valid line"),
        (po('msgid ""', 'msgstr "x"'), 4, "two headers"),
        (b'msgid "a"\nmsgstr "b"\n' + po(), 1, "header must come before"),
        (po(*['msgctxt "a"\nmsgid "b"\nmsgstr "c"\n'] * 2), 8, "line 4"),
        (po(*[f'msgctxt "a.b/1/c"\nmsgid "{each}"\nmsgstr ""' for each in "bc"]), 7, "line 4"),
        (po('msgid "a"', f'msgstr "{"x" * 100_001}"'), 5, "longer than"),
        (po('msgid "a"', 'msgstr ""', *['"xxxxxxxxxx"'] * 10_001), 10_005, "longer than"),
        (b"#" * (SIZE_LIMIT + 1), 1, "larger than 5 MB"),
        (b"#\n" * 500_001, 500_001, "more than 500000 lines"),
    ],
)
def test_what_cannot_be_read_is_refused_with_line_and_reason(
    data: bytes, line: int, said: str
) -> None:
    with pytest.raises(FileError, match=said) as refused:
        read(data)
    assert refused.value.line == line


def test_more_entries_than_a_file_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ENTRY_LIMIT", 3)
    lines = [f'msgctxt "{n}"\nmsgid "a"\nmsgstr ""' for n in range(5)]
    assert len(read(po(*lines[:3])).entries) == 3
    with pytest.raises(FileError, match="more than 3 entries") as refused:
        read(po(*lines))
    assert refused.value.line == 13
