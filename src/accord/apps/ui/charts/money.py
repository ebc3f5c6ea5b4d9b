"""Money along time: planned, committed and actual, added up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, plain, spoken
from accord.apps.ui.charts.scales import Scale, day_label, day_ticks, known, span, spread, ticks


@dataclass(frozen=True)
class MoneyPeriod:
    """One month: amounts planned, committed and actually spent (None: nothing is known for that month)."""

    period: date
    planned: float | None = None
    committed: float | None = None
    actual: float | None = None


def money_chart(
    periods: Sequence[MoneyPeriod],
    *,
    title: str,
    description: str = "",
    names: tuple[str, str, str] = ("planned", "committed", "actual"),
    say: Callable[[float], str] = plain,
    say_day: Callable[[date], str] = day_label,
    header: str = "Month",
    empty: str = "No money recorded yet",
) -> Chart:
    """Draw the sums to date, each line ending where its knowledge ends, with its name and sum there."""
    periods = sorted(periods, key=lambda item: item.period)
    columns = [[getattr(item, name) for item in periods] for name in ("planned", "committed", "actual")]
    sums = [_sums(column) for column in columns]
    if not any(sums):
        return empty_chart(title, empty)
    reach = span([0.0, *(value for line in sums for _at, value in line)])
    reach = (min(0.0, *(value for line in sums for _at, value in line)), reach[1])
    description = description or "; ".join(
        f"{name}: {say(line[-1][1])}" for name, line in zip(names, sums, strict=True) if line
    )

    def draw(width: float, css: str) -> Canvas:
        return _drawn(
            [item.period for item in periods], sums, width, css, spoken(title, description), reach, names, say
        )

    table = tuple(
        (say_day(item.period), *(say(v) if v is not None and known(v) else "–" for v in cells))
        for item, cells in zip(periods, zip(*columns, strict=True), strict=True)
    )
    return Chart(drawn(title, description, draw), (header, *names), table, title, description, numeric=(1, 2, 3))


def _sums(column: Sequence[float | None]) -> list[tuple[int, float]]:
    """Add up to the last known month; unknown months in between add nothing."""
    known_at = [index for index, value in enumerate(column) if known(value)]
    if not known_at:
        return []
    running = list(accumulate((value or 0.0) if known(value) else 0.0 for value in column[: known_at[-1] + 1]))
    return [(index, running[index]) for index in range(known_at[0], known_at[-1] + 1)]


def _drawn(
    days: Sequence[date],
    sums: Sequence[list[tuple[int, float]]],
    width: float,
    css: str,
    words: str,
    reach: tuple[float, float],
    names: tuple[str, str, str],
    say: Callable[[float], str],
) -> Canvas:
    wide = width > 500
    top, bottom, left, right = 16.0, 216.0, 64.0, width - (150 if wide else 14)
    canvas = Canvas(width, bottom + 30, css, words)
    across = Scale(days[0].toordinal(), days[-1].toordinal(), left, right)
    up = Scale(*reach, bottom, top)
    for value in ticks(*reach, 4):
        canvas.line(left, up(value), right, up(value), "grid")
        canvas.text(left - 8, up(value) + 4, say(value), "axis-text", "end")
    for day in day_ticks(days[0], days[-1], 6 if wide else 3):
        canvas.text(across(day.toordinal()), bottom + 20, day_label(day), "axis-text", "middle")
    canvas.line(left, up(0.0), right, up(0.0), "axis")
    shown = [(name, line, css_) for name, line, css_ in zip(names, sums, ("plan", "held", ""), strict=True) if line]
    ends = spread([up(line[-1][1]) for _name, line, _css in shown], 18, top, bottom - 6)
    for (name, line, line_css), y in zip(shown, ends, strict=True):
        places = [(across(days[index].toordinal()), up(value)) for index, value in line]
        canvas.path(places, f"line {line_css}")
        canvas.circle(*places[-1], 4, "dot")
        label = f"{name} {say(line[-1][1])}"
        if wide:
            canvas.text(right + 10, y + 4.5, label, "strong" if not line_css else "")
        else:
            late = places[-1][0] > width / 2
            canvas.text(places[-1][0] + (-6 if late else 6), y - 8, label, "halo", "end" if late else "start")
    return canvas
