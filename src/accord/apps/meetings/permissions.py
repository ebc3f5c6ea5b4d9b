"""Who may see, plan and change meetings and their agendas."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.meetings.models import AgendaItem, Meeting, Note, Series
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Role, Viewer
from accord.apps.ui.sockets import Action

HOLDERS: frozenset[str] = frozenset({*LEADERS, Role.DEPARTMENT_HEAD, Role.DELIVERY_LEAD})

SEE = Action("meetings.see", gettext_lazy("See meetings one is invited to"), EVERYONE)
SEE_ALL = Action(
    "meetings.see_all", gettext_lazy("See all meetings"), OFFICE | LEADERS, own=gettext_lazy("chair and attendees")
)
PLAN = Action("meetings.plan", gettext_lazy("Plan a meeting"), OFFICE | HOLDERS)
EDIT = Action(
    "meetings.edit",
    gettext_lazy("Change a meeting, its agenda and outcomes"),
    OFFICE | LEADERS,
    own=gettext_lazy("chair; attendees who are heads of departments or delivery leads"),
)
WRITE = Action(
    "meetings.write",
    gettext_lazy("Write notes and put topics on the agenda of a meeting"),
    OFFICE | LEADERS,
    own=gettext_lazy("chair and attendees"),
)
ACTIONS = (SEE, SEE_ALL, PLAN, EDIT, WRITE)


def visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    """Filter the meetings a viewer may see: those they chair or attend, or all by role."""
    if may(viewer, SEE_ALL):
        return Meeting.objects.all()
    return Meeting.objects.filter(Q(chair=viewer.pk) | Q(_attends(viewer)))


def _attends(viewer: Viewer) -> Exists:
    return Exists(Meeting.attendees.through.objects.filter(meeting=OuterRef("pk"), person=viewer.pk))


def editable_by(viewer: Viewer) -> QuerySet[Meeting]:
    """Filter the meetings a viewer may change."""
    if may(viewer, EDIT) or not HOLDERS.isdisjoint(viewer.roles):
        return visible_to(viewer)
    return Meeting.objects.filter(chair=viewer.pk)


def visible_series(viewer: Viewer) -> QuerySet[Series]:
    """Filter the series a viewer may see: those they chair or take part in, or all by role."""
    if may(viewer, SEE_ALL):
        return Series.objects.all()
    return Series.objects.filter(Q(chair=viewer.pk) | Q(_belongs(viewer)))


def _belongs(viewer: Viewer) -> Exists:
    return Exists(Series.people.through.objects.filter(series=OuterRef("pk"), person=viewer.pk))


def find_series(viewer: Viewer, series_id: int) -> Series:
    """Get a series the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_series(viewer).select_related("chair").filter(pk=series_id).first()
    if found is None:
        raise NotFound(_("There is no such series, or it is not open to you."))
    return found


def can_edit_series(viewer: Viewer, series: Series) -> bool:
    """Tell whether the viewer may change this series (at most one query)."""
    if may(viewer, EDIT) or series.chair_id == viewer.pk:
        return True
    return not HOLDERS.isdisjoint(viewer.roles) and series.people.filter(pk=viewer.pk).exists()


def check_edit_series(viewer: Viewer, series: Series) -> None:
    """Raise NotAllowed unless the viewer may change this series."""
    if not can_edit_series(viewer, series):
        raise NotAllowed(
            _("Its chair, people of it who head a department or lead delivery, the leaders and the programme office can "
              "change a series.")
        )  # fmt: skip


def visible_items(viewer: Viewer) -> QuerySet[AgendaItem]:
    """Filter the agenda items of meetings the viewer may see."""
    return AgendaItem.objects.filter(meeting__in=visible_to(viewer).order_by().values("pk"))


def find(viewer: Viewer, meeting_id: int) -> Meeting:
    """Get a meeting the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).select_related("chair").filter(pk=meeting_id).first()
    if found is None:
        raise NotFound(_("There is no such meeting, or it is not open to you."))
    return found


def find_item(viewer: Viewer, item_id: int) -> AgendaItem:
    """Get an agenda item the viewer may see, with its meeting. Raises NotFound."""
    found = visible_items(viewer).select_related("meeting").filter(pk=item_id).first()
    if found is None:
        raise NotFound(_("There is no such agenda item, or it is not open to you."))
    return found


def check_plan(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may plan meetings."""
    check(viewer, PLAN)


def can_edit(viewer: Viewer, meeting: Meeting) -> bool:
    """Tell whether the viewer may change this meeting (at most one query)."""
    if may(viewer, EDIT) or meeting.chair_id == viewer.pk:
        return True
    return not HOLDERS.isdisjoint(viewer.roles) and meeting.attendees.filter(pk=viewer.pk).exists()


def takes_part(meeting: Meeting, person_id: int) -> bool:
    """Tell whether a person chairs or attends a meeting (at most one query)."""
    return meeting.chair_id == person_id or meeting.attendees.filter(pk=person_id).exists()


def can_write(viewer: Viewer, meeting: Meeting) -> bool:
    """Tell whether the viewer may write notes and add topics: whoever takes part (at most one query)."""
    return may(viewer, WRITE) or takes_part(meeting, viewer.pk)


def check_write(viewer: Viewer, meeting: Meeting) -> None:
    """Raise NotAllowed unless the viewer may write notes and add topics."""
    if not can_write(viewer, meeting):
        raise NotAllowed(_("Whoever takes part in a meeting, the leaders and the programme office can write here."))


def check_edit(viewer: Viewer, meeting: Meeting) -> None:
    """Raise NotAllowed unless the viewer may change this meeting."""
    if not can_edit(viewer, meeting):
        raise NotAllowed(
            _("Its chair, attendees who head a department or lead delivery, the leaders and the programme office can "
              "change a meeting.")
        )  # fmt: skip


def find_note(viewer: Viewer, note_id: int) -> Note:
    """Get a note of a meeting the viewer may see, with that meeting. Raises NotFound."""
    shown = Note.objects.filter(meeting__in=visible_to(viewer).order_by().values("pk"))
    found = shown.select_related("meeting", "author").filter(pk=note_id).first()
    if found is None:
        raise NotFound(_("There is no such note, or it is not open to you."))
    return found
