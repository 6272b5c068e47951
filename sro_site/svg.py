"""The same shapes as in `png`, as a drawing that is sharp at any size."""

from collections.abc import Sequence

from sro_site.png import Box, Color, Disc, Pennant, Shape


def draw(view: tuple[int, int, int, int], shapes: Sequence[tuple[Shape, Color]]) -> bytes:
    """An SVG of what lies within `view`: from where to the right and down, width and height."""
    drawn = "".join(f'<{_form(shape)} fill="#{bytes(color).hex()}"/>' for shape, color in shapes)
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{" ".join(map(str, view))}">'
    return f"{start}{drawn}</svg>\n".encode()


def _form(shape: Shape) -> str:
    match shape:
        case Disc(x, y, radius):
            return f'circle cx="{x:g}" cy="{y:g}" r="{radius:g}"'
        case Box(x, y, width, height):
            return f'rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"'
        case Pennant(x, y, width, height):
            return f'path d="M{x:g} {y:g}l{width:g} {height / 2:g}l{-width:g} {height / 2:g}z"'
    raise TypeError(shape)
