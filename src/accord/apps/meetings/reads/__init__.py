"""Questions about meetings: the list, one with its agenda and evidence, choices for others, how a topic stands."""

from accord.apps.meetings.reads.agenda import AgendaLine, item_titles
from accord.apps.meetings.reads.choices import (
    MeetingChoice,
    Standing,
    Unfinished,
    meeting_titles,
    meetings_found,
    meetings_on,
    standing_of,
    unfinished_items,
    upcoming_meetings,
)
from accord.apps.meetings.reads.lines import (
    MeetingLine,
    all_meeting_lines,
    meeting_lines,
    meeting_slice,
    meetings_spec,
)
from accord.apps.meetings.reads.page import MeetingPage, Participant, meeting_history, meeting_page

__all__ = [
    "AgendaLine", "MeetingChoice", "MeetingLine", "MeetingPage", "Participant", "Standing", "Unfinished",
    "all_meeting_lines", "item_titles", "meeting_history", "meeting_lines", "meeting_page", "meeting_slice",
    "meeting_titles", "meetings_found", "meetings_on", "meetings_spec", "standing_of", "unfinished_items",
    "upcoming_meetings",
]  # fmt: skip
