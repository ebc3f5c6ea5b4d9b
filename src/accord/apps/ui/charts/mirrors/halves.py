"""One side's half, the gap between the two, and the chance of never beside them."""

from __future__ import annotations

from accord.apps.ui.charts.drawing import Canvas, tone
from accord.apps.ui.charts.lettering import cut, folded, width_of
from accord.apps.ui.charts.mirrors.content import Mirror
from accord.apps.ui.charts.mirrors.sheet import CHANNEL, LINE, Half, Sheet
from accord.apps.ui.charts.signs import bar, sign


def half_drawn(sheet: Sheet, half: Half) -> None:
    """Draw a side's hill with its range, its likely value and its words, or that it has not answered."""
    canvas, across, side = sheet.canvas, sheet.across, half.side
    if not side.is_known:
        _missing_drawn(sheet, half)
        return
    colour, place = tone(side.tone), across(side.middle)
    inside = half.base - half.grows * 9
    _hill_drawn(sheet, half)
    canvas.line(across.start, half.base, across.end, half.base, "axis")
    label = half.edge + half.grows * 6
    canvas.line(
        place, label, place, inside if not sheet.mirror.gap else half.base - half.grows * CHANNEL / 2, f"line {colour}"
    )
    if side.range:
        bar(canvas, side.tone, across(side.range[0]), across(side.range[1]), inside)
    sign(canvas, side.tone, place, inside)
    top = half.edge - 8 - LINE * len(half.lines) if half.grows < 0 else half.edge + 8
    sheet.block(place, top, half.lines)


def _hill_drawn(sheet: Sheet, half: Half) -> None:
    across, shape = sheet.across, half.side.shape
    if not shape.points:
        return
    high = half.most * 0.96 * sheet.mirror.height(half.side) / shape.peak

    def places(low: float, up: float) -> list[tuple[float, float]]:
        return sheet.outline(shape, low, up, half.base, half.grows * high)

    colour = tone(half.side.tone)
    whole = places(across.low, across.high)
    _area(sheet.canvas, whole, half.base, f"band {colour}")
    if half.side.range:
        _area(sheet.canvas, places(*half.side.range), half.base, f"band inner {colour}")
    sheet.canvas.path(whole, f"line thin {colour}")


def _area(canvas: Canvas, places: list[tuple[float, float]], base: float, css: str) -> None:
    if places:
        canvas.path([(places[0][0], base), *places, (places[-1][0], base)], css, closed=True)


def _missing_drawn(sheet: Sheet, half: Half) -> None:
    across = sheet.across
    top = min(half.base, half.edge)
    sheet.canvas.rect(across.start, top, across.end - across.start, half.room, "zone", radius=6)
    lines = folded(sheet.mirror.missing(half.side), across.end - across.start - 16, 13)
    for number, words in enumerate(lines):
        y = top + half.room / 2 + 4.5 + LINE * (number - (len(lines) - 1) / 2)
        sheet.ink.text((across.start + across.end) / 2, y, words, f"strong {tone(half.side.tone)}", "middle")


def gap_drawn(sheet: Sheet, y: float) -> None:
    """Draw the bracket between the likely values; its words stand on it, or beside it where it is too short."""
    mirror = sheet.mirror
    if not mirror.gap:
        return
    low, high = sorted(sheet.across(side.middle) for side in (mirror.above, mirror.below))
    if high - low >= 2:
        sheet.canvas.line(low, y, high, y, "gap")
        for end in (low, high):
            sheet.canvas.line(end, y - 5, end, y + 5, "gap")
    wanted = width_of(mirror.gap, 13) + 12
    if high - low >= wanted + 20:
        sheet.ink.text((low + high) / 2, y + 4.5, mirror.gap, "strong halo wide", "middle")
        return
    left, right = low - 8, sheet.canvas.width - high - 8
    if right >= wanted or right >= left:
        sheet.ink.text(high + 8, y + 4.5, cut(mirror.gap, right, 13), "strong halo")
    else:
        sheet.ink.text(low - 8, y + 4.5, cut(mirror.gap, left, 13), "strong halo", "end")


def never_words(mirror: Mirror, column: float) -> list[str]:
    """Fold the word for never into its column."""
    return folded(mirror.words.never, column - 8, 12)


def never_drawn(sheet: Sheet, upper: Half, lower: Half, foot: float, column: float) -> None:
    """Draw each side's chance of never as a bar of its own, apart from the axis."""
    edge = sheet.canvas.width - column
    middle = edge + column / 2
    rooms = [half.room for half in (upper, lower)]
    sheet.canvas.line(edge + 2, upper.edge, edge + 2, lower.edge, "threshold quiet")
    for half in (upper, lower):
        chance = half.side.chance_of_never
        if chance is None:
            continue
        room = min(rooms) - 20
        tall = room * chance
        sheet.canvas.rect(middle - 9, min(half.base, half.base + half.grows * room), 18, room, "bar soft")
        sheet.canvas.rect(
            middle - 9, min(half.base, half.base + half.grows * tall), 18, tall, f"bar {tone(half.side.tone)}"
        )
        y = half.base + half.grows * (room + 6) + (0 if half.grows < 0 else 11)
        sheet.ink.text(middle, y, sheet.mirror.say_share(chance), f"strong {tone(half.side.tone)}", "middle")
    for number, words in enumerate(never_words(sheet.mirror, column)):
        sheet.ink.text(middle, foot + 17 + LINE * number, words, "axis-text", "middle")
