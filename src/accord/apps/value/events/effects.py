"""What the trail records about series, claims and studies; each docstring is the sentence people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from accord.apps.trail.events import Event


@dataclass(frozen=True, kw_only=True)
class SeriesAdded(Event):
    """{actor} added the series {subject}."""

    code: ClassVar[str] = "value.series.added"


@dataclass(frozen=True, kw_only=True)
class SeriesEdited(Event):
    """{actor} changed the series {subject}: {changes}."""

    code: ClassVar[str] = "value.series.edited"


@dataclass(frozen=True, kw_only=True)
class PointsChanged(Event):
    """{actor} changed values of {subject}: {added} new, {changed} other, {removed} taken out."""

    code: ClassVar[str] = "value.series.points"


@dataclass(frozen=True, kw_only=True)
class SeriesRemoved(Event):
    """{actor} removed the series {subject}."""

    code: ClassVar[str] = "value.series.removed"


@dataclass(frozen=True, kw_only=True)
class SeriesRestored(Event):
    """{actor} brought the series {subject} back."""

    code: ClassVar[str] = "value.series.restored"


@dataclass(frozen=True, kw_only=True)
class ClaimMade(Event):
    """{actor} wrote down what {initiative} is to move: {subject}."""

    code: ClassVar[str] = "value.claim.made"


@dataclass(frozen=True, kw_only=True)
class ClaimEdited(Event):
    """{actor} changed what {subject} claims: {changes}."""

    code: ClassVar[str] = "value.claim.edited"


@dataclass(frozen=True, kw_only=True)
class ComparisonsChanged(Event):
    """{actor} changed what {subject} is compared with: {added} more, {removed} fewer."""

    code: ClassVar[str] = "value.claim.comparisons"


@dataclass(frozen=True, kw_only=True)
class ClaimRemoved(Event):
    """{actor} took back that {subject} is moved by it."""

    code: ClassVar[str] = "value.claim.removed"


@dataclass(frozen=True, kw_only=True)
class ClaimRestored(Event):
    """{actor} claims {subject} again."""

    code: ClassVar[str] = "value.claim.restored"


@dataclass(frozen=True, kw_only=True)
class StudyMade(Event):
    """{actor} studied what caused {subject}: grade {grade}."""

    code: ClassVar[str] = "value.study.made"


@dataclass(frozen=True, kw_only=True)
class EffectCredited(Event):
    """{actor} signed {share} % of {subject} as caused by it: {reason}."""

    code: ClassVar[str] = "value.claim.credited"


@dataclass(frozen=True, kw_only=True)
class CreditWithdrawn(Event):
    """{actor} withdrew what was signed of {subject}: {reason}."""

    code: ClassVar[str] = "value.claim.credit_withdrawn"
