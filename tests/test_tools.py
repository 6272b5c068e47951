"""What happens when a program that tests need is missing."""

from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import fixtures

from tests import run, tools
from tests.conftest import one_unit


def refuse() -> None:
    raise OSError("nobody may install this here")


MISSING = tools.Tool("a program", "nothing was measured", lambda: None, refuse)


def test_require_skips_at_home_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "")
    with pytest.raises(pytest.skip.Exception, match="a program is missing"):
        tools.require(MISSING)
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="a program is missing"):
        tools.require(MISSING)


def test_obtain_says_why_a_program_cannot_be_had(capsys: pytest.CaptureFixture[str]) -> None:
    assert tools.obtain(MISSING) is None
    assert "nobody may install this here" in capsys.readouterr().out


def test_obtain_fetches_what_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "program"
    tool = replace(MISSING, find=lambda: file if file.exists() else None, get=file.touch)
    assert tools.obtain(tool) == file
    assert tools.require(tool) == file


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_run_without_postgres_says_so_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(tools, "POSTGRES", replace(MISSING, name="PostgreSQL"))
    monkeypatch.setattr(run.Suite, "run", lambda suite, *_: setattr(suite, "status", 0))
    assert run.main([]) == status
    printed = capsys.readouterr().out
    assert "PostgreSQL: nothing was measured" in printed
    assert "SQLite: passed" in printed


def test_run_of_a_suite_keeps_its_status_and_names_it_in_each_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    suites = [run.Suite("one", "browser"), run.Suite("another", "pure")]
    run.run_all(suites, ["--version"])
    assert [suite.status for suite in suites] == [0, 0]
    run.run_all(suites[:1], ["--no-such-option"])
    assert suites[0].status == pytest.ExitCode.USAGE_ERROR
    lines = capsys.readouterr().out.splitlines()
    assert {line.partition("|")[0].strip() for line in lines} == {"one", "another"}


def test_a_worker_gets_a_whole_module_or_all_pages() -> None:
    assert one_unit("tests/desk/test_views.py::test_a[x-::]") == "tests/desk/test_views.py"
    assert one_unit("tests/desk/test_units.py::test_a") == "tests/desk/test_units.py"
    assert one_unit("tests/pages/test_on.py::test_a") == one_unit("tests/pages/test_head.py::b")


def test_each_folder_is_read_by_the_suites_of_its_tests() -> None:
    entries = {f"tests/{Path(file).parts[1]}" for file in Path("tests").rglob("test_*.py")}
    assert len(entries) > 10
    for suite in run.chosen("postgres://"):
        in_browser = suite.marks == "browser"
        for entry in entries:
            assert (entry not in suite.ignored) == ((entry == "tests/browser") == in_browser), entry


def test_each_worker_has_a_sqlite_database_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """On machines with more cores a suite has several workers."""
    if "sqlite" not in settings.DATABASES["default"]["ENGINE"]:
        pytest.skip("asks SQLite")
    monkeypatch.setattr(settings, "DATABASES", deepcopy(settings.DATABASES))
    fixtures._set_suffix_to_test_databases("gw0")
    assert settings.DATABASES["default"]["TEST"]["NAME"] == ":memory:"
