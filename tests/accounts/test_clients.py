import pytest
from django.test import RequestFactory

from accounts.clients import client_address

REMOTE = "10.0.0.1"


@pytest.mark.parametrize(
    ("proxies", "passed_on", "found"),
    [
        (0, "203.0.113.7", REMOTE),
        (0, "", REMOTE),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        (1, "1.2.3.4,5.6.7.8,,203.0.113.7 ", "203.0.113.7"),
        (2, "1.2.3.4, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "203.0.113.7", REMOTE),
        (1, "", REMOTE),
        (1, "unknown", REMOTE),
        (1, "1.2.3.4, <script>", REMOTE),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_only_what_a_known_proxy_has_written_counts(
    settings: pytest.FixtureRequest, proxies: int, passed_on: str, found: str
) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]
    headers = {"X-Forwarded-For": passed_on} if passed_on else {}
    others = {"Forwarded": "for=9.9.9.9", "X-Real-IP": "9.9.9.9", "True-Client-IP": "9.9.9.9"}
    request = RequestFactory().get("/", headers={**headers, **others}, REMOTE_ADDR=REMOTE)
    assert client_address(request) == found


def test_a_request_through_a_socket_has_no_address() -> None:
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""
