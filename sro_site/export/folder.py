"""Writes the export into a folder, all of it or nothing."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from sro_site.export.addresses import file_name

MARK = "exported.txt"  # a folder without it was not made by an export, and is left alone


def write(folder: Path, pages: Iterable[tuple[str, bytes]], said: str) -> int:
    """Replace the folder by one with these pages; return how many files it has.

    `said` is the text of its `exported.txt`. Raises FileExistsError if the folder contains other
    things than an earlier export. If anything fails, the earlier export stays as it was.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise FileExistsError(f"{folder} contains other files.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"{folder.name}-", dir=folder.parent) as around:
        new, old = Path(around) / "new", Path(around) / "old"
        new.mkdir()
        count = sum(_write(new, path, body) for path, body in pages)
        (new / MARK).write_text(said, encoding="utf-8")
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    return count


def _write(folder: Path, path: str, body: bytes) -> bool:
    file = folder / file_name(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return True
