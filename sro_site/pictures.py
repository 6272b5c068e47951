"""The picture that messengers and social networks show beside a link: a line with its stops.

It has no words, so it is the same in each language and no script has to be drawn.
"""

from collections.abc import Iterator, Sequence

from django.http import HttpRequest, HttpResponse

from districts.pages import open_district
from publishing.pages import PageRequest, asks
from publishing.sharing import shared
from sro_site import png, svg
from sro_site.png import Box, Color, Disc, Pennant, Shape
from timeline.line import line_of
from timeline.queries import load_timeline
from timeline.standing import PhaseStage

WIDTH, HEIGHT = 1200, 630  # as Open Graph's readers recommend
PNG, SVG = "image/png", "image/svg+xml"
BADGE = (0, 230, WIDTH, 320)  # what of the picture a badge shows: from where, and its size
MOST_STOPS = 12
RAIL, EDGE = 448, 140.0  # how far down the line lies, and how far from the side its stops
PLAIN = (PhaseStage.PAST, PhaseStage.CURRENT, PhaseStage.AHEAD, PhaseStage.AHEAD)

# The light colors of site.css.
PAPER, INK, MUTED, RULE = (251, 247, 239), (29, 34, 48), (71, 77, 94), (133, 123, 104)
MARIGOLD = (242, 177, 52)
HUES = ((11, 95, 82), (55, 64, 143), (122, 46, 99), (154, 52, 18))

Drawn = tuple[Shape, Color]


@shared
def district_picture(request: PageRequest, slug: str) -> HttpResponse:
    """The line of a public district, with a flag where it is on the day asked about."""
    return _answer(picture(*_drawn(request, slug)), PNG)


@shared
def district_badge(request: PageRequest, slug: str) -> HttpResponse:
    """The same line as a small drawing for other websites."""
    return _answer(badge(*_drawn(request, slug)), SVG)


@shared
@asks()
def site_picture(request: HttpRequest) -> HttpResponse:
    """A line of no district."""
    return _answer(picture(PLAIN, 0), PNG)


def _drawn(request: PageRequest, slug: str) -> tuple[list[PhaseStage], int]:
    """The stops of a district's line as families see it, and its hue."""
    page = open_district(request, slug).as_family()
    stops = line_of(load_timeline(page)).stops
    return [stop.drawn for stop in stops][:MOST_STOPS], page.district.hue


def _answer(drawn: bytes, kind: str) -> HttpResponse:
    return HttpResponse(drawn, content_type=kind)


def picture(line: Sequence[PhaseStage], hue: int) -> bytes:
    """A PNG of `line`, its band in one of the `HUES`."""
    return png.draw(WIDTH, HEIGHT, PAPER, [*_band(HUES[hue], hue), *_line(line, HUES[hue])])


def badge(line: Sequence[PhaseStage], hue: int) -> bytes:
    """An SVG of `line` alone, on paper."""
    ground = (Box(*BADGE), PAPER)
    return svg.draw(BADGE, [ground, *_line(line, HUES[hue])])


def _band(color: Color, turn: int) -> Iterator[Drawn]:
    """Half and whole discs in a row, which begins with another one for each hue."""
    yield Box(0, 0, WIDTH, 180), color
    for place in range(7):
        x = 90 + 180 * place
        kind = (place + turn) % 4
        if kind == 0:
            yield Disc(x, 180, 90), PAPER
        elif kind == 1:
            yield Disc(x, 90, 62), MARIGOLD
        elif kind == 2:
            yield Disc(x, 0, 90), INK
        else:
            yield Disc(x, 90, 62), PAPER
            yield Disc(x, 90, 34), color
    yield Box(0, 180, WIDTH, 450), PAPER
    yield Box(0, 180, WIDTH, 12), INK
    yield Box(0, 618, WIDTH, 12), INK


def _line(line: Sequence[PhaseStage], color: Color) -> Iterator[Drawn]:
    """A rail that is solid up to where the day lies and dotted after it; a flag; the stops."""
    step = (WIDTH - 2 * EDGE) / max(len(line) - 1, 1)
    places = [EDGE + step * number for number in range(len(line))]
    day = _day(line, step)
    yield Box(0, RAIL - 12, day, 24), color
    for dot in range(int(day) + 30, WIDTH, 36):
        yield Disc(dot, RAIL, 9), RULE
    yield Box(day - 5, RAIL - 190, 10, 190), INK
    yield Pennant(day - 5, RAIL - 196, 128, 96), INK
    yield Pennant(day + 5, RAIL - 180, 88, 64), MARIGOLD
    for x, stage in zip(places, line, strict=True):
        current = stage is PhaseStage.CURRENT
        radius = min(46.0, step / 2.6) if current else min(36.0, step / 3)
        fill = MARIGOLD if current else color if stage is PhaseStage.PAST else PAPER
        yield Disc(x, RAIL, radius), INK
        yield Disc(x, RAIL, radius - 10), fill


def _day(line: Sequence[PhaseStage], step: float) -> float:
    """At the first current stop; where none is current, halfway after the last one that is past."""
    if PhaseStage.CURRENT in line:
        return EDGE + step * line.index(PhaseStage.CURRENT)
    over = [number for number, stage in enumerate(line) if stage is PhaseStage.PAST]
    return min(EDGE + step * (over[-1] + 0.5), WIDTH - EDGE / 2) if over else EDGE / 2
