"""Addresses of meetings; a change of state is a thing."""

from __future__ import annotations

from accord.apps.meetings.pages import agenda, attendance, feeds, lists, minutes, one, running, series
from accord.apps.meetings.permissions import EDIT, PLAN, SEE, WRITE
from accord.apps.ui.permissions import PUBLIC, route

app_name = "meetings"
HERE = "<int:meeting_id>/"
ITEM = f"{HERE}items/<int:item_id>/"
SERIES = "series/<int:series_id>/"

urlpatterns = [
    route("", lists.meetings, name="meetings", action=SEE),
    route("new/", one.plan_meeting, name="plan_meeting", action=PLAN),
    route(HERE, one.meeting, name="meeting", action=SEE),
    route(f"{HERE}edit/", one.edit_meeting, name="edit_meeting", action=EDIT),
    route(f"{HERE}people/", one.invite, name="invite", action=EDIT),
    route(f"{HERE}people/<int:person_id>/removal/", one.uninvite, name="uninvite", action=EDIT),
    route(f"{HERE}holding/", one.holding, name="holding", action=EDIT),
    route(f"{HERE}cancellation/", one.cancellation, name="cancellation", action=EDIT),
    route(f"{HERE}reopening/", one.reopening, name="reopening", action=EDIT),
    route(f"{HERE}agenda/", minutes.writing_agenda, name="write_agenda", action=EDIT),
    route(f"{HERE}run/", running.run, name="run", action=SEE),
    route(f"{HERE}run/changes/", running.changes, name="changes", action=SEE),
    route(f"{HERE}run/fields/", running.writing, name="writing", action=SEE),
    route(f"{HERE}run/item/", running.under_way, name="under_way", action=EDIT),
    route(f"{HERE}run/notes/", running.note, name="note", action=WRITE),
    route(f"{HERE}run/notes/<int:note_id>/", running.edit_note, name="edit_note", action=WRITE),
    route(f"{HERE}run/parking/", running.parking, name="parking", action=WRITE),
    route(f"{HERE}run/decision/", running.deciding, name="deciding", action=EDIT),
    route(f"{HERE}run/promise/", running.promising, name="promising", action=EDIT),
    route(f"{HERE}minutes/", minutes.minutes, name="minutes", action=SEE),
    route(f"{HERE}minutes/edit/", minutes.edit_minutes, name="edit_minutes", action=EDIT),
    route(f"{HERE}minutes/sending/", minutes.sending, name="sending", action=EDIT),
    route(f"{HERE}minutes/<int:number>/", minutes.minutes_version, name="minutes_version", action=SEE),
    route(f"{HERE}items/", agenda.add_item, name="add_item", action=WRITE),
    route(ITEM, agenda.edit_item, name="edit_item", action=EDIT),
    route(f"{ITEM}place/", agenda.place, name="place", action=EDIT),
    route(f"{ITEM}removal/", agenda.removal, name="removal", action=EDIT),
    route(f"{ITEM}restoring/", agenda.restoring, name="restoring", action=EDIT),
    route(f"{ITEM}outcome/", agenda.outcome, name="outcome", action=EDIT),
    route(f"{ITEM}outcome/taking-back/", agenda.outcome_taking_back, name="outcome_taking_back", action=EDIT),
    route(f"{ITEM}carrying/", agenda.carrying, name="carrying", action=EDIT),
    route(f"{HERE}reply/", attendance.reply, name="reply", action=SEE),
    route(f"{HERE}reply/coming/", attendance.coming, name="coming", action=SEE),
    route(f"{HERE}attendance/", attendance.attendance, name="attendance", action=SEE),
    route(f"{HERE}attendance/<int:person_id>/", attendance.presence, name="presence", action=EDIT),
    route(f"{HERE}attendance/<int:person_id>/deputy/", attendance.deputy, name="deputy", action=EDIT),
    route("series/", series.series, name="series", action=SEE),
    route("series/new/", series.plan_series, name="plan_series", action=PLAN),
    route("series/dates/", series.series_dates, name="series_dates", action=PLAN),
    route(SERIES, series.one_series, name="one_series", action=SEE),
    route(f"{SERIES}edit/", series.edit_series, name="edit_series", action=EDIT),
    route(f"{SERIES}dates/", series.series_dates, name="series_dates_of", action=EDIT),
    route(f"{SERIES}ending/", series.series_ending, name="series_ending", action=EDIT),
    route(f"{SERIES}resuming/", series.series_resuming, name="series_resuming", action=EDIT),
    route("calendar/", feeds.calendar, name="calendar", action=SEE),
    route("calendar/<int:feed_id>/ending/", feeds.feed_ending, name="feed_ending", action=SEE),
    route("calendar/<str:token>.ics", feeds.feed, name="feed", action=PUBLIC),
]
