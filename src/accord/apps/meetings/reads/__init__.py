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
from accord.apps.meetings.reads.feeds import (
    FeedLine,
    calendar_name,
    calendar_of,
    event_uid,
    feed_lines,
    feed_meetings,
    open_feed,
)
from accord.apps.meetings.reads.lines import (
    MeetingLine,
    all_meeting_lines,
    meeting_lines,
    meeting_slice,
    meetings_spec,
)
from accord.apps.meetings.reads.minutes import MinutesPage, draft_for_all, minutes_page, minutes_titles, minutes_version
from accord.apps.meetings.reads.page import MeetingPage, Participant, meeting_history, meeting_page
from accord.apps.meetings.reads.presence import AttendancePage, Present, attendance_page, sides_present
from accord.apps.meetings.reads.rhythm import next_dates, next_moments, rhythm, series_rhythm
from accord.apps.meetings.reads.running import NoteLine, RunningPage, note_titles, running_page, stamp
from accord.apps.meetings.reads.series import (
    Cadence,
    SeriesLine,
    SeriesPage,
    all_series_lines,
    cadences,
    series_found,
    series_lines,
    series_page,
    series_slice,
    series_spec,
    series_titles,
)
from accord.apps.meetings.reads.told import ToldMeeting, told_meetings, told_series, unnoted, unreplied, unsettled

__all__ = [
    "AgendaLine", "AttendancePage", "Cadence", "FeedLine", "MeetingChoice", "MeetingLine", "MeetingPage",
    "MinutesPage", "NoteLine", "Participant", "Present", "RunningPage", "SeriesLine", "SeriesPage", "Standing",
    "ToldMeeting", "Unfinished", "all_meeting_lines", "all_series_lines", "attendance_page", "cadences",
    "calendar_name", "calendar_of", "draft_for_all", "event_uid", "feed_lines", "feed_meetings", "item_titles",
    "meeting_history", "meeting_lines", "meeting_page", "meeting_slice", "meeting_titles", "meetings_found",
    "meetings_on", "meetings_spec", "minutes_page", "minutes_titles", "minutes_version", "next_dates",
    "next_moments", "note_titles", "open_feed", "rhythm", "running_page", "series_found", "series_lines",
    "series_page", "series_rhythm", "series_slice", "series_spec", "series_titles", "sides_present", "stamp",
    "standing_of", "told_meetings", "told_series", "unfinished_items", "unnoted", "unreplied", "unsettled",
    "upcoming_meetings",
]  # fmt: skip
