"""Forms of meetings: strings to values; they never save."""

from accord.apps.meetings.forms.meetings import (
    CancelForm,
    InviteForm,
    ItemEditForm,
    ItemForm,
    MeetingForm,
    NewMeetingForm,
    OutcomeForm,
)
from accord.apps.meetings.forms.running import (
    DecideForm,
    MinutesForm,
    NoteEditForm,
    NoteForm,
    ParkForm,
    PromisedForm,
)
from accord.apps.meetings.forms.series import DeputyForm, EndForm, FeedForm, SeriesForm, own_rule, series_initial

__all__ = [
    "CancelForm",
    "DecideForm",
    "DeputyForm",
    "EndForm",
    "FeedForm",
    "InviteForm",
    "ItemEditForm",
    "ItemForm",
    "MeetingForm",
    "MinutesForm",
    "NewMeetingForm",
    "NoteEditForm",
    "NoteForm",
    "OutcomeForm",
    "ParkForm",
    "PromisedForm",
    "SeriesForm",
    "own_rule",
    "series_initial",
]
