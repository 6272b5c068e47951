"""What a public site is protected by, as the settings make it of the environment."""

import runpy

import pytest

from sro_site import settings

YEAR = 365 * 24 * 60 * 60  # seconds
FROM_PROXY = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize("https", [True, False])
def test_a_site_over_https_demands_it_and_believes_its_proxy_alone(
    monkeypatch: pytest.MonkeyPatch, https: bool
) -> None:
    monkeypatch.setenv("HTTPS", str(int(https)))
    monkeypatch.delenv("PROXIES", raising=False)
    made = runpy.run_path(settings.__file__)
    for name in ("SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE"):
        assert made.get(name, False) is https, name
    assert made["SECURE_HSTS_SECONDS"] == (YEAR if https else 0)
    assert made["SECURE_HSTS_INCLUDE_SUBDOMAINS"] is https
    assert made["SECURE_PROXY_SSL_HEADER"] == (FROM_PROXY if https else None)
    assert made["PROXIES"] == int(https)


def test_only_the_hosts_that_are_named_are_those_of_the_site(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "transition.example.org")
    assert runpy.run_path(settings.__file__)["ALLOWED_HOSTS"] == ["transition.example.org"]


def test_a_redis_that_hangs_is_given_up_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://localhost:6379/0")
    options = runpy.run_path(settings.__file__)["CACHES"]["shared"]["OPTIONS"]
    assert max(options["socket_timeout"], options["socket_connect_timeout"]) < 1
