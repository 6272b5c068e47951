from pathlib import Path

import pytest

from deploy import daily

# Notes what it was told, and fails for one command.
MANAGE = """import sys
open("told", "a").write(" ".join(sys.argv[1:]) + "\\n")
sys.exit(sys.argv[1] == FAILS)
"""


@pytest.mark.parametrize("failing", ["update_record", "clearsessions", ""])
def test_each_command_runs_also_after_another_one_has_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    monkeypatch.setattr(daily, "ROOT", tmp_path)
    (tmp_path / "manage.py").write_text(MANAGE.replace("FAILS", repr(failing)))
    assert daily.run("var/export") == bool(failing)
    told = (tmp_path / "told").read_text().splitlines()
    site = ["update_record", "export_static var/export"]
    assert told == [*site, "clearsessions", "locate_interface"]
