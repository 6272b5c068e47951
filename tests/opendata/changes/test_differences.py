"""What differs between two documents, and that replaying it gives the later one."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata.changes.differences import ABSENT, Difference, Kind, apply, differences

NAMES = st.sampled_from("abcde")
TIMES = st.fixed_dictionaries({"edtf": st.text(max_size=3), "to": st.none() | st.just("2021")})
FACTS = st.none() | st.booleans() | st.integers(2, 3) | st.lists(NAMES, max_size=2) | TIMES
WORDS = st.fixed_dictionaries({"text": st.text(max_size=3), "state": NAMES})
RECORDS = st.fixed_dictionaries(
    {
        "type": NAMES,
        "id": NAMES,
        "parent": st.none() | NAMES,
        "facts": st.dictionaries(NAMES, FACTS, max_size=3),
        "words": st.dictionaries(NAMES, st.dictionaries(NAMES, WORDS, max_size=2), max_size=2),
    },
    optional={"more": FACTS},
)
HEADS = st.dictionaries(NAMES, FACTS, max_size=3)
SEVERAL = st.lists(RECORDS, max_size=6, unique_by=lambda each: (each["type"], each["id"]))


def document(head: dict[str, Any], records: list[dict[str, Any]]) -> dict[str, Any]:
    return {**head, "records": sorted(records, key=lambda each: (each["type"], each["id"]))}


DOCUMENTS = st.builds(document, HEADS, SEVERAL)


def exact(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


@settings(max_examples=100, deadline=None)
@given(old=st.none() | DOCUMENTS, new=DOCUMENTS)
def test_replaying_the_differences_gives_the_later_document(old: Any, new: Any) -> None:
    before = exact(old)
    assert exact(apply(old, differences(old, new))) == exact(new)
    assert exact(old) == before  # neither is changed
    assert differences(new, new) == []


def milestone(title: str = "Report", when: str = "2021") -> dict[str, Any]:
    words = {"title": {"en": {"text": title, "state": "source"}}}
    return {"type": "milestone", "id": "1", "parent": None, "facts": {"when": when}, "words": words}


def test_difference_names_the_value_that_changed() -> None:
    old, new = document({"slug": "a"}, [milestone()]), document({"slug": "b"}, [milestone("Talk")])
    slug, words = differences(old, new)
    assert (slug.type, slug.field, slug.before, slug.after) == ("", "slug", "a", "b")
    assert (words.type, words.id, words.kind) == ("milestone", "1", Kind.CHANGED)
    assert (words.field, words.language, words.after["text"]) == ("title", "en", "Talk")
    (when,) = differences(new, document({"slug": "b"}, [milestone("Talk", "2022")]))
    assert (when.field, when.language, when.before, when.after) == ("when", None, "2021", "2022")


def test_record_that_comes_or_goes_is_one_difference_with_all_of_it() -> None:
    without, with_it = document({}, []), document({}, [milestone()])
    assert differences(without, with_it) == [
        Difference("milestone", "1", Kind.ADDED, after=milestone())
    ]
    assert differences(with_it, without) == [
        Difference("milestone", "1", Kind.REMOVED, before=milestone(), after=ABSENT)
    ]


def test_differences_of_another_document_are_refused() -> None:
    found = differences(document({}, [milestone("A")]), document({}, [milestone("B")]))
    with pytest.raises(ValueError, match="does not fit"):
        apply(document({}, [milestone("C")]), found)
    with pytest.raises(ValueError, match="does not fit"):
        apply(document({}, []), found)
