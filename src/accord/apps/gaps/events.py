"""What the trail records about gaps; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class GapOpened(Event):
    """{actor} opened this gap after two readings in a row out of step: {subject}"""

    code: ClassVar[str] = "gaps.gap.opened"


@dataclass(frozen=True, kw_only=True)
class GapClosed(Event):
    """{actor} closed “{subject}”: the measure has moved back."""

    code: ClassVar[str] = "gaps.gap.closed"


@dataclass(frozen=True, kw_only=True)
class GapSubjectGone(Event):
    """{actor} closed “{subject}”: what it was about is no longer there."""

    code: ClassVar[str] = "gaps.gap.subject_gone"


@dataclass(frozen=True, kw_only=True)
class GapFellBack(Event):
    """{actor} reopened “{subject}”: the measure fell back."""

    code: ClassVar[str] = "gaps.gap.fell_back"


@dataclass(frozen=True, kw_only=True)
class GapReopened(Event):
    """{actor} took up “{subject}” again."""

    code: ClassVar[str] = "gaps.gap.reopened"


@dataclass(frozen=True, kw_only=True)
class AcceptanceExpired(Event):
    """{actor} took up “{subject}” again: it was accepted until {until}."""

    code: ClassVar[str] = "gaps.gap.acceptance_expired"


@dataclass(frozen=True, kw_only=True)
class GapOnAgenda(Event):
    """{actor} put “{subject}” on the agenda of {meeting}."""

    code: ClassVar[str] = "gaps.gap.on_agenda"


@dataclass(frozen=True, kw_only=True)
class StepPromised(Event):
    """{actor} wrote down a step against “{subject}”: {promise}, to be measured again on {measure_again}."""

    code: ClassVar[str] = "gaps.gap.step_promised"


@dataclass(frozen=True, kw_only=True)
class GapAccepted(Event):
    """{actor} accepted “{subject}” until {until}: {reason}"""

    code: ClassVar[str] = "gaps.gap.accepted"


@dataclass(frozen=True, kw_only=True)
class GapDisputed(Event):
    """{actor} marked “{subject}” as wrong: {reason}"""

    code: ClassVar[str] = "gaps.gap.disputed"


@dataclass(frozen=True, kw_only=True)
class DifferenceSigned(Event):
    """{actor} signed for {side} that the sides differ about “{subject}”."""

    code: ClassVar[str] = "gaps.gap.difference_signed"


@dataclass(frozen=True, kw_only=True)
class DifferenceWithdrawn(Event):
    """{actor} took back the signature of {side} about “{subject}”."""

    code: ClassVar[str] = "gaps.gap.difference_withdrawn"


@dataclass(frozen=True, kw_only=True)
class MeasureAgainSet(Event):
    """{actor} will have “{subject}” measured again on {measure_again}."""

    code: ClassVar[str] = "gaps.gap.measure_again_set"
