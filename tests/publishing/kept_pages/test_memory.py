from dataclasses import dataclass

from publishing.kept_pages.memory import MemoryCache


@dataclass(frozen=True)
class Thing:
    name: str
    size: int


def cache(most: int) -> MemoryCache:
    made = MemoryCache(f"test of {most}", {"OPTIONS": {"MAX_BYTES": most}})
    made.clear()
    return made


def test_all_threads_have_the_same_entries() -> None:
    cache(50).set("a", Thing("a", 1))
    assert MemoryCache("test of 50", {"OPTIONS": {"MAX_BYTES": 50}}).get("a") == Thing("a", 1)


def test_what_was_not_read_for_longest_goes_first() -> None:
    kept = cache(100)
    for name in "abc":
        kept.set(name, Thing(name, 30))
    kept.get("a")
    kept.set("d", Thing("d", 40))
    assert [name for name in "abcd" if kept.get(name)] == ["a", "c", "d"]


def test_a_value_that_is_replaced_or_removed_gives_its_room_back() -> None:
    kept = cache(100)
    for size in (90, 20, 50):
        kept.set("a", Thing("a", size))
    kept.set("b", Thing("b", 50))
    assert kept.get("a") == Thing("a", 50)
    assert kept.delete("a")
    kept.set("c", Thing("c", 50))
    assert kept.get("b")
    assert not kept.delete("a")
    kept.clear()
    kept.set("d", Thing("d", 100))
    assert kept.get("d")
    assert not kept.get("b")


def test_a_value_that_is_too_large_leaves_the_others_alone() -> None:
    kept = cache(100)
    kept.set("a", Thing("a", 60))
    kept.set("b", Thing("b", 101))
    assert kept.get("a")
    assert kept.get("b") is None


def test_add_keeps_what_is_there_and_a_value_ends_with_its_time() -> None:
    kept = cache(100)
    assert kept.add("a", Thing("first", 1))
    assert not kept.add("a", Thing("second", 1))
    assert kept.get("a") == Thing("first", 1)
    assert kept.touch("a", -1)
    assert kept.get("a", "gone") == "gone"
    assert not kept.touch("a")
