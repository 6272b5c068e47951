import gzip
from typing import Any

import brotli
import pytest
import time_machine

from publishing.kept_pages.answers import Answer, answer, chosen, matches

PAGE = ("Families read this. " * 200).encode()
ALL = ("br", "gzip", "identity")
HTML = [("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Language")]


def page(body: bytes = PAGE, status: str = "200 OK", **fields: str) -> Answer:
    headers = [*HTML, *((name.replace("_", "-"), value) for name, value in fields.items())]
    return answer(status, headers, body, None)


def sent(made: Answer, method: str = "GET", **environ: str) -> tuple[str, dict[str, str], bytes]:
    said: list[Any] = []
    request = {"REQUEST_METHOD": method, **environ}
    body = b"".join(made.send(request, lambda *given: said.extend(given), "site; hit"))
    assert len({name.lower() for name, _ in said[1]}) == len(said[1])
    return said[0], dict(said[1]), body


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "identity"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.1, gzip", "gzip"),
        ("br;q=0, *", "gzip"),
        ("identity, gzip;q=0.5", "identity"),
        ("gzip;q=0, identity;q=0", "identity"),
        ("deflate, zstd", "identity"),
        ("gzip;q=, br;q=x, ;;;, ,", "identity"),
        ("gzip ; q = 0.3", "gzip"),
    ],
)
def test_chosen_encoding_follows_the_weights_of_the_header(accepted: str, expected: str) -> None:
    assert chosen(accepted, ALL) == expected


def test_each_encoding_has_an_etag_of_its_own_and_tells_its_length() -> None:
    etags = set()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    for encoding in unpack:
        status, headers, body = sent(page(), HTTP_ACCEPT_ENCODING=encoding)
        assert (status, headers.get("Content-Encoding", "")) == ("200 OK", encoding)
        assert headers["Content-Length"] == str(len(body))
        assert headers["Vary"] == "Accept-Language, Accept-Encoding"
        assert unpack[encoding](body) == PAGE
        etags.add(headers["ETag"])
    assert len(etags) == 3
    assert not any(etag.startswith("W/") for etag in etags)


def test_the_bytes_are_the_same_each_time_they_are_made() -> None:
    made = []
    for moment in (0, 1_600_000_000):
        with time_machine.travel(moment, tick=False):
            made.append([sent(page(), HTTP_ACCEPT_ENCODING=encoding) for encoding in ALL])
    assert made[0] == made[1]


def test_pages_share_what_their_headers_have_in_common() -> None:
    one, other = (page(Content_Language=language).headers for language in ("am", "am"))
    assert [id(each) for each in one[:-1]] == [id(each) for each in other[:-1]]


def test_a_client_that_has_the_page_is_told_so_without_it() -> None:
    _, headers, _ = sent(page(X_Frame_Options="DENY"), HTTP_ACCEPT_ENCODING="br")
    given = {"HTTP_ACCEPT_ENCODING": "br", "HTTP_IF_NONE_MATCH": f'"x", W/{headers["ETag"]}'}
    status, again, body = sent(page(X_Frame_Options="DENY"), **given)
    assert (status, body) == ("304 Not Modified", b"")
    assert again["X-Frame-Options"] == "DENY"
    assert again["ETag"] == headers["ETag"]
    assert not {"Content-Type", "Content-Length", "Content-Encoding"} & set(again)
    # The same page in another encoding is another representation.
    assert sent(page(), **{**given, "HTTP_ACCEPT_ENCODING": "gzip"})[0] == "200 OK"


def test_matches_any_etag_of_a_list_and_a_star() -> None:
    assert matches("*", '"a"')
    assert matches('"b",W/"a"', '"a"')
    assert not matches('"ab"', '"a"')
    assert not matches("", '"a"')


@pytest.mark.parametrize("encoding", ALL)
def test_head_has_the_headers_of_get_and_no_body(encoding: str) -> None:
    _, get, _ = sent(page(), HTTP_ACCEPT_ENCODING=encoding)
    status, head, body = sent(page(), "HEAD", HTTP_ACCEPT_ENCODING=encoding)
    assert (status, head, body) == ("200 OK", get, b"")


def test_what_gains_nothing_is_not_compressed() -> None:
    for made in (page(b"short"), answer("200 OK", [("Content-Type", "image/png")], PAGE, None)):
        _, headers, _ = sent(made, HTTP_ACCEPT_ENCODING="br, gzip")
        assert "Content-Encoding" not in headers


def test_an_error_is_never_said_to_be_unchanged() -> None:
    _, headers, _ = sent(page(status="404 Not Found"))
    again = sent(page(status="404 Not Found"), HTTP_IF_NONE_MATCH=headers["ETag"])
    assert again[0] == "404 Not Found"
