"""Addresses of a primary and its replica; those of one database are in test_environment.py."""

from pathlib import Path

import pytest

from sro_site import database_urls, environment
from sro_site.environment import WrongSetting

KEY = "k" * environment.SHORTEST_KEY
HOSTS = "postgres://maria:p%40ss@one.example.org:5433,two.example.org/site"


@pytest.mark.parametrize("role", ["primary", "standby"])
def test_of_several_hosts_the_one_with_the_role_is_taken(role: str) -> None:
    read = database_urls.parse(HOSTS, role)
    assert (read["HOST"], read["PORT"]) == ("one.example.org,two.example.org", "5433,5432")
    assert (read["USER"], read["PASSWORD"], read["NAME"]) == ("maria", "p@ss", "site")
    assert read["OPTIONS"]["target_session_attrs"] == role
    assert read["OPTIONS"]["connect_timeout"] == 2
    assert read["CONN_HEALTH_CHECKS"]
    assert "target_session_attrs" not in database_urls.parse("postgres://a@b/c", role)["OPTIONS"]


def test_what_the_address_says_itself_counts() -> None:
    read = database_urls.parse(f"{HOSTS}?target_session_attrs=any&connect_timeout=7", "standby")
    assert read["OPTIONS"]["target_session_attrs"] == "any"
    assert read["OPTIONS"]["connect_timeout"] == 7


@pytest.mark.parametrize(
    "url", ["postgres://a@b,/c", "postgres://a@b:x,c/d", "postgres://a@,/c", "postgres://a@b,c"]
)
def test_several_hosts_that_are_not_understood_are_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match=r"^DATABASE_URL: is not understood. Write postgres"):
        environment.read({"SECRET_KEY": KEY, "DATABASE_URL": url}, tmp_path)


@pytest.mark.parametrize("name", ["DATABASE_URL", "DATABASE_REPLICA_URL"])
def test_password_file_that_would_be_passed_over_is_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "pgpass"
    plain = "postgres://a@b/c"
    given = {"SECRET_KEY": KEY, "DATABASE_URL": plain, name: f"{plain}?passfile={file}"}
    with pytest.raises(WrongSetting, match=rf"^{name}: there is no file {file}.*mode 600"):
        environment.read(given, tmp_path)
    file.write_text("*:*:*:a:password")
    file.chmod(0o640)
    with pytest.raises(WrongSetting, match=rf"^{name}: others .* chmod 600 {file}"):
        environment.read(given, tmp_path)
    file.chmod(0o600)
    environment.read(given, tmp_path)
