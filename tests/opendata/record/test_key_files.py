"""Keys for signatures: as OpenSSL writes them, and readable by nobody else."""

import subprocess
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from opendata.record.key_files import make_key, read_key
from tests import tools


def test_a_key_is_read_as_it_was_made_and_never_replaced(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    key = make_key(file)
    assert (len(key), read_key(file), file.stat().st_mode & 0o777) == (32, key, 0o600)
    with pytest.raises(CommandError, match="cannot be made: File exists"):
        call_command("make_record_key", str(file))
    assert read_key(file) == key


def test_openssl_writes_and_reads_the_same_files(tmp_path: Path) -> None:
    openssl = tools.require(tools.OPENSSL)
    theirs, ours = tmp_path / "theirs.pem", tmp_path / "ours.pem"
    subprocess.run([openssl, "genpkey", "-algorithm", "ed25519", "-out", theirs], check=True)
    assert len(read_key(theirs)) == 32
    make_key(ours)
    subprocess.run([openssl, "pkey", "-in", ours, "-noout"], check=True)


@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [
        ("", 0o600, "is no Ed25519 key"),
        ("-----BEGIN PRIVATE KEY-----\nMC4=\n-----END PRIVATE KEY-----\n", 0o600, "is no Ed25519"),
        ("-----BEGIN PRIVATE KEY-----\n?\n-----END PRIVATE KEY-----\n", 0o600, "cannot be read"),
        ("clé", 0o600, "cannot be read"),
        ("", 0o640, "others on this machine can read"),
    ],
)
def test_a_file_that_holds_no_key_is_refused(
    tmp_path: Path, text: str, mode: int, said: str
) -> None:
    file = tmp_path / "key.pem"
    file.write_text(text)
    file.chmod(mode)
    with pytest.raises(ValueError, match=said):
        read_key(file)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no file"):
        read_key(tmp_path / "none.pem")
