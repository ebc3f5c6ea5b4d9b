"""What one answer means: three numbers as a shape, with ten dots for ten equally likely cases.

``range_picture(view, *, axis, title, words=ENGLISH, description="", empty="Three numbers make a picture") -> Chart``

view    ``SideView`` with low, likely and high; density points if they are fitted, otherwise the three are sketched
axis    ``Months(base, say)`` or ``Amounts(say)``
words   ``RangeWords``; ``ui.templatetags.wording`` has them translated for dates and for money
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from accord.apps.ui.charts.axes import Axis
from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, spoken, tone
from accord.apps.ui.charts.lettering import folded, stood, width_of
from accord.apps.ui.charts.scales import Scale, known
from accord.apps.ui.charts.shapes import SideView

LINE, ROOM = 16.0, 72.0


@dataclass(frozen=True)
class RangeWords:
    """Every sentence of the picture of one answer."""

    low: str = "1 in 10 that it is lower"
    likely: str = "as likely higher as lower"
    high: str = "1 in 10 that it is higher"
    exact: str = "No range: nothing else seems possible"
    dots: str = "Each dot is one of ten equally likely cases"
    headers: tuple[str, str] = ("What the answer means", "Value")


ENGLISH = RangeWords()


def range_picture(
    view: SideView,
    *,
    axis: Axis,
    title: str,
    words: RangeWords = ENGLISH,
    description: str = "",
    empty: str = "Three numbers make a picture",
) -> Chart:
    """Draw one answer's three numbers: the shape they make and what each of them says."""
    if not (view.is_known and known(view.low) and known(view.high)):
        return empty_chart(title, empty)
    rows = tuple(
        (sentence, axis.said(value or 0.0))
        for sentence, value in ((words.low, view.low), (words.likely, view.likely), (words.high, view.high))
    )
    said = "; ".join(f"{value}: {sentence}" for sentence, value in rows) if view.range else words.exact
    description = description or said

    def draw(width: float, css: str) -> Canvas:
        return _drawn(view, axis, words, width, css, spoken(title, description))

    return Chart(drawn(title, description, draw), words.headers, rows, title, description)


def _drawn(view: SideView, axis: Axis, words: RangeWords, width: float, css: str, spoken_words: str) -> Canvas:
    low, high = view.range or (view.middle, view.middle)
    around = (high - low) * 0.34 or max(axis.least, abs(view.middle) * 0.1, 1.0)
    across = Scale(low - around, high + around, 8.0, width - 8)
    base = 2 * LINE + 14 + ROOM
    canvas = Canvas(width, base + 26, css, spoken_words)
    _hill(canvas, view, across, base)
    place = across(view.middle)
    canvas.line(place, 2 * LINE + 8, place, base + 6, f"line {tone(view.tone)}")
    _said(canvas, place, 14, [axis.said(view.likely or 0.0), words.likely if view.range else words.exact])
    if view.range and view.shape.points:
        _dots(canvas, view, across, base + 14)
        _ends(canvas, view, across, base, [(axis.said(low), words.low), (axis.said(high), words.high)])
        lines = folded(words.dots, width, 12)
        for number, line in enumerate(lines):
            canvas.text(width / 2, canvas.height + 20 + LINE * number, line, "axis-text", "middle")
        canvas.height += 10 + LINE * len(lines)
    return canvas


def _hill(canvas: Canvas, view: SideView, across: Scale, base: float) -> None:
    for css, (low, high) in (("band", (across.low, across.high)), ("band inner", view.range or (0.0, 0.0))):
        places = [(across(x), base - y * ROOM / view.shape.peak) for x, y in view.shape.between(low, high)]
        if places and high > low:
            outline = [(places[0][0], base), *places, (places[-1][0], base)]
            canvas.path(outline, f"{css} {tone(view.tone)}", closed=True)
    canvas.line(across.start, base, across.end, base, "axis")


def _ends(canvas: Canvas, view: SideView, across: Scale, base: float, said: list[tuple[str, str]]) -> None:
    """Mark both ends of the range and write below what they say."""
    for end, (value, sentence) in zip(view.range or (), said, strict=True):
        place, tall = across(end), view.shape.height(end) * ROOM / view.shape.peak
        canvas.line(place, base - tall, place, base + 28, f"range {tone(view.tone)}")
        canvas.height = max(canvas.height, _end_said(canvas, value, sentence, place, base + 44))


def _dots(canvas: Canvas, view: SideView, across: Scale, y: float) -> None:
    """Put one dot below the range, four on each side of the likely value, one above, spaced as the shape has them."""
    shape, colour = view.shape, tone(view.tone)
    low, high = view.range or (0.0, 0.0)
    parts = [shape.up_to(value) for value in (low, view.middle, high)]
    inside = [
        across(min(max(shape.at(before + (after - before) * (number + 0.5) / 4), low), high))
        for before, after in pairwise(parts)
        for number in range(4)
    ]
    first = max(8.0, min(across(shape.at(parts[0] / 2)), across(low) - 12))
    last = min(canvas.width - 8, max(across(shape.at((1 + parts[2]) / 2)), across(high) + 12))
    for place in inside:
        canvas.circle(place, y, 4, f"dot {colour}")
    for place in (first, last):
        canvas.circle(place, y, 4, f"hollow {colour}")


def _end_said(canvas: Canvas, value: str, sentence: str, place: float, y: float) -> float:
    """Write what an end of the range says within its half of the paper; give the lower edge."""
    half = canvas.width / 2 - 6
    low = 0.0 if place < canvas.width / 2 else canvas.width - half
    lines = [*folded(value, half, 13, 1), *folded(sentence, half, 12)]
    for number, line in enumerate(lines):
        anchor, x = stood(place, width_of(line, 13), low, low + half)
        canvas.text(x, y + LINE * number, line, "strong halo" if number == 0 else "axis-text", anchor)
    return y + LINE * (len(lines) - 1) + 4


def _said(canvas: Canvas, place: float, y: float, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        words = folded(line, canvas.width, 13, 1)[0]
        anchor, x = stood(place, width_of(words, 13), 0.0, canvas.width)
        canvas.text(x, y + LINE * number, words, "strong" if number == 0 else "axis-text", anchor)
