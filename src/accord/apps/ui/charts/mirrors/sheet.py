"""The sheet a mirrored picture is drawn on, and one side's half of it."""

from __future__ import annotations

from dataclasses import dataclass

from accord.apps.ui.charts.drawing import Canvas
from accord.apps.ui.charts.lettering import stood, width_of
from accord.apps.ui.charts.mirrors.content import Mirror
from accord.apps.ui.charts.scales import Scale
from accord.apps.ui.charts.shapes import Shape, SideView

CHANNEL = 46.0  # between the two halves: both ranges and the gap
LINE = 17.0
Words = tuple[str, str, float]  # text, class, letter size


@dataclass(frozen=True)
class Half:
    """One side's half: its baseline, the direction in which it grows (-1: up), its room and its words."""

    side: SideView
    base: float
    grows: float
    room: float
    most: float  # the height of the higher side's peak
    lines: list[Words]

    @property
    def edge(self) -> float:
        """Give the far edge of the room."""
        return self.base + self.grows * self.room


@dataclass
class Sheet:
    """The paper under construction: lines and areas on ``canvas``, texts on ``ink``, which is laid over it at the end."""

    mirror: Mirror
    canvas: Canvas
    ink: Canvas
    across: Scale

    def direction(self, value: float) -> float:
        """Say on which side of the paper a value lies outside: -1, 1, or 0 for inside."""
        return -1.0 if value < self.across.low else 1.0 if value > self.across.high else 0.0

    def outline(self, shape: Shape, low: float, high: float, base: float, tall: float) -> list[tuple[float, float]]:
        """Give the places of a shape within low–high, ``tall`` pixels for a density of one; what nobody could see is left out."""
        kept: list[tuple[float, float]] = []
        for x, y in [(self.across(x), base + y * tall) for x, y in shape.between(low, high)]:
            if kept and abs(x - kept[-1][0]) < 2 and abs(y - kept[-1][1]) < 1.5:
                continue
            kept.append((x, y))
        return kept

    def block(self, place: float, top: float, lines: list[Words]) -> None:
        """Write lines one below the other around a place, all to one edge where they would leave the paper."""
        wide = max((width_of(words, size) for words, _css, size in lines), default=0.0)
        anchor, x = stood(place, wide, 0.0, self.canvas.width)
        for number, (words, css, _size) in enumerate(lines):
            self.ink.text(x, top + 12 + LINE * number, words, f"{css} halo", anchor)
