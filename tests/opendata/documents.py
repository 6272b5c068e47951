"""Documents of a district for pure tests: `milestone()`, `meeting()` and others in `document()`."""

from typing import Any

Json = dict[str, Any]


def record(
    type_: str, key: str, words: Json, parent: str | None = "district", /, **facts: Any
) -> Json:
    """`words` is `{field: English}` or `{field: {language: (text, state)}}`."""
    said = {
        field: {"en": {"text": texts, "state": "source"}}
        if isinstance(texts, str)
        else {code: {"text": text, "state": state} for code, (text, state) in texts.items()}
        for field, texts in words.items()
    }
    return {"type": type_, "id": key, "parent": parent, "facts": facts, "words": said}


def when(edtf: str | None) -> Json | None:
    """A partial date as facts hold it; its bounds are read by nobody here."""
    return {"edtf": edtf, "from": None, "to": None} if edtf else None


def district(**facts: Any) -> Json:
    told = {"name": "Denver Public Schools", "slug": "denver", "as_of": when("2021-05-20")}
    return record("district", "district", {"summary": "Summary"}, None, **{**told, **facts})


def phase(key: str = "phase", time: str | None = "2021-05", **facts: Any) -> Json:
    return record("phase", key, {"title": "Engagement"}, number=2, when=when(time), **facts)


def milestone(key: str = "milestone", time: str | None = "2021-05", **more: Any) -> Json:
    words = more.pop("words", {"title": "Report to the board"})
    facts: Json = {"when": when(time), "position": 1, "schools": []}
    return record("milestone", key, words, more.pop("parent", "phase"), **{**facts, **more})


def status(owner: Json, state: str, since: str | None = "2021-06", key: str = "status") -> Json:
    kind = f"{owner['type']}_status"
    return record(kind, key, {}, owner["id"], status=state, since=when(since))


def slip(owner: Json, was: str, now: str, announced_on: str = "2021-04-01") -> Json:
    words = {"reason": "The survey took longer."}
    times = {"was": when(was), "now": when(now), "announced_on": announced_on}
    return record("time_change", "slip", words, owner["id"], kind="slip", **times)


def commitment(key: str = "commitment", kind: str = "commitment") -> Json:
    return record("commitment", key, {"text": "Hire counselors"}, kind=kind, due=None)


def meeting(**facts: Any) -> Json:
    told: Json = {
        "slug": "town-hall",
        "sequence": 0,
        "starts_at": "2021-05-10T23:30:00Z",
        "ends_at": "2021-05-11T01:00:00Z",
        "postponed_to": None,
        **dict.fromkeys(("status", "mode", "place", "address", "link", "phone", "phone_code")),
    }
    words = {"title": "Town hall", **facts.pop("words", {})}
    return record("meeting", "meeting", words, **{**told, **facts})


def interpretation(language: str = "es", status: str = "announced", **facts: Any) -> Json:
    told = {"language": language, "status": status, "service": "interpretation", **facts}
    return record("interpretation", f"interpretation-{language}", {}, "meeting", **told)


def school(name: str = "Lake") -> Json:
    return record("school", "school", {}, slug="lake", name=name)


def sro(*, has: bool, confirmed: bool = True, since: str | None = "2021-06") -> Json:
    facts = {"has_sro": has, "confirmed": confirmed, "since": when(since)}
    return record("school_status", "sro", {}, "school", **facts)


def document(*records: Json, **facts: Any) -> Json:
    """Of Denver, with these records beside that of the district."""
    every = sorted((district(**facts), *records), key=lambda each: (each["type"], each["id"]))
    return {"schema": 1, "district": "district", "slug": "denver", "records": every}
