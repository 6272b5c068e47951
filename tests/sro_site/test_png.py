"""Drawing flat shapes and writing them as PNG."""

import struct
import zlib
from collections.abc import Iterator

from sro_site.png import Box, Disc, Pennant, Shape, draw

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The name and data of each chunk; checks the signature and each checksum."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at = 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        body = png[at + 4 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length]) == (zlib.crc32(body),)
        yield body[:4], body[4:]
        at += 12 + length


def grays(width: int, height: int, shape: Shape) -> list[list[int]]:
    """Each row of a drawing of a black shape on white, a number a pixel."""
    found = list(chunks(draw(width, height, WHITE, [(shape, BLACK)])))
    assert [name for name, _ in found] == [b"IHDR", b"IDAT", b"IEND"]
    assert struct.unpack(">IIBBBBB", found[0][1]) == (width, height, 8, 2, 0, 0, 0)
    data, row = zlib.decompress(found[1][1]), 3 * width + 1
    rows = [data[start : start + row] for start in range(0, len(data), row)]
    assert all(each[0] == 0 for each in rows)
    assert all(each[1::3] == each[2::3] == each[3::3] for each in rows)
    return [list(each[1::3]) for each in rows]


def test_box_covers_its_pixels_and_half_of_those_it_half_covers() -> None:
    assert grays(4, 3, Box(0.5, 1, 2, 1)) == [[255] * 4, [128, 0, 128, 255], [255] * 4]
    assert grays(3, 2, Box(-5, 0.5, 9, 9)) == [[128] * 3, [0] * 3]


def test_shape_outside_the_picture_leaves_it_as_it_is() -> None:
    for shape in (Box(5, 0, 2, 2), Box(-3, 0, 2, 2), Disc(-9, 1, 3), Pennant(0, 9, 4, 4)):
        assert grays(3, 2, shape) == [[255] * 3] * 2


def test_disc_is_round() -> None:
    drawn = grays(20, 20, Disc(10, 10, 8))
    assert drawn == drawn[::-1] == [row[::-1] for row in drawn]
    covered = sum(255 - gray for row in drawn for gray in row) / 255
    assert abs(covered - 3.1416 * 64) < 2


def test_pennant_points_to_the_end() -> None:
    drawn = grays(10, 8, Pennant(1, 0, 8, 8))
    assert [row.count(255) for row in drawn[:4]] == sorted(
        (row.count(255) for row in drawn[:4]), reverse=True
    )
    assert drawn[4][1] == 0
    assert all(row[0] == 255 for row in drawn)
