"""Where everything of a mirrored picture stands: two halves, the channel with the gap between them, axis, rows."""

from __future__ import annotations

from dataclasses import dataclass

from accord.apps.ui.charts.axes import roomy_ticks
from accord.apps.ui.charts.drawing import Canvas, tone
from accord.apps.ui.charts.lettering import cut, folded, width_of
from accord.apps.ui.charts.mirrors.content import Guess, Mirror
from accord.apps.ui.charts.scales import Scale
from accord.apps.ui.charts.shapes import SideView
from accord.apps.ui.charts.signs import bar, beyond, sign

CHANNEL = 46.0
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

    def block(self, place: float, top: float, lines: list[Words]) -> None:
        """Write lines one below the other around a place, all to one edge where they would leave the paper."""
        wide = max((width_of(words, size) for words, _css, size in lines), default=0.0)
        anchor, x = "middle", place
        if place - wide / 2 < 0:
            anchor, x = "start", 0.0
        elif place + wide / 2 > self.canvas.width:
            anchor, x = "end", self.canvas.width
        for number, (words, css, _size) in enumerate(lines):
            self.ink.text(x, top + 12 + LINE * number, words, f"{css} halo", anchor)


def paper(mirror: Mirror, width: float, css: str, words: str) -> Canvas:
    """Draw a mirror in a width."""
    most = 92.0 if width > 500 else 76.0
    rooms = [most * mirror.height(side) if side.is_known else most / 2 for side in (mirror.above, mirror.below)]
    column = max(60.0, min(92.0, width_of(mirror.words.never, 12) + 16)) if mirror.has_never else 0.0
    canvas = Canvas(width, 0.0, css, words)
    sheet = Sheet(mirror, canvas, Canvas(width, 0.0, css, ""), Scale(*mirror.reach, 8.0, width - 8 - column))
    above_lines, below_lines = (_lines(mirror, side, width) for side in (mirror.above, mirror.below))
    top = 24.0 if mirror.outcome is not None else 2.0
    if mirror.has_never:
        rooms = [max(room, most * 0.7) for room in rooms]
    base = top + LINE * len(above_lines) + 8 + rooms[0]
    upper = Half(mirror.above, base, -1.0, rooms[0], most, above_lines)
    lower = Half(mirror.below, base + CHANNEL, 1.0, rooms[1], most, below_lines)
    foot = lower.edge + 8 + LINE * len(below_lines) + 4
    rows_top = foot + 24 + (LINE if column and len(_never(mirror, column)) > 1 else 0)
    end = rows_top + sum(_row_height(mirror, row) for row in _rows(mirror))
    _axis_drawn(sheet, upper.edge, foot, end)
    for half in (upper, lower):
        _half_drawn(sheet, half)
    _gap_drawn(sheet, base + CHANNEL / 2)
    if column:
        _never_drawn(sheet, upper, lower, foot, column)
    for row in _rows(mirror):
        _row_drawn(sheet, row, rows_top)
        rows_top += _row_height(mirror, row)
    if mirror.outcome is not None:
        _outcome_drawn(sheet, mirror.outcome, upper.edge, lower.edge)
    canvas.height = end + 2
    canvas.parts += sheet.ink.parts
    return canvas


def _lines(mirror: Mirror, side: SideView, width: float) -> list[Words]:
    if not side.is_known:
        return []
    first = [(words, f"strong {tone(side.tone)}", 13.0) for words in folded(mirror.expects(side), width, 13)]
    return first + [(words, "axis-text", 12.0) for words in folded(mirror.between(side), width, 12) if words]


def _axis_drawn(sheet: Sheet, top: float, foot: float, end: float) -> None:
    across = sheet.across
    for tick in roomy_ticks(sheet.mirror.axis, across, 0.0, across.end + 8):
        sheet.canvas.line(tick.place, top, tick.place, end, "grid")
        sheet.ink.text(tick.place, foot + 17, tick.words, "axis-text halo", "middle")
    sheet.canvas.line(across.start, foot, across.end, foot, "axis")


def _half_drawn(sheet: Sheet, half: Half) -> None:
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
        return _thinned([(across(x), half.base + half.grows * y * high) for x, y in shape.between(low, up)])

    colour = tone(half.side.tone)
    whole = places(across.low, across.high)
    _area(sheet.canvas, whole, half.base, f"band {colour}")
    if half.side.range:
        _area(sheet.canvas, places(*half.side.range), half.base, f"band inner {colour}")
    sheet.canvas.path(whole, f"line thin {colour}")


def _area(canvas: Canvas, places: list[tuple[float, float]], base: float, css: str) -> None:
    if places:
        canvas.path([(places[0][0], base), *places, (places[-1][0], base)], css, closed=True)


