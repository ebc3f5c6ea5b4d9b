"""The fields of an initiative that a file can bring, with the words by which files name them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Choice, Field, FieldType
from accord.apps.initiatives.rules import STAGE_LABELS, Stage
from accord.apps.initiatives.rules.values import MOST_TEXT, MOST_TITLE

STAGE_WORDS: dict[Stage, tuple[str, ...]] = {
    Stage.IDEA: ("ideation", "proposed", "proposal", "concept", "backlog", "pre-initiation", "intake", "discovery"),
    Stage.APPROVED: ("initiated", "initiation", "planned", "planning", "not started", "funded", "accepted"),
    Stage.BUILDING: (
        "acquisition and/or development", "acquisition and / or development", "development", "in development",
        "under development", "design", "build", "in progress", "acquisition",
    ),
    Stage.TESTING: ("implementation and assessment", "test", "in testing", "pilot", "piloting", "in pilot", "trial", "beta"),
    Stage.LIVE: (
        "operation and maintenance", "operations and maintenance", "o&m", "in production", "production", "in mission",
        "operational", "in operation", "deployed", "in use", "active", "implemented", "delivered", "go live", "launched",
    ),
    Stage.RETIRED: ("decommissioned", "sunset", "inactive", "no longer in use", "phased out"),
    Stage.CANCELLED: ("canceled", "terminated", "stopped", "abandoned", "withdrawn", "discontinued"),
    Stage.UNKNOWN: ("", "unknown", "n/a", "not known"),
}  # fmt: skip

STAGE_FIELD = Field(
    "stage",
    _("Stage"),
    FieldType.CHOICE,
    tuple(Choice(stage.value, _(STAGE_LABELS[stage]), STAGE_WORDS.get(stage, ())) for stage in Stage),
    synonyms=(
        "stage of development", "dev stage", "development stage", "status", "lifecycle stage", "life cycle stage",
        "phase", "project status", "project stage", "current stage", "state", "use case status", "sdlc stage",
    ),
    help=_("Where it stands. A stage without a date counts as seen on the day of the file."),
)  # fmt: skip

FIELDS: tuple[Field, ...] = (
    Field(
        "title", _("Title"), required=True, most=MOST_TITLE,
        synonyms=(
            "use case name", "project name", "initiative", "initiative name", "name", "use case", "use case title",
            "ai use case name", "programme name", "program name", "project", "project title", "product name",
        ),
        help=_("What people call it."),
    ),
    Field(
        "summary", _("Summary"), most=MOST_TEXT,
        synonyms=(
            "description", "purpose benefits", "purpose and benefits", "summary of use case", "project description",
            "what is the intended purpose and expected benefits of the ai", "intended purpose", "purpose", "objective",
            "description aims", "use case description", "problem statement", "aims",
        ),
        help=_("What it does and for whom, in plain words."),
    ),
    STAGE_FIELD,
    Field(
        "initiated_on", _("Started"), FieldType.DATE,
        synonyms=("date initiated", "start date", "initiation date", "date started", "project start date", "approval date",
                  "date approved", "begin date", "project start"),
        help=_("When it was approved or begun."),
    ),
    Field(
        "acquired_on", _("Building began"), FieldType.DATE,
        synonyms=("date when acquisition and or development began", "date acq dev began", "development start date",
                  "acquisition date", "date development began", "development began"),
    ),
    Field(
        "implemented_on", _("Went live"), FieldType.DATE,
        synonyms=("date implemented", "implementation date", "go live date", "live date", "deployment date",
                  "date deployed", "date of implementation", "in service date", "operational date", "launch date",
                  "actual completion date"),
        help=_("When people began to rely on it. A date to come is a plan and belongs in an extra field."),
    ),
    Field(
        "retired_on", _("Retired"), FieldType.DATE,
        synonyms=("date retired", "retirement date", "date of retirement", "decommission date", "date decommissioned"),
    ),
    Field("sponsor", _("Sponsor"), FieldType.PERSON,
          synonyms=("business sponsor", "executive sponsor", "project sponsor", "senior responsible owner", "sro")),
    Field("lead", _("Lead"), FieldType.PERSON,
          synonyms=("project lead", "delivery lead", "project manager", "it lead", "technical lead", "product owner")),
    Field(
        "key", _("Key in the source"), FieldType.KEY,
        synonyms=("unique id", "use case id", "project id", "project number", "initiative id", "id", "identifier",
                  "inventory id", "reference number", "record id", "external key"),
        help=_("What tells one row from another for ever. Without it, title and department do."),
    ),
)  # fmt: skip

# the date fields in the order of the stages they begin
DATED: dict[str, Stage] = {
    "initiated_on": Stage.APPROVED,
    "acquired_on": Stage.BUILDING,
    "implemented_on": Stage.LIVE,
    "retired_on": Stage.RETIRED,
}
LABELS = {field.name: field.label for field in FIELDS}
