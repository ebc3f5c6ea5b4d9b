"""The mirrored picture with its sentence and its table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from accord.apps.ui.charts.axes import Amounts, Axis
from accord.apps.ui.charts.drawing import Chart, drawn, empty_chart, spoken
from accord.apps.ui.charts.mirrors.content import Guess, Mirror, table
from accord.apps.ui.charts.mirrors.paper import paper
from accord.apps.ui.charts.mirrors.words import ENGLISH, MirrorWords, percent
from accord.apps.ui.charts.scales import known
from accord.apps.ui.charts.shapes import SideView


def mirrored_chart(
    above: SideView,
    below: SideView,
    *,
    axis: Axis,
    title: str,
    gap: str = "",
    third: SideView | None = None,
    guesses: Sequence[Guess] = (),
    joint: tuple[float, float, float] | None = None,
    outcome: float | None = None,
    words: MirrorWords = ENGLISH,
    say_share: Callable[[float], str] = percent,
    description: str = "",
    empty: str = "Nobody has answered yet",
) -> Chart:
    """Draw one side above and one below the same axis with the gap between; see the package for what goes in."""
    mirror = Mirror(
        above, below, third, tuple(guess for guess in guesses if known(guess.value)),
        joint if joint and all(map(known, joint)) else None, outcome if known(outcome) else None,
        axis, gap if above.is_known and below.is_known else "", words, say_share,
    )  # fmt: skip
    if not (above.is_known or below.is_known):
        return empty_chart(title, mirror.said() if mirror.has_never else empty)
    description = description or mirror.said()
    svg = drawn(title, description, lambda width, css: paper(mirror, width, css, spoken(title, description)))
    headers, rows = table(mirror)
    return Chart(svg, headers, rows, title, description, numeric=(1, 2, 3) if isinstance(axis, Amounts) else ())
