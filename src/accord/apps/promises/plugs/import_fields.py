"""The fields of a promise that a file can bring, with the words by which files name them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Choice, Field, FieldType
from accord.apps.promises.rules import MOST_WHAT, STATE_LABELS, State

STATE_WORDS: dict[State, tuple[str, ...]] = {
    State.OPEN: (
        "in progress",
        "not started",
        "to do",
        "todo",
        "pending",
        "ongoing",
        "active",
        "new",
        "started",
        "late",
        "overdue",
        "incomplete",
        "planned",
    ),
    State.KEPT: ("done", "complete", "completed", "closed", "finished", "delivered", "resolved", "achieved"),
    State.MISSED: ("missed", "failed", "not done", "not delivered", "broken"),
    State.WITHDRAWN: ("cancelled", "canceled", "dropped", "obsolete", "no longer needed", "rejected"),
}
WHAT = Field(
    "what", _("Promise"), required=True, most=MOST_WHAT,
    synonyms=("action", "action item", "task", "task name", "commitment", "deliverable", "to do", "todo", "what", "follow up",
              "action required", "activity"),
    help=_("What somebody will do, in their words."),
)  # fmt: skip
OWNER = Field(
    "owner", _("Who"), FieldType.PERSON,
    synonyms=("owner", "assignee", "assigned to", "action owner", "responsible", "promised by", "by whom", "task owner",
              "assignee email", "responsible person", "person responsible"),
    help=_("Who promises it. Without a person, the department does."),
)  # fmt: skip
DEPARTMENT = Field(
    "department", _("Department"), FieldType.DEPARTMENT, most=200,
    synonyms=("owning department", "unit", "team", "responsible department"),
    help=_("For a promise that no person gave: a department that is here already."),
)  # fmt: skip
MADE_TO = Field(
    "made_to", _("To whom"), FieldType.PERSON,
    synonyms=("promised to", "made to", "requested by", "requester", "for whom", "reporter", "recipient"),
)  # fmt: skip
DUE = Field(
    "due_date", _("Due"), FieldType.DATE, required=True,
    synonyms=("due date", "by when", "deadline", "due on", "target date", "promised for", "date due", "due by"),
    help=_("The day by which it is promised."),
)  # fmt: skip
FIRST_DUE = Field(
    "first_due_date", _("First due"), FieldType.DATE,
    synonyms=("first due date", "original due date", "baseline due date", "first date", "originally due"),
    help=_("The day that was promised first, where it has moved since. It goes on to count."),
)  # fmt: skip
STATE = Field(
    "state", _("State"), FieldType.CHOICE,
    tuple(Choice(one.value, _(STATE_LABELS[one]), STATE_WORDS.get(one, ())) for one in State),
    synonyms=("status", "task status", "progress", "action status"),
)  # fmt: skip
KEPT = Field(
    "kept_on", _("Kept"), FieldType.DATE,
    synonyms=("kept on", "completed at", "completed on", "completion date", "date completed", "done on", "closed on",
              "date closed", "finished on", "actual date"),
    help=_("The day on which it was kept. A promise that is kept needs one: it decides whether it was kept in time."),
)  # fmt: skip
ABOUT = Field(
    "about", _("About"), most=200,
    synonyms=("initiative", "project", "projects", "related to", "goal", "regarding", "initiative title"),
    help=_("The initiative or goal it is about, by its title."),
)  # fmt: skip
FIELDS: tuple[Field, ...] = (WHAT, OWNER, DEPARTMENT, MADE_TO, DUE, FIRST_DUE, STATE, KEPT, ABOUT)
BY_NAME = {field.name: field for field in FIELDS}
