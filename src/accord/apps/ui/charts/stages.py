"""The stages of one initiative along time; what is not known is drawn as not known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, spoken
from accord.apps.ui.charts.lettering import cut
from accord.apps.ui.charts.scales import Scale, day_label, day_ticks


@dataclass(frozen=True)
class StageSpan:
    """One stage: when it began (None: not known) and ended (None: it lasts)."""

    label: str
    start: date | None
    end: date | None = None


def stage_timeline(
    spans: Sequence[StageSpan],
    *,
    as_of: date,
    title: str,
    description: str = "",
    today: str = "today",
    unknown: str = "not known since when",
    say: Callable[[date], str] = date.isoformat,
    headers: tuple[str, str, str] = ("Stage", "From", "To"),
    empty: str = "No stage recorded yet",
) -> Chart:
    """Draw each stage as a bar on its own line, from its beginning to its end or to ``as_of``."""
    if not spans:
        return empty_chart(title, empty)
    days = [day for span in spans for day in (span.start, span.end) if day] + [as_of]
    first, last = min(days), max(days)
    description = description or "; ".join(f"{s.label}: {say(s.start) if s.start else unknown}" for s in spans)

    def draw(width: float, css: str) -> Canvas:
        return _drawn(spans, width, css, spoken(title, description), first, last, as_of, today, unknown)

    table = tuple(
        (span.label, say(span.start) if span.start else unknown, say(span.end) if span.end else today) for span in spans
    )
    return Chart(drawn(title, description, draw), headers, table, title, description)


def _drawn(
    spans: Sequence[StageSpan],
    width: float,
    css: str,
    words: str,
    first: date,
    last: date,
    as_of: date,
    today: str,
    unknown: str,
) -> Canvas:
    wide = width > 500
    left, right, top, step = (120.0 if wide else 84.0), width - 16, 24.0, 30.0
    bottom = top + step * len(spans)
    canvas = Canvas(width, bottom + 28, css, words)
    across = Scale(first.toordinal(), last.toordinal(), left, right)
    for day in day_ticks(first, last, 6 if wide else 3):
        canvas.line(across(day.toordinal()), top, across(day.toordinal()), bottom, "grid")
        canvas.text(across(day.toordinal()), bottom + 18, day_label(day), "axis-text", "middle")
    canvas.line(left, bottom, right, bottom, "axis")
    now = across(as_of.toordinal())
    canvas.line(now, top - 6, now, bottom, "threshold")
    canvas.text(now, top - 10, today, "axis-text", "end" if now > width / 2 else "start")
    for index, span in enumerate(spans):
        y = top + step * index + step / 2
        canvas.text(0, y + 4.5, cut(span.label, left - 8), "strong" if span.end is None else "")
        end = across((span.end or as_of).toordinal())
        if span.start is None:
            canvas.line(left, y, max(end, left + 24), y, "threshold")
            canvas.text(left + 4, y - 5, cut(unknown, right - left), "axis-text halo")
        else:
            begin = across(span.start.toordinal())
            canvas.rect(
                min(begin, end), y - 7, max(3.0, abs(end - begin)), 14, "bar" if span.end else "bar now", radius=3
            )
    return canvas
