"""Flat shapes with smooth edges, drawn row by row and written as PNG: no imaging library needed."""

import math
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

Color = tuple[int, int, int]
Span = tuple[float, float]

_SAMPLES = 4  # rows that are looked at within a pixel, for smooth edges


class Shape(Protocol):
    """A convex shape; lengths are in pixels from the top left corner."""

    def span(self, y: float) -> Span | None:
        """From where to where it reaches at the height `y`, or None if it does not."""


@dataclass(frozen=True, slots=True)
class Disc:
    x: float
    y: float
    radius: float

    def span(self, y: float) -> Span | None:
        inside = self.radius**2 - (y - self.y) ** 2
        if inside <= 0:
            return None
        half = math.sqrt(inside)
        return self.x - half, self.x + half


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    def span(self, y: float) -> Span | None:
        return (self.x, self.x + self.width) if 0 <= y - self.y < self.height else None


@dataclass(frozen=True, slots=True)
class Pennant:
    """A triangle that points to the end of the line, its upright edge at `x`."""

    x: float
    y: float
    width: float
    height: float

    def span(self, y: float) -> Span | None:
        away = abs(y - self.y - self.height / 2) / (self.height / 2)
        return (self.x, self.x + self.width * (1 - away)) if away < 1 else None


def draw(width: int, height: int, ground: Color, shapes: Sequence[tuple[Shape, Color]]) -> bytes:
    """A PNG in which each shape lies over those before it."""
    rows = (_row(width, y, ground, shapes) for y in range(height))
    pixels = b"".join(b"\0" + row for row in rows)  # 0: the row is not filtered
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)  # 8 bits of red, green, blue
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(pixels, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + data))
    return struct.pack(">I", len(data)) + name + data + check


def _row(width: int, y: int, ground: Color, shapes: Sequence[tuple[Shape, Color]]) -> bytes:
    row = bytearray(bytes(ground) * width)
    heights = [y + (sample + 0.5) / _SAMPLES for sample in range(_SAMPLES)]
    for shape, color in shapes:
        found = [span for height in heights if (span := shape.span(height))]
        spans = [(max(start, 0), min(end, width)) for start, end in found]
        if spans := [(start, end) for start, end in spans if start < end]:
            _paint(row, spans, color)
    return bytes(row)


def _paint(row: bytearray, spans: Sequence[Span], color: Color) -> None:
    """Cover the row with the color, each pixel as far as the spans reach over it."""
    first, last = math.floor(min(s for s, _ in spans)), math.ceil(max(e for _, e in spans))
    inner = math.ceil(max(s for s, _ in spans)), math.floor(min(e for _, e in spans))
    if len(spans) < _SAMPLES or inner[0] >= inner[1]:
        inner = last, last
    row[3 * inner[0] : 3 * inner[1]] = bytes(color) * (inner[1] - inner[0])
    for x in (*range(first, inner[0]), *range(inner[1], last)):
        share = sum(max(0, min(x + 1, e) - max(x, s)) for s, e in spans) / _SAMPLES
        pixel = slice(3 * x, 3 * x + 3)
        mixed = zip(row[pixel], color, strict=True)
        row[pixel] = bytes(round(old + (new - old) * share) for old, new in mixed)