def _thinned(places: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points nobody could tell from the one before."""
    kept = places[:1]
    for place in places[1:]:
        if abs(place[0] - kept[-1][0]) >= 2 or abs(place[1] - kept[-1][1]) >= 1.5:
            kept.append(place)
    return kept if not places or kept[-1] == places[-1] else [*kept, places[-1]]


def _missing_drawn(sheet: Sheet, half: Half) -> None:
    across = sheet.across
    top = min(half.base, half.edge)
    sheet.canvas.rect(across.start, top, across.end - across.start, half.room, "zone", radius=6)
    lines = folded(sheet.mirror.missing(half.side), across.end - across.start - 16, 13)
    for number, words in enumerate(lines):
        y = top + half.room / 2 + 4.5 + LINE * (number - (len(lines) - 1) / 2)
        sheet.ink.text((across.start + across.end) / 2, y, words, f"strong {tone(half.side.tone)}", "middle")


def _gap_drawn(sheet: Sheet, y: float) -> None:
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


def _never(mirror: Mirror, column: float) -> list[str]:
    return folded(mirror.words.never, column - 8, 12)


def _never_drawn(sheet: Sheet, upper: Half, lower: Half, foot: float, column: float) -> None:
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
    for number, words in enumerate(_never(sheet.mirror, column)):
        sheet.ink.text(middle, foot + 17 + LINE * number, words, "axis-text", "middle")


def _rows(mirror: Mirror) -> list[SideView | Guess | tuple[float, float, float]]:
    third = [mirror.third] if mirror.third else []
    return [*third, *([mirror.joint] if mirror.joint else []), *mirror.guesses]


def _row_height(mirror: Mirror, row: object) -> float:
    if not isinstance(row, SideView):
        return 40.0
    return 58.0 if row.is_known and row.shape.points else 40.0 if row.is_known else 24.0


def _row_drawn(sheet: Sheet, row: SideView | Guess | tuple[float, float, float], top: float) -> None:
    if isinstance(row, Guess):
        _guess_drawn(sheet, row, top)
    elif isinstance(row, SideView):
        _third_drawn(sheet, row, top)
    else:
        low, likely, high = (sheet.across(value) for value in row)
        bar(sheet.canvas, "", low, high, top + 28)
        sheet.canvas.line(likely, top + 21, likely, top + 35, "line")
        _row_said(sheet, (low + high) / 2, top, sheet.mirror.together(), "strong")


def _row_said(sheet: Sheet, place: float, top: float, words: str, css: str) -> None:
    sheet.block(place, top + 2, [(cut(words, sheet.canvas.width, 13), css, 13.0)])


def _third_drawn(sheet: Sheet, side: SideView, top: float) -> None:
    canvas, across, colour = sheet.canvas, sheet.across, tone(side.tone)
    if not side.is_known:
        sheet.ink.text(across.start, top + 14, cut(sheet.mirror.missing(side), canvas.width - 8), f"{colour} halo")
        return
    base = top + _row_height(sheet.mirror, side) - 12
    if side.shape.points:
        high = 20 / side.shape.peak
        ends = (max(across.low, side.shape.at(0.01)), min(across.high, side.shape.at(0.99)))
        canvas.path(
            _thinned([(across(x), base - y * high) for x, y in side.shape.between(*ends)]), f"line thin {colour}"
        )
    if side.range:
        bar(canvas, side.tone, across(side.range[0]), across(side.range[1]), base)
    sign(canvas, side.tone, across(side.middle), base)
    _row_said(sheet, across(side.middle), top, sheet.mirror.expects(side), f"strong {colour}")


def _guess_drawn(sheet: Sheet, guess: Guess, top: float) -> None:
    """Draw what one side thinks as a hollow sign, with a line to what the other side really expects."""
    canvas, across, y = sheet.canvas, sheet.across, top + 28
    about = sheet.mirror.side(guess.about)
    if about and about.is_known:
        canvas.line(across(guess.value), y, across(about.middle), y, "threshold quiet")
        sign(canvas, about.tone, across(about.middle), y, 4)
    sign(canvas, guess.by, across(guess.value), y, 5, hollow=True)
    beyond(canvas, across(guess.value), y, sheet.direction(guess.value), guess.by)
    _row_said(sheet, across(guess.value), top, sheet.mirror.thinks(guess), tone(guess.by))


def _outcome_drawn(sheet: Sheet, outcome: float, top: float, end: float) -> None:
    place = sheet.across(outcome)
    sheet.canvas.line(place, 18, place, end, "outcome")
    beyond(sheet.canvas, place - 4, top + 8, sheet.direction(outcome))
    sheet.block(place, 0.0, [(cut(sheet.mirror.happened(), sheet.canvas.width, 13), "strong", 13.0)])
