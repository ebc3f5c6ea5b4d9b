"""How many are still waiting after a time: step curves with bands and ticks for those still under way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from accord.apps.ui.charts.drawing import Canvas, Chart, Mark, drawn, empty_chart, plain, spoken, tone
from accord.apps.ui.charts.lettering import cut
from accord.apps.ui.charts.scales import Scale, finite, spread, ticks


@dataclass(frozen=True)
class Curve:
    """One group: times and the share at and after each (starting from 1 at 0), band, times of the censored, a tone."""

    label: str
    times: Sequence[float]
    shares: Sequence[float]
    low: Sequence[float] = ()
    high: Sequence[float] = ()
    censored: Sequence[float] = ()
    tone: str = ""

    @property
    def end(self) -> float:
        """Give the last time anybody was seen."""
        return max(finite([*self.times, *self.censored]), default=0.0)

    @property
    def last_share(self) -> float:
        """Give the share at the end: all of them, if nothing has happened yet."""
        return self.shares[-1] if self.shares else 1.0


def survival_chart(
    curves: Sequence[Curve],
    *,
    title: str,
    description: str = "",
    time_words: str = "days",
    marks: Sequence[Mark] = (),
    say: Callable[[float], str] = lambda value: f"{round(value * 100)} %",
    headers: tuple[str, str, str, str, str] = ("Group", "After", "Share", "Low", "High"),
    empty: str = "Nobody has been observed yet",
) -> Chart:
    """Draw one step curve per group; ``marks`` are times drawn across (a median, a promise)."""
    curves = [curve for curve in curves if finite([*curve.times, *curve.censored])]
    if not curves:
        return empty_chart(title, empty)
    far = max(curve.end for curve in curves)
    far = max(far, *(mark.value for mark in marks)) if marks else far
    description = description or "; ".join(
        f"{curve.label}: {say(curve.last_share)} after {plain(curve.end)} {time_words}" for curve in curves
    )

    def draw(width: float, css: str) -> Canvas:
        return _drawn(curves, width, css, spoken(title, description), max(far, 1.0), time_words, marks, say)

    table = tuple(
        (
            curve.label,
            f"{plain(curve.times[at])} {time_words}",
            say(curve.shares[at]),
            say(curve.low[at]) if curve.low else "–",
            say(curve.high[at]) if curve.high else "–",
        )
        for curve in curves
        for at in _some(len(curve.times))
    )
    return Chart(drawn(title, description, draw), headers, table, title, description, numeric=(1, 2, 3, 4))


def _some(length: int, most: int = 24) -> list[int]:
    """Pick at most ``most`` places spread over a long curve, the last among them."""
    if length <= most:
        return list(range(length))
    return sorted({round(number * (length - 1) / (most - 1)) for number in range(most)})


def _drawn(
    curves: Sequence[Curve],
    width: float,
    css: str,
    words: str,
    far: float,
    time_words: str,
    marks: Sequence[Mark],
    say: Callable[[float], str],
) -> Canvas:
    wide = width > 500
    above = 0.0 if wide else 20.0 * len(curves)
    top, bottom, left, right = 24.0 + above, 244.0 + above, 48.0, width - (150 if wide else 14)
    canvas = Canvas(width, bottom + 46, css, words)
    across, up = Scale(0.0, far, left, right), Scale(0.0, 1.0, bottom, top)
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        canvas.line(left, up(value), right, up(value), "grid")
        canvas.text(left - 8, up(value) + 4, say(value), "axis-text", "end")
    for value in ticks(0, far, 6 if wide else 4):
        canvas.text(across(value), bottom + 18, plain(value), "axis-text", "middle")
    canvas.line(left, bottom, right, bottom, "axis")
    canvas.text(right, bottom + 38, time_words, "axis-text", "end")
    for curve in curves:
        _curve_drawn(canvas, curve, across, up)
    for mark in marks:
        canvas.line(across(mark.value), top - 6, across(mark.value), bottom, "threshold")
        late = across(mark.value) > (left + right) / 2
        canvas.text(across(mark.value), top - 12, mark.label, "axis-text halo", "end" if late else "start")
    ends = spread([up(curve.last_share) for curve in curves], 18, top + 8, bottom)
    for index, (curve, y) in enumerate(zip(curves, ends, strict=True)):
        colour = tone(curve.tone)
        if wide:
            canvas.text(right + 10, y + 4.5, cut(curve.label, 136), f"strong {colour}")
        else:
            place = 12.0 + 20.0 * index
            canvas.line(0, place - 4, 20, place - 4, f"line {colour}")
            canvas.text(28, place, cut(curve.label, width - 40), f"strong {colour}")
    return canvas


def _curve_drawn(canvas: Canvas, curve: Curve, across: Scale, up: Scale) -> None:
    colour = tone(curve.tone)
    if curve.low and curve.high:
        upper = _steps(curve, curve.high, across, up)
        lower = _steps(curve, curve.low, across, up)
        canvas.path([*upper, *reversed(lower)], f"band {colour}", closed=True)
    canvas.path(_steps(curve, curve.shares, across, up), f"line {colour}")
    for time in finite(curve.censored):
        y = up(_at(curve, time))
        canvas.line(across(time), y - 4, across(time), y + 4, f"tick {colour}")


def _steps(curve: Curve, shares: Sequence[float], across: Scale, up: Scale) -> list[tuple[float, float]]:
    places = [(across(0.0), up(1.0))]
    for time, share in zip(curve.times, shares, strict=True):
        places += [(across(time), places[-1][1]), (across(time), up(share))]
    return [*places, (across(curve.end), places[-1][1])]


def _at(curve: Curve, time: float) -> float:
    share = 1.0
    for moment, value in zip(curve.times, curve.shares, strict=True):
        if moment <= time:
            share = value
    return share
