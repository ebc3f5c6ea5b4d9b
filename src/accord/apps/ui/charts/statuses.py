"""How something stood from one time to the next, as one strip: a sign for each time, a word for each run of the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, spoken, tone
from accord.apps.ui.charts.lettering import width_of

BOX, GAP, TOP = 20.0, 6.0, 24.0
SPOKEN = 6  # of so many of the last times the words are read out


@dataclass(frozen=True)
class StatusMark:
    """One time: its day, a word, a sign (good, warn, bad, waiting, missed, cancelled), and further cells of the table."""

    day: date
    word: str
    sign: str
    cells: tuple[str, ...] = ()


def status_strip(
    marks: Sequence[StatusMark],
    *,
    title: str,
    headers: tuple[str, ...],
    say_day: Callable[[date], str] = date.isoformat,
    empty: str = "Nothing yet",
) -> Chart:
    """Draw marks from the oldest to the newest; each sign has its own shape, so that colour is never the only one."""
    if not marks:
        return empty_chart(title, empty)
    description = "; ".join(f"{say_day(mark.day)}: {mark.word}" for mark in marks[-SPOKEN:])

    def draw(width: float, css: str) -> Canvas:
        return _drawn(_fitting(marks, width), width, css, spoken(title, description), say_day)

    rows = tuple((say_day(mark.day), mark.word, *mark.cells) for mark in reversed(marks))
    return Chart(drawn(title, description, draw), headers, rows, title, description)


def _fitting(marks: Sequence[StatusMark], width: float) -> Sequence[StatusMark]:
    """Leave out the oldest where not all fit; the table has them all."""
    return marks[-int((width + GAP) // (BOX + GAP)) :]


def _drawn(marks: Sequence[StatusMark], width: float, css: str, words: str, say_day: Callable[[date], str]) -> Canvas:
    canvas = Canvas(width, TOP + BOX + 26, css, words)
    step = min(BOX + 22, (width - BOX) / max(1, len(marks) - 1)) if len(marks) > 1 else BOX
    place, free = 0, 0.0
    for word, run in groupby(marks, key=lambda mark: mark.word):
        mine = list(run)
        start = place * step
        room = step * len(mine) if place + len(mine) < len(marks) else width - start
        if width_of(word, 13) <= room - 4 and start >= free:
            canvas.text(start, TOP - 8, word, "")
            free = start + width_of(word, 13) + 6
        for mark in mine:
            _box(canvas, mark.sign, place * step)
            place += 1
    last = (len(marks) - 1) * step
    canvas.text(0, TOP + BOX + 20, say_day(marks[0].day), "axis-text")
    if last > 2 * width_of(say_day(marks[0].day), 12):
        canvas.text(last + BOX, TOP + BOX + 20, say_day(marks[-1].day), "axis-text", "end")
    return canvas


def _box(canvas: Canvas, sign: str, x: float) -> None:
    """Draw one sign in its box: a tick, a stroke with its dot, a cross; a dot waits, a dash is nothing, an outline missed."""
    y, colour = TOP, tone(sign)
    middle, line = x + BOX / 2, f"line {colour}"
    if sign in {"missed", "waiting", "cancelled"}:
        canvas.path([(x, y), (x + BOX, y), (x + BOX, y + BOX), (x, y + BOX)], "line held", closed=True)
    else:
        canvas.rect(x, y, BOX, BOX, f"band {colour}", radius=4)
    match sign:
        case "good":
            canvas.path([(x + 5, y + 10.5), (x + 8.5, y + 14), (x + 15, y + 6.5)], line)
        case "warn":
            canvas.line(middle, y + 5, middle, y + 11, line)
            canvas.circle(middle, y + 14.5, 1.6, f"dot {colour}")
        case "bad":
            canvas.line(x + 6, y + 6, x + 14, y + 14, line)
            canvas.line(x + 14, y + 6, x + 6, y + 14, line)
        case "waiting":
            canvas.circle(middle, y + BOX / 2, 2.5, "dot")
        case "cancelled":
            canvas.line(x + 6, y + BOX / 2, x + 14, y + BOX / 2, "line held")
