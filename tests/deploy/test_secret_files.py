from pathlib import Path

from deploy import secret_files
from sro_site import environment


def test_secrets_are_made_once_and_only_their_owner_can_read_them(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    made = secret_files.make(folder)
    assert {file.name for file in made} == {"secret-key", "site.pgpass", "replication.pgpass"}
    assert folder.stat().st_mode & 0o777 == 0o700
    texts = {file: file.read_text() for file in made}
    assert len(set(texts.values())) == 3
    assert {file.stat().st_mode & 0o777 for file in made} == {0o600}
    made[0].unlink()
    assert secret_files.make(folder) == made[:1]
    assert all(file.read_text() == texts[file] for file in made[1:])
    assert made[0].read_text() != texts[made[0]]


def test_site_takes_them(tmp_path: Path) -> None:
    secret_files.make(tmp_path)
    url = f"postgres://sro@one,two/sro?passfile={tmp_path}/site.pgpass"
    given = {"SECRET_KEY_FILE": str(tmp_path / "secret-key"), "DATABASE_URL": url}
    assert environment.read(given, tmp_path).secret_key in (tmp_path / "secret-key").read_text()
