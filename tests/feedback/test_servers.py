import pytest

from feedback.servers import mail_server

FROM = "?from=alerts@example.org"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"smtp://mail.example.org{FROM}", ("mail.example.org", 587, False, True, "", "")),
        (f"smtps://mail.example.org{FROM}", ("mail.example.org", 465, True, False, "", "")),
        (f" smtp://localhost/{FROM} ", ("localhost", 25, False, False, "", "")),
        (f"smtp://127.0.0.1:2525{FROM}", ("127.0.0.1", 2525, False, False, "", "")),
        (f"smtp://a%40b:p%2Fq%3A@h:26{FROM}", ("h", 26, False, True, "a@b", "p/q:")),
    ],
)
def test_address_of_a_server(text: str, expected: tuple[object, ...]) -> None:
    found = mail_server(text)
    assert found is not None
    assert found.sender == "alerts@example.org"
    said = found.host, found.port, found.is_encrypted, found.starts_tls, found.user, found.password
    assert said == expected
    assert "p/q" not in repr(found)


@pytest.mark.parametrize(
    "text",
    [
        "smtp://mail.example.org",
        "mail.example.org",
        f"http://mail.example.org{FROM}",
        f"smtp://mail.example.org:x{FROM}",
        f"smtp://{FROM}",
        "smtp://mail.example.org?from=Alerts%20<alerts@example.org>",
        "smtp://mail.example.org?from=alerts@example.org%0ABcc:x@example.org",
        f"smtp://mail.example.org/path{FROM}",
    ],
)
def test_what_is_no_server_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\?from=alerts@example.org"):
        mail_server(text)


def test_no_server_is_none() -> None:
    assert mail_server(" ") is None
