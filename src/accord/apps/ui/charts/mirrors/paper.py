"""Where everything of a mirrored picture stands: two halves, the channel with the gap between them, axis, rows."""

from __future__ import annotations

from accord.apps.ui.charts.axes import roomy_ticks
from accord.apps.ui.charts.drawing import Canvas, tone
from accord.apps.ui.charts.lettering import folded, width_of
from accord.apps.ui.charts.mirrors.content import Mirror
from accord.apps.ui.charts.mirrors.halves import gap_drawn, half_drawn, never_drawn, never_words
from accord.apps.ui.charts.mirrors.rows import rows_of
from accord.apps.ui.charts.mirrors.sheet import CHANNEL, LINE, Half, Sheet, Words
from accord.apps.ui.charts.scales import Scale
from accord.apps.ui.charts.shapes import SideView


def paper(mirror: Mirror, width: float, css: str, words: str) -> Canvas:
    """Draw a mirror in a width."""
    column = max(60.0, min(92.0, width_of(mirror.words.never, 12) + 16)) if mirror.has_never else 0.0
    canvas = Canvas(width, 0.0, css, words)
    sheet = Sheet(mirror, canvas, Canvas(width, 0.0, css, ""), Scale(*mirror.reach, 8.0, width - 8 - column))
    upper, lower = _halves(mirror, width)
    foot = lower.edge + 12 + LINE * len(lower.lines)
    below = foot + 24 + (LINE if column and len(never_words(mirror, column)) > 1 else 0)
    rows = list(rows_of(mirror))
    end = below + sum(height for height, _draw in rows)
    _axis_drawn(sheet, upper.edge, foot, (below, end) if rows else None)
    if mirror.outcome is not None and not sheet.direction(mirror.outcome):
        place = sheet.across(mirror.outcome)
        canvas.line(place, upper.edge, place, lower.edge, "outcome")
    for half in (upper, lower):
        half_drawn(sheet, half)
    gap_drawn(sheet, upper.base + CHANNEL / 2)
    if column:
        never_drawn(sheet, upper, lower, foot, column)
    for height, draw in rows:
        draw(sheet, below)
        below += height
    canvas.height = end + 2
    canvas.parts += sheet.ink.parts
    return canvas


def _halves(mirror: Mirror, width: float) -> tuple[Half, Half]:
    most = 92.0 if width > 500 else 76.0
    rooms = [most * mirror.height(side) if side.is_known else most / 2 for side in (mirror.above, mirror.below)]
    if mirror.has_never:  # its bars need some height to tell 4 % from 18 %
        rooms = [max(room, most * 0.7) for room in rooms]
    above, below = (_lines(mirror, side, width) for side in (mirror.above, mirror.below))
    base = 10 + LINE * len(above) + rooms[0]
    return (
        Half(mirror.above, base, -1.0, rooms[0], most, above),
        Half(mirror.below, base + CHANNEL, 1.0, rooms[1], most, below),
    )


def _lines(mirror: Mirror, side: SideView, width: float) -> list[Words]:
    if not side.is_known:
        return []
    first = [(words, f"strong {tone(side.tone)}", 13.0) for words in folded(mirror.expects(side), width, 13)]
    return first + [(words, "axis-text", 12.0) for words in folded(mirror.between(side), width, 12) if words]


def _axis_drawn(sheet: Sheet, top: float, foot: float, rows: tuple[float, float] | None) -> None:
    across = sheet.across
    for tick in roomy_ticks(sheet.mirror.axis, across, 0.0, across.end + 8):
        sheet.canvas.line(tick.place, top, tick.place, foot, "grid")
        if rows:
            sheet.canvas.line(tick.place, rows[0], tick.place, rows[1], "grid")
        sheet.ink.text(tick.place, foot + 17, tick.words, "axis-text halo", "middle")
    sheet.canvas.line(across.start, foot, across.end, foot, "axis")
