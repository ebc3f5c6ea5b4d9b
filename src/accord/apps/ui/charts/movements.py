"""Rounds over time: each side's likely value with its 10–90 % range, connected, so that people see the sides move.

``movement_chart(rounds, *, axis, title, gap="", say_day=date.isoformat, words=ENGLISH, description="",
empty="No round is revealed yet") -> Chart``

rounds  ``Round(label, day, sides)``, oldest first; sides are ``SideView`` (densities are not needed); the last eight are drawn
axis    ``Months(base, say)`` with one base for all rounds, or ``Amounts(say)``
gap     the distance in the last round in words, for the sentence that is read out
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from accord.apps.ui.charts.axes import Amounts, Axis
from accord.apps.ui.charts.drawing import Canvas, Chart, drawn, empty_chart, spoken, tone
from accord.apps.ui.charts.lettering import cut, width_of
from accord.apps.ui.charts.scales import Scale, finite, known, spread
from accord.apps.ui.charts.shapes import SideView, wide_enough, within_reach
from accord.apps.ui.charts.signs import sign

MOST = 8


@dataclass(frozen=True)
class Round:
    """One round: its name, its day and what each side expected."""

    label: str
    day: date
    sides: Sequence[SideView]

    def side(self, code: str) -> SideView | None:
        """Find a side that answered."""
        return next((side for side in self.sides if side.tone == code and side.is_known), None)


@dataclass(frozen=True)
class MovementWords:
    """Every sentence of the picture of rounds."""

    expects: str = "%(side)s expects %(value)s"
    gap: str = "Between the two: %(gap)s"
    headers: tuple[str, str, str, str, str, str] = ("Round", "Day", "Side", "1 in 10 lower", "Likely", "1 in 10 higher")


ENGLISH = MovementWords()


def movement_chart(
    rounds: Sequence[Round],
    *,
    axis: Axis,
    title: str,
    gap: str = "",
    say_day: Callable[[date], str] = date.isoformat,
    words: MovementWords = ENGLISH,
    description: str = "",
    empty: str = "No round is revealed yet",
) -> Chart:
    """Draw the likely values of every side from round to round with their ranges; a round without a side breaks its line."""
    rounds = list(rounds)[-MOST:]
    if not any(side.is_known for one in rounds for side in one.sides):
        return empty_chart(title, empty)
    last = [(one.label, side) for one in rounds[-1:] for side in one.sides if side.is_known]
    told = [words.expects % {"side": side.label, "value": axis.said(side.likely or 0.0)} for _label, side in last]
    told += [words.gap % {"gap": gap}] if gap else []
    description = description or f"{rounds[-1].label}: {'; '.join(told)}"

    def draw(width: float, css: str) -> Canvas:
        return _drawn(rounds, axis, say_day, width, css, spoken(title, description))

    table = tuple(
        (
            one.label, say_day(one.day), side.label,
            *(axis.said(value) if value is not None and known(value) else "–" for value in (side.low, side.likely, side.high)),
        )
        for one in reversed(rounds)
        for side in one.sides
    )  # fmt: skip
    numeric = (3, 4, 5) if isinstance(axis, Amounts) else ()
    return Chart(drawn(title, description, draw), words.headers, table, title, description, numeric=numeric)


def _drawn(
    rounds: list[Round], axis: Axis, say_day: Callable[[date], str], width: float, css: str, words: str
) -> Canvas:
    wide = width > 500
    codes = list(dict.fromkeys(side.tone for one in rounds for side in one.sides if side.is_known))
    names = _names(rounds, codes, axis)
    low, high = _reach(rounds, axis)
    top = 12.0 if wide else 12.0 + 20 * len(names)
    bottom = top + (200.0 if wide else 180.0)
    up = Scale(low, high, bottom - 6, top)
    ticks = [(up(value), cut(axis.said(value), 84, 12)) for value in axis.ticks(low, high, 4)]
    left = 12 + max((width_of(label, 12) for _place, label in ticks), default=0.0)
    room = min(170.0, 24 + max(width_of(name, 13) for name in names.values())) if wide else 12.0
    canvas = Canvas(width, bottom + 42, css, words)
    for place, label in ticks:
        canvas.line(left, place, width - room, place, "grid")
        canvas.text(left - 8, place + 4, label, "axis-text", "end")
    canvas.line(left, bottom, width - room, bottom, "axis")
    across = Scale(0.0, len(rounds) - 1.0, left + 34, width - room - (26 if wide else 34))
    places = [across(float(number)) for number in range(len(rounds))]
    _rounds_said(canvas, rounds, places, say_day, bottom, (left - 8 if wide else 0.0, width))
    _between(canvas, rounds, codes[:2], places, up)
    apart = min(9.0, (across.end - across.start) / max(1, len(rounds) - 1) / (len(codes) + 1))
    shift = {code: apart * (number - (len(codes) - 1) / 2) for number, code in enumerate(codes)}
    for code in codes:
        _side_drawn(canvas, rounds, code, [place + shift[code] for place in places], up, 5.5 if apart > 7 else 4.0)
    _named(canvas, rounds, names, up, (top + 6, bottom - 4), width - room + 12 if wide else None)
    return canvas


def _reach(rounds: list[Round], axis: Axis) -> tuple[float, float]:
    numbers = [
        within_reach(value)
        for one in rounds
        for side in one.sides
        if side.is_known
        for value in finite((side.low, side.likely, side.high))
    ]
    low, high = wide_enough(min(numbers), max(numbers), axis.least)
    air = (high - low) * 0.05
    return (low - air if min(numbers) < 0 else max(0.0, low - air)), high + air


def _names(rounds: list[Round], codes: list[str], axis: Axis) -> dict[str, str]:
    """Say for every side what it expected last."""
    found = {}
    for code in codes:
        side = [known_side for one in rounds if (known_side := one.side(code))][-1]
        found[code] = f"{side.label}: {axis.said(side.likely or 0.0)}"
    return found


def _side_drawn(canvas: Canvas, rounds: list[Round], code: str, places: list[float], up: Scale, radius: float) -> None:
    colour = tone(code)
    seen = [(place, one.side(code)) for place, one in zip(places, rounds, strict=True)]
    for place, side in seen:
        if side and side.range:
            low, high = (up(value) for value in side.range)
            canvas.line(place, low, place, high, f"range {colour}")
            for end in (low, high):
                canvas.line(place - 3, end, place + 3, end, f"range {colour}")
    run: list[tuple[float, float]] = []
    for place, side in [*seen, (0.0, None)]:
        if side:
            run.append((place, up(side.middle)))
        elif len(run) > 1:
            canvas.path(run, f"line {colour}")
        run = run if side else []
    for place, side in seen:
        if side:
            sign(canvas, code, place, up(side.middle), radius)


def _between(canvas: Canvas, rounds: list[Round], codes: list[str], places: list[float], up: Scale) -> None:
    """Shade what lies between the first two sides, so that closing is seen."""
    run: list[tuple[float, float, float]] = []
    for place, one in [*zip(places, rounds, strict=True), (0.0, None)]:
        sides = [side for code in codes if one and (side := one.side(code))]
        if len(sides) == 2:
            run.append((place, up(sides[0].middle), up(sides[1].middle)))
            continue
        if len(run) > 1:
            canvas.path([*((x, y) for x, y, _ in run), *((x, y) for x, _, y in reversed(run))], "zone", closed=True)
        run = []


def _rounds_said(
    canvas: Canvas,
    rounds: list[Round],
    places: list[float],
    say_day: Callable[[date], str],
    bottom: float,
    paper: tuple[float, float],
) -> None:
    """Name the rounds from the last one backwards, each as far as it has room; a day only under a name."""
    named = list(
        zip(places, [cut(one.label, 110, 12) for one in rounds], [say_day(one.day) for one in rounds], strict=True)
    )
    named = [named[at] for at in _roomy([(place, name) for place, name, _day in named], paper)]
    for place, name, _day in named:
        canvas.text(_middle(place, name, paper), bottom + 18, name, "axis-text", "middle")
    for at in _roomy([(place, day) for place, _name, day in named], paper):
        place, _name, day = named[at]
        canvas.text(_middle(place, day, paper), bottom + 34, day, "axis-text", "middle")


def _roomy(labels: list[tuple[float, str]], paper: tuple[float, float]) -> list[int]:
    """Pick labels from the last one backwards that do not run into each other."""
    found: list[int] = []
    free = paper[1] + 8
    for at in reversed(range(len(labels))):
        place, words = labels[at]
        half, middle = width_of(words, 12) / 2, _middle(place, words, paper)
        if middle + half <= free - 8 and middle - half >= paper[0]:
            found.append(at)
            free = middle - half
    return sorted(found)


def _middle(place: float, words: str, paper: tuple[float, float]) -> float:
    half = width_of(words, 12) / 2
    return max(paper[0] + half, min(place, paper[1] - half))


def _named(
    canvas: Canvas,
    rounds: list[Round],
    names: dict[str, str],
    up: Scale,
    reach: tuple[float, float],
    beside: float | None,
) -> None:
    """Name each side with its last value: beside its end, or above the picture where there is no room."""
    ends = [up([side for one in rounds if (side := one.side(code))][-1].middle) for code in names]
    for number, ((code, name), y) in enumerate(zip(names.items(), spread(ends, 18, *reach), strict=True)):
        if beside is None:
            place = 12.0 + 20 * number
            sign(canvas, code, 7, place - 4)
            canvas.text(20, place, cut(name, canvas.width - 24), f"strong {tone(code)}")
        else:
            canvas.text(beside, y + 4.5, cut(name, canvas.width - beside), f"strong {tone(code)}")
