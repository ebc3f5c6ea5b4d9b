"""One check-in with its corrections, its history and what the viewer may do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from accord.apps.check_ins import permissions
from accord.apps.check_ins.models import CheckIn
from accord.apps.check_ins.reads.lines import KIND, CheckInLine, lines_of
from accord.apps.check_ins.rules import STATUS_LABELS, STATUS_TONES, TEXTS, State
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.rules import Ref, Viewer


@dataclass(frozen=True)
class CorrectionLine:
    """What was corrected afterwards."""

    id: int
    text: str
    status: str
    confidence_share: float | None
    signed_by: str
    signed_at: datetime

    @property
    def status_label(self) -> str:
        """The status in words."""
        return _(STATUS_LABELS[self.status])

    @property
    def tone(self) -> str:
        """The tone of its status."""
        return STATUS_TONES[self.status]


@dataclass(frozen=True)
class ByHand:
    """One text as it was prepared, where its author changed it."""

    name: str
    drafted: str


@dataclass(frozen=True)
class CheckInPage:
    """One check-in; ``by_hand`` and ``suggested`` are told to its author only."""

    line: CheckInLine
    check_in: CheckIn
    corrections: tuple[CorrectionLine, ...]
    history: tuple[HistoryLine, ...]
    by_hand: tuple[ByHand, ...]
    is_as_drafted: bool
    suggested: str
    raised_to: str
    can_sign: bool
    can_acknowledge: bool
    can_correct: bool
    can_hand_over: bool
    can_cancel: bool


def check_in_page(*, viewer: Viewer, check_in_id: int, as_of: date) -> CheckInPage:
    """Describe one check-in. Raises NotFound for one the viewer may not see."""
    found = permissions.find(viewer, check_in_id)
    is_author = found.answerer_id == viewer.pk
    is_signed = found.signed_at is not None
    drafted = found.drafted if is_author else {}
    by_hand = tuple(
        ByHand(name, str(drafted[name])) for name in TEXTS if name in drafted and drafted[name] != getattr(found, name)
    )
    return CheckInPage(
        line=lines_of(viewer, [found], as_of)[0],
        check_in=found,
        corrections=_corrections(found),
        history=tuple(trail.history(viewer=viewer, subject=Ref(KIND, found.pk))),
        by_hand=by_hand,
        is_as_drafted=bool(drafted) and not by_hand,
        suggested=str(drafted.get("suggested", "")),
        raised_to=found.raised_to.name if found.raised_to_id is not None else "",
        can_sign=is_author and found.state == State.OPEN,
        can_acknowledge=found.state == State.SIGNED and found.acknowledger_id == viewer.pk,
        can_correct=is_author and is_signed,
        can_hand_over=permissions.can_hand_over(viewer, found),
        can_cancel=found.state == State.OPEN and permissions.can_set_up(viewer, found.series.about),
    )


def check_in_history(*, viewer: Viewer, check_in_id: int, limit: int = 50) -> list[HistoryLine]:
    """List what happened to one check-in, newest first. Raises NotFound."""
    found = permissions.find(viewer, check_in_id)
    return trail.history(viewer=viewer, subject=Ref(KIND, found.pk), limit=limit)


def _corrections(found: CheckIn) -> tuple[CorrectionLine, ...]:
    return tuple(
        CorrectionLine(one.pk, one.text, one.status, one.confidence_share, one.signed_by.name, one.signed_at)
        for one in found.corrections.select_related("signed_by")
    )
