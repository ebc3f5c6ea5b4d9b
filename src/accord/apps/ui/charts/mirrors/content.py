"""What a mirrored picture holds and how the same is said as a sentence and as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accord.apps.ui.charts.axes import Axis
from accord.apps.ui.charts.mirrors.words import MirrorWords
from accord.apps.ui.charts.scales import known
from accord.apps.ui.charts.shapes import SideView, reach_of

RAISED = 1 / 3  # the flatter side is drawn at least this high, so that it can be seen


@dataclass(frozen=True)
class Guess:
    """What one side (its tone) thinks is the other side's likely value."""

    by: str
    about: str
    value: float


@dataclass(frozen=True)
class Mirror:
    """Everything one picture shows, ready to be drawn in any width."""

    above: SideView
    below: SideView
    third: SideView | None
    guesses: tuple[Guess, ...]
    joint: tuple[float, float, float] | None
    outcome: float | None
    axis: Axis
    gap: str
    words: MirrorWords
    say_share: Callable[[float], str]

    @property
    def sides(self) -> list[SideView]:
        """Give all sides, the third last."""
        return [self.above, self.below, *([self.third] if self.third else [])]

    @property
    def reach(self) -> tuple[float, float]:
        """Give the stretch of the axis that is drawn."""
        others = [*(guess.value for guess in self.guesses), self.outcome, *(self.joint or ())]
        return reach_of(self.sides, others, least=self.axis.least)

    @property
    def has_never(self) -> bool:
        """Say whether any side sees a chance that it never happens."""
        return any(side.chance_of_never for side in (self.above, self.below))

    def side(self, tone: str) -> SideView | None:
        """Find a side by its tone."""
        return next((side for side in self.sides if side.tone == tone), None)

    def height(self, side: SideView) -> float:
        """Say how high a side's peak is drawn, as a share of the higher one's, so that both areas are the same."""
        if not side.shape.points:
            return 0.7
        most = max(one.shape.peak for one in (self.above, self.below) if one.is_known)
        return max(side.shape.peak / most, RAISED)

    def expects(self, side: SideView) -> str:
        """Say what a side expects."""
        return self.words.expects % {"side": side.label, "value": self.axis.said(side.likely or 0.0)}

    def between(self, side: SideView) -> str:
        """Say a side's range, or that it gave none."""
        if not (known(side.low) and known(side.high)):
            return ""
        low, high = self.axis.said(side.low or 0.0), self.axis.said(side.high or 0.0)
        if not side.range:
            return self.words.exact
        return self.words.alike % {"value": low} if low == high else self.words.between % {"low": low, "high": high}

    def missing(self, side: SideView) -> str:
        """Say that a side has not answered."""
        return side.missing or self.words.missing % {"side": side.label}

    def thinks(self, guess: Guess) -> str:
        """Say what one side thinks of the other."""
        names = {tone: side.label if (side := self.side(tone)) else tone for tone in (guess.by, guess.about)}
        value = self.axis.said(guess.value)
        return self.words.thinks % {"by": names[guess.by], "about": names[guess.about], "value": value}

    def together(self) -> str:
        """Say the range of both together."""
        low, _likely, high = self.joint or (0.0, 0.0, 0.0)
        return self.words.together % {"low": self.axis.said(low), "high": self.axis.said(high)}

    def happened(self) -> str:
        """Say what happened."""
        return self.words.happened % {"value": self.axis.said(self.outcome or 0.0)}

    def said(self) -> str:
        """Say the whole picture in words."""
        parts = []
        for side in self.sides:
            told = [self.expects(side), self.between(side)] if side.is_known else [self.missing(side)]
            if side.chance_of_never:
                told.append(f"{self.words.never}: {self.say_share(side.chance_of_never)}")
            parts.append(", ".join(filter(None, told)))
        parts += [self.words.gap % {"gap": self.gap}] if self.gap else []
        parts += [self.together()] if self.joint else []
        parts += [self.thinks(guess) for guess in self.guesses]
        parts += [self.happened()] if self.outcome is not None else []
        return ". ".join(parts)


def table(mirror: Mirror) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Give the picture's numbers as headers and rows; chance of never and notes only where there are any."""
    words, said = mirror.words, mirror.axis.said
    never = any(side.chance_of_never is not None for side in mirror.sides)
    notes = [_notes(mirror, side) for side in mirror.sides]
    rows: list[tuple[str, ...]] = []
    for side, note in zip(mirror.sides, notes, strict=True):
        numbers = [
            said(value) if value is not None and known(value) else "–" for value in (side.low, side.likely, side.high)
        ]
        cells = numbers if side.is_known else ["–", mirror.missing(side), "–"]
        chance = "–" if side.chance_of_never is None else mirror.say_share(side.chance_of_never)
        rows.append((side.label, *cells, *([chance] if never else []), *([note] if any(notes) else [])))
    rest = (*(["–"] if never else []), *([""] if any(notes) else []))
    if mirror.joint:
        rows.append((words.joint_row, *map(said, mirror.joint), *rest))
    for guess in mirror.guesses:
        names = {"by": _name(mirror, guess.by), "about": _name(mirror, guess.about)}
        rows.append((words.guess_row % names, "–", said(guess.value), "–", *rest))
    rows += [(words.outcome_row, "–", said(mirror.outcome), "–", *rest)] if mirror.outcome is not None else []
    rows += [(words.gap_row, "–", mirror.gap, "–", *rest)] if mirror.gap else []
    extra = (*([words.never_header] if never else []), *([words.notes_header] if any(notes) else []))
    return (*words.headers, *extra), tuple(rows)


def _name(mirror: Mirror, tone: str) -> str:
    side = mirror.side(tone)
    return side.label if side else tone


def _notes(mirror: Mirror, side: SideView) -> str:
    """Say how much of a side lies beyond the picture, and whether its height is true."""
    if not (side.is_known and side.shape.points):
        return ""
    low, high = mirror.reach
    found = []
    for share, value, sentence in (
        (side.shape.up_to(low), low, mirror.words.below),
        (1 - side.shape.up_to(high), high, mirror.words.above),
    ):
        if share >= 0.005:
            found.append(sentence % {"share": mirror.say_share(share), "value": mirror.axis.said(value)})
    if side is not mirror.third and mirror.height(side) <= RAISED:
        found.append(mirror.words.raised)
    return "; ".join(found)
