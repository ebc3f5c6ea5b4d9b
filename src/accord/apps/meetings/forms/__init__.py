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

__all__ = ["CancelForm", "InviteForm", "ItemEditForm", "ItemForm", "MeetingForm", "NewMeetingForm", "OutcomeForm"]
