"""Changes to meetings, agendas and outcomes: the only door for pages, API and the apps above."""

from accord.apps.meetings.writes.agenda import edit_item, move_item, put_back, put_on_agenda, take_off
from accord.apps.meetings.writes.meetings import (
    cancel_meeting,
    edit_meeting,
    hold_meeting,
    invite,
    plan_meeting,
    reopen_meeting,
    uninvite,
)
from accord.apps.meetings.writes.outcomes import carry_over, record_outcome, take_back_outcome

__all__ = [
    "cancel_meeting",
    "carry_over",
    "edit_item",
    "edit_meeting",
    "hold_meeting",
    "invite",
    "move_item",
    "plan_meeting",
    "put_back",
    "put_on_agenda",
    "record_outcome",
    "reopen_meeting",
    "take_back_outcome",
    "take_off",
    "uninvite",
]
