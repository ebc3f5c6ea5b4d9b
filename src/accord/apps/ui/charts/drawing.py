"""The paper: a canvas that escapes every text and refuses every number that is none, and the finished chart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

from accord.apps.ui.charts.lettering import folded

WIDE, NARROW = 640, 340
TONES = frozenset({"good", "bad", "warn", "business", "it", "finance", "hr", "executive"})


class Markup(str):
    """Text that is already safe markup; templates take it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Chart:
    """A picture and the same as a table: ``svg`` is safe markup, ``numeric`` the columns that hold numbers."""

    svg: Markup
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str
    description: str = ""
    numeric: tuple[int, ...] = ()

    @property
    def table(self) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
        """Give headers and rows."""
        return self.headers, self.rows


@dataclass(frozen=True)
class Mark:
    """A value drawn as a line across the picture, with its words: a threshold, today, a target."""

    value: float
    label: str


def tone(code: str) -> str:
    """Let only known colour classes through."""
    return f"tone-{code}" if code in TONES else ""


def plain(value: float) -> str:
    """Write a number with at most three significant digits and grouped thousands."""
    if value == int(value):
        return f"{int(value):,}".replace(",", " ")
    places = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:.{min(places, 6)}f}".rstrip("0").rstrip(".")


@dataclass
class Canvas:
    """One SVG under construction; coordinates in pixels, the origin at the top left."""

    width: float
    height: float
    css: str
    label: str
    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, css: str = "", anchor: str = "start") -> None:
        """Write words at a place; anchor start, middle or end."""
        place = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{_class(css)}{place}>{escape(words)}</text>')

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        """Draw a straight line."""
        self.parts.append(f'<line x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"{_class(css)}/>')

    def circle(self, x: float, y: float, radius: float, css: str) -> None:
        """Draw a dot."""
        self.parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{_class(css)}/>')

    def rect(self, x: float, y: float, width: float, height: float, css: str, radius: float = 0) -> None:
        """Draw a box; a width below nothing is nothing."""
        corner = f' rx="{_n(radius)}"' if radius else ""
        size = f'width="{_n(max(0.0, width))}" height="{_n(max(0.0, height))}"'
        self.parts.append(f'<rect x="{_n(x)}" y="{_n(y)}" {size}{corner}{_class(css)}/>')

    def path(self, points: Sequence[tuple[float, float]], css: str, *, closed: bool = False) -> None:
        """Draw a line through points, or the area inside them."""
        if points:
            steps = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
            self.parts.append(f'<path d="M{steps}{"Z" if closed else ""}"{_class(css)}/>')

    def svg(self) -> str:
        """Close the picture."""
        return (
            f'<svg class="{self.css}" viewBox="0 0 {_n(self.width)} {_n(self.height)}" role="img" '
            f'aria-label="{escape(self.label)}">{"".join(self.parts)}</svg>'
        )


def _n(value: float) -> str:
    if not math.isfinite(value):
        raise ValueError(f"not a place on the paper: {value}")
    return (
        f"{value:.1f}".removesuffix(".0").replace("-0", "0") if abs(value) < 0.05 else f"{value:.1f}".removesuffix(".0")
    )


def _class(css: str) -> str:
    return f' class="{css.strip()}"' if css.strip() else ""


def drawn(title: str, description: str, draw: Callable[[float, str], Canvas]) -> Markup:
    """Draw the same picture for wide and for narrow places; CSS shows one of them."""
    return Markup(draw(WIDE, "wide").svg() + draw(NARROW, "narrow").svg())


def spoken(title: str, description: str) -> str:
    """Say a picture in words for those who do not see it."""
    return f"{title}. {description}".strip() if description else title


def empty_chart(title: str, words: str) -> Chart:
    """Give the picture that says there is nothing to draw yet."""

    def draw(width: float, css: str) -> Canvas:
        lines = folded(words, width - 24, 12, 4)
        height = max(96.0, 64.0 + 17 * len(lines))
        canvas = Canvas(width, height, css, spoken(title, words))
        canvas.rect(0.5, 0.5, width - 1, height - 1, "zone", radius=6)
        for number, line in enumerate(lines):
            y = height / 2 + 5 + 17 * (number - (len(lines) - 1) / 2)
            canvas.text(width / 2, y, line, "axis-text", "middle")
        return canvas

    return Chart(drawn(title, words, draw), (), (), title, words)
