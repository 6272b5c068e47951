"""`deploy/compose.yaml` agrees with the code, the settings and nginx; no container is started."""

import importlib.util
import os
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy import machines, nginx, secret_files
from deploy.run import ROOT
from sro_site import environment
from tests import tools

DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
IMAGES = (DEPLOY / "Containerfile").read_text()
SITE = "sro.example.net"


def test_services_are_those_that_start_without_containers() -> None:
    assert set(SERVICES) == {*machines.NAMES, "prepare"}


@pytest.mark.parametrize("name", SERVICES)
def test_service_may_do_no_more_than_it_must(name: str) -> None:
    service = SERVICES[name]
    assert service["user"] == "999:999"
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert ("ports" in service) == (name == "web")
    assert ("healthcheck" in service) == (name not in ("prepare", "daily", "alerts"))
    for volume in service.get("volumes", ()):
        assert volume.partition(":")[0] in COMPOSE["volumes"]
    for each in service["networks"]:
        assert each in COMPOSE["networks"]


def test_secrets_are_files_that_the_script_makes_outside_of_the_repository() -> None:
    files = {name: Path(given["file"]) for name, given in COMPOSE["secrets"].items()}
    made = {*secret_files.PASSWORDS, secret_files.SECRET_KEY}
    assert set(files) == {*made, "certificate", "certificate-key"}
    for name, file in files.items():
        assert (DEPLOY / file).resolve() == ROOT / "var" / "secrets" / name
    assert "/var/" in (ROOT / ".gitignore").read_text().split()
    for service in SERVICES.values():
        assert set(service.get("secrets", ())) <= set(files)


def test_site_takes_its_settings(tmp_path: Path) -> None:
    secret_files.make(tmp_path)
    for name in ("prepare", "site1", "site2", "daily", "alerts"):
        given = {
            key: value.replace("/run/secrets", str(tmp_path))
            for key, value in SERVICES[name]["environment"].items()
        }
        assert given.pop("MAIL_URL") == "${MAIL_URL:-}"  # without a server, mails go into a folder
        assert given["ALLOWED_HOSTS"].startswith("${SITE:?")
        read = environment.read(given | {"ALLOWED_HOSTS": SITE}, tmp_path)
        assert (read.https, read.proxies, read.allowed_hosts) == (True, 1, [SITE])
        assert set(read.database["HOST"].split(",")) == set(machines.DATABASES)
        assert read.replica
        assert read.redis_url == "redis://cache:6379/0"
        assert environment.listen_address(given) == "0.0.0.0"  # noqa: S104 - of a container
        assert (environment.port(given), environment.log_format(given)) == (8000, "json")


def test_commands_and_files_are_there() -> None:
    said = " ".join(str(each.get("command", "")) for each in SERVICES.values())
    for module in re.findall(r"(?:-m', '| -m )([\w.]+)", said):
        assert importlib.util.find_spec(module), module
    for name in ("site1", "site2"):
        command = SERVICES[name]["command"]
        assert (ROOT / command[command.index("--config") + 1]).is_file()
    for name in machines.DATABASES:
        script = ROOT / Path(SERVICES[name]["entrypoint"][0]).relative_to("/srv/sro")
        assert os.access(script, os.X_OK)
        peer = SERVICES[name]["environment"]["PEER"]
        assert peer == f"host=database{'21'[name == 'database2']} port=5432"


def test_images_hold_all_that_the_site_needs_and_nothing_secret() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    taken = {
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line.startswith("!")
    }
    assert {*packages["root_packages"], "content", "deploy", "locale", "manage.py"} <= taken
    assert {"static", "templates", "requirements/base.txt"} <= taken
    assert taken.isdisjoint({"var", ".git", "tests"})
    assert all((ROOT / each).exists() for each in taken)
    assert "--require-hashes -r requirements/base.txt" in IMAGES


def test_images_are_named_without_a_registry_and_run_without_root() -> None:
    named = re.findall(r"(?m)^FROM (\S+) AS (\w+)", IMAGES)
    assert {target for _, target in named} == {
        each["build"]["target"] for each in SERVICES.values() if "build" in each
    }
    for image in (*(name for name, _ in named), *(each["image"] for each in SERVICES.values())):
        assert "/" not in image
    assert IMAGES.count("USER 999:999") == len(named)


def test_nginx_asks_both_servers_and_takes_its_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nginx, "WRITABLE", tmp_path)
    script = SERVICES["prepare"]["command"][-1]
    written = re.search(r"deploy\.nginx nginx \"\$\$ALLOWED_HOSTS\" (.*)", script)
    assert written
    servers = written[1].split()
    addresses = [SERVICES[name]["networks"]["front"]["ipv4_address"] for name in machines.SITES]
    assert servers == [f"{address}:8000" for address in addresses]
    program = tools.require(tools.NGINX)
    main = nginx.write_public(tmp_path, SITE, servers)
    site = tmp_path / "site.conf"
    text = site.read_text()
    assert "transition.example.org" not in text
    assert all(text.count(f"server {each} ") == 2 for each in servers)
    for place in re.findall(r"(?:root|cache_path) (\S+?)[; ]", text):
        assert _is_mounted("web", place), place
    site.write_text(re.sub(r"/run/secrets|/var/cache/sro", str(tmp_path), text))
    _certificate(tmp_path)
    done = subprocess.run([program, "-t", "-c", main], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _is_mounted(name: str, place: str) -> bool:
    mounts = [volume.split(":")[1] for volume in SERVICES[name]["volumes"]]
    return any(f"{place}/".startswith(f"{mount}/") or mount.startswith(place) for mount in mounts)


def _certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-keyout", f"{folder}/certificate-key", "-out", f"{folder}/certificate"]
    given = ["-nodes", "-subj", f"/CN={SITE}"]
    subprocess.run([*command, *files, *given], check=True, capture_output=True)
