"""Changes to meetings, agendas and outcomes: the only door for pages, API and the apps above."""

from accord.apps.meetings.writes.agenda import edit_item, move_item, put_back, put_on_agenda, take_off
from accord.apps.meetings.writes.attendance import erase_replies, note_presence, reply
from accord.apps.meetings.writes.coming_round import Followed, come_round
from accord.apps.meetings.writes.feeds import erase_feeds, make_feed, note_read, revoke_feed
from accord.apps.meetings.writes.meetings import (
    cancel_meeting,
    edit_meeting,
    hold_meeting,
    invite,
    plan_meeting,
    reopen_meeting,
    uninvite,
)
from accord.apps.meetings.writes.minutes import correct_minutes, send_minutes
from accord.apps.meetings.writes.notes import edit_note, erase_notes, write_note
from accord.apps.meetings.writes.outcomes import carry_over, record_outcome, take_back_outcome
from accord.apps.meetings.writes.running import go_to
from accord.apps.meetings.writes.series import edit_series, end_series, plan_series, resume_series
from accord.apps.meetings.writes.writing import Written, write_agenda, write_agendas

__all__ = [
    "Followed",
    "Written",
    "cancel_meeting",
    "carry_over",
    "come_round",
    "correct_minutes",
    "edit_item",
    "edit_meeting",
    "edit_note",
    "edit_series",
    "end_series",
    "erase_feeds",
    "erase_notes",
    "erase_replies",
    "go_to",
    "hold_meeting",
    "invite",
    "make_feed",
    "move_item",
    "note_presence",
    "note_read",
    "plan_meeting",
    "plan_series",
    "put_back",
    "put_on_agenda",
    "record_outcome",
    "reopen_meeting",
    "reply",
    "resume_series",
    "revoke_feed",
    "send_minutes",
    "take_back_outcome",
    "take_off",
    "uninvite",
    "write_agenda",
    "write_agendas",
    "write_note",
]
