"""Each answer has an id and is counted by kind, without a word about who has asked."""

from collections.abc import Iterable
from typing import Any

import pytest
from prometheus_client import REGISTRY

from sro_site.measuring import measured
from sro_site.request_ids import request_id


def answer(path: str, given: str = "", cache_status: str = "") -> tuple[str, dict[str, str]]:
    """The id while the request was answered, and the headers."""
    seen: list[Any] = []

    def application(_environ: Any, start_response: Any) -> Iterable[bytes]:
        seen.append(request_id.get())
        start_response("200 OK", [("Cache-Status", cache_status)] if cache_status else [])
        return [b""]

    environ = {"PATH_INFO": path, "HTTP_X_REQUEST_ID": given}
    measured(application, "/static/")(environ, lambda *said: seen.append(dict(said[1])))
    return seen[0], seen[1]


@pytest.mark.parametrize("given", ["", "short", "a b c d e f", "x" * 65, "line\nline-line"])
def test_id_that_is_not_well_formed_is_replaced(given: str) -> None:
    identity, headers = answer("/en/", given)
    assert identity == headers["X-Request-ID"] != given
    assert len(identity) == 16


def test_id_of_the_proxy_is_kept() -> None:
    assert answer("/en/", "0123-abcd")[1]["X-Request-ID"] == "0123-abcd"


@pytest.mark.parametrize(
    ("path", "cache_status", "kind", "store"),
    [
        ("/en/", "site; hit", "family", "hit"),
        ("/en/", "site; fwd=miss; stored", "family", "miss"),
        ("/en/", "site; hit; ttl=-1; detail=last-good-copy", "family", "last-good-copy"),
        ("/admin/", "", "staff", "none"),
        ("/static/site.css", "", "file", "none"),
        ("/readyz", "", "probe", "none"),
    ],
)
def test_requests_are_counted_by_kind(
    path: str, cache_status: str, kind: str, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    labels = {"kind": kind, "status": "200", "store": store}

    def count() -> float:
        return REGISTRY.get_sample_value("sro_requests_total", labels) or 0

    before = count()
    answer(path, cache_status=cache_status)
    assert count() == before  # nobody has asked for numbers
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", "somewhere")
    answer(path, cache_status=cache_status)
    assert count() == before + 1
