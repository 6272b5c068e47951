"""Static files are compressed when they are collected, and only when they have changed."""

from pathlib import Path

import brotli
from whitenoise.compress import Compressor

from sro_site.static_files import CompressOnce

TEXT = b"a { color: black } " * 50


def test_files_are_compressed_until_their_copies_are_right(tmp_path: Path) -> None:
    compressor, file = CompressOnce(quiet=True), tmp_path / "site.css"
    copies = [f"{file}.br", f"{file}.gz"]
    file.write_bytes(TEXT)
    assert compressor.compress(str(file)) == copies
    assert compressor.compress(str(file)) == []
    Path(copies[0]).write_bytes(Path(copies[0]).read_bytes()[:-1])  # the disk was full
    assert compressor.compress(str(file)) == copies
    Path(copies[1]).write_bytes(b"")
    assert compressor.compress(str(file)) == copies
    file.write_bytes(TEXT + b"b { }")
    assert compressor.compress(str(file)) == copies
    assert brotli.decompress(Path(copies[0]).read_bytes()) == file.read_bytes()


def test_equal_files_are_compressed_as_the_library_does(tmp_path: Path) -> None:
    compressor = CompressOnce(quiet=True)
    for name in ("site.css", "site.0123456789ab.css"):
        (tmp_path / name).write_bytes(TEXT)
        assert len(compressor.compress(str(tmp_path / name))) == 2
    packed = (tmp_path / f"{name}.gz").read_bytes()
    assert packed == (tmp_path / "site.css.gz").read_bytes() == Compressor.compress_gzip(TEXT)
