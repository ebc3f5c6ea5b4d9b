"""The rows below the axis: what happened, the third side, both together, and what each thinks of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from accord.apps.ui.charts.drawing import tone
from accord.apps.ui.charts.lettering import cut
from accord.apps.ui.charts.mirrors.content import Guess, Mirror
from accord.apps.ui.charts.mirrors.sheet import Sheet
from accord.apps.ui.charts.shapes import SideView
from accord.apps.ui.charts.signs import bar, beyond, sign

PLAIN, WITH_SHAPE, SILENT = 40.0, 58.0, 24.0
Row = tuple[float, Callable[[Sheet, float], None]]  # height, and how it is drawn from its upper edge


def rows_of(mirror: Mirror) -> Iterator[Row]:
    """Give the rows a picture has."""
    if mirror.outcome is not None:
        yield PLAIN, partial(_outcome_drawn, mirror.outcome)
    if mirror.third:
        known = mirror.third.is_known
        yield (
            (WITH_SHAPE if known and mirror.third.shape.points else PLAIN if known else SILENT),
            partial(_third_drawn, mirror.third),
        )
    if mirror.joint:
        yield PLAIN, partial(_joint_drawn, mirror.joint)
    for guess in mirror.guesses:
        yield PLAIN, partial(_guess_drawn, guess)


def _said(sheet: Sheet, place: float, top: float, words: str, css: str) -> None:
    sheet.block(place, top + 2, [(cut(words, sheet.canvas.width, 13), css, 13.0)])


def _outcome_drawn(outcome: float, sheet: Sheet, top: float) -> None:
    place, direction = sheet.across(outcome), sheet.direction(outcome)
    sheet.canvas.circle(place, top + 28, 5, "dot")
    beyond(sheet.canvas, place, top + 28, direction)
    _said(sheet, place, top, sheet.mirror.happened(), "strong")


def _third_drawn(side: SideView, sheet: Sheet, top: float) -> None:
    canvas, across, colour = sheet.canvas, sheet.across, tone(side.tone)
    if not side.is_known:
        sheet.ink.text(across.start, top + 14, cut(sheet.mirror.missing(side), canvas.width - 8), f"{colour} halo")
        return
    base = top + (46.0 if side.shape.points else 28.0)
    if side.shape.points:
        low, high = max(across.low, side.shape.at(0.01)), min(across.high, side.shape.at(0.99))
        canvas.path(sheet.outline(side.shape, low, high, base, -20 / side.shape.peak), f"line thin {colour}")
    if side.range:
        bar(canvas, side.tone, across(side.range[0]), across(side.range[1]), base)
    sign(canvas, side.tone, across(side.middle), base)
    _said(sheet, across(side.middle), top, sheet.mirror.expects(side), f"strong {colour}")


def _joint_drawn(joint: tuple[float, float, float], sheet: Sheet, top: float) -> None:
    low, likely, high = map(sheet.across, joint)
    bar(sheet.canvas, "", low, high, top + 28)
    sheet.canvas.line(likely, top + 21, likely, top + 35, "line")
    _said(sheet, (low + high) / 2, top, sheet.mirror.together(), "strong")


def _guess_drawn(guess: Guess, sheet: Sheet, top: float) -> None:
    """Draw what one side thinks as a hollow sign, with a line to what the other side really expects."""
    canvas, across, y = sheet.canvas, sheet.across, top + 28
    about = sheet.mirror.side(guess.about)
    if about and about.is_known:
        canvas.line(across(guess.value), y, across(about.middle), y, "threshold quiet")
        sign(canvas, about.tone, across(about.middle), y, 4)
    sign(canvas, guess.by, across(guess.value), y, 5, hollow=True)
    beyond(canvas, across(guess.value), y, sheet.direction(guess.value), guess.by)
    _said(sheet, across(guess.value), top, sheet.mirror.thinks(guess), tone(guess.by))
