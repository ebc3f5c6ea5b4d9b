"""The fields of a person that a file can bring, with the words by which files name them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Choice, Field, FieldType
from accord.apps.people.rules import SIDE_LABELS, Side

SIDE_WORDS: dict[Side, tuple[str, ...]] = {
    Side.BUSINESS: ("operations", "line of business"),
    Side.IT: ("information technology", "technology", "ict", "digital"),
    Side.FINANCE: ("finance and controlling", "controlling", "accounting"),
    Side.HR: ("human resources", "people", "personnel"),
    Side.EXECUTIVE: ("executive board", "board", "management board", "c-level"),
}
NAME = Field(
    "name", _("Name"), required=True, most=200,
    synonyms=("full name", "person", "employee", "employee name", "display name", "person name", "staff member", "member",
              "first name and last name", "colleague"),
    help=_("What the person is called."),
)  # fmt: skip
EMAIL = Field(
    "email", _("Mail address"), most=254,
    synonyms=("email", "e mail", "email address", "e mail address", "mail", "work email", "business email", "contact email",
              "user principal name", "upn"),
    help=_("By it a person is known again, and signs in once invited."),
)  # fmt: skip
TITLE = Field(
    "title", _("Title"), most=200,
    synonyms=("job title", "position", "function", "role title", "job", "occupation", "grade", "designation"),
    help=_("What they do, as on a card."),
)  # fmt: skip
KEY = Field(
    "key", _("Key in the source"), FieldType.KEY,
    synonyms=("employee id", "employee number", "staff id", "staff number", "personnel number", "person id", "user id",
              "person number", "external key", "id"),
    help=_("What tells one person from another for ever. Without it, the mail address and then the name do."),
)  # fmt: skip
SIDE = Field(
    "side", _("Side"), FieldType.CHOICE, tuple(Choice(side.value, SIDE_LABELS[side], SIDE_WORDS[side]) for side in Side),
    synonyms=("side of the department", "side of the organisation", "division type"),
    help=_("On which side a department stands that is not here yet."),
)  # fmt: skip
HEADS = Field(
    "heads", _("Heads the department"), FieldType.YES_NO,
    synonyms=("is head", "head", "head of department", "is head of department", "is manager", "leads department",
              "department head"),
    help=_("Yes for the one person who answers for the department."),
)  # fmt: skip
FIELDS: tuple[Field, ...] = (NAME, EMAIL, TITLE, KEY, SIDE)
HEAD_FIELDS: tuple[Field, ...] = (HEADS,)
BY_NAME = {field.name: field for field in (*FIELDS, *HEAD_FIELDS)}
BY_NAME["department"] = Field("department", _("Department"), FieldType.DEPARTMENT)
