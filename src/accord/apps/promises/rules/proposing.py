"""When another day may be proposed, who has to answer, and when an agreed day counts as agreed in time."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from accord.apps.initiatives.rules import Reason
from accord.apps.promises.rules.states import State, why_not_due, why_not_edit


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class Answer(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


PROPOSAL_LABELS: dict[str, str] = {
    Answer.OPEN: _("Waits for an answer"),
    Answer.ACCEPTED: _("Accepted"),
    Answer.DECLINED: _("Declined"),
    Answer.WITHDRAWN: _("Taken back"),
}
_ANSWERED: dict[Answer, str] = {
    Answer.ACCEPTED: _("This proposal has been accepted already."),
    Answer.DECLINED: _("This proposal has been declined already."),
    Answer.WITHDRAWN: _("This proposal has been taken back."),
}


def is_in_time(first_due: date, *, on: date) -> bool:
    """Tell whether a day lies before the first day: only then could the other side still plan anew."""
    return on < first_due


def why_not_propose(state: State, first_due: date, *, today: date, is_waiting: bool) -> Reason | None:
    """Say why no other day can be proposed now."""
    if refused := why_not_edit(state):
        return refused
    if is_waiting:
        return Reason(_("Another day has been proposed already and waits for an answer."))
    if not is_in_time(first_due, on=today):
        return Reason(
            _("Another day can be proposed before the first day only. Move the day instead; both stay on record.")
        )
    return None


def why_not_proposed_day(proposed: date, due: date, *, today: date) -> Reason | None:
    """Say why this day cannot be proposed: it is over, too far off, or the day that stands already."""
    if proposed == due:
        return Reason(_("This day stands already. Choose another one."))
    return why_not_due(proposed, today=today)


def why_not_answer(now: Answer) -> Reason | None:
    """Say why a proposal cannot be accepted, declined or taken back: only one that waits can."""
    return None if now == Answer.OPEN else Reason(_ANSWERED[now])
