"""The fields of an initiative that a file can bring, with the words by which files name them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Choice, Field, FieldType
from accord.apps.initiatives.rules import RATING_LABELS, STAGE_LABELS, Rating, Stage
from accord.apps.initiatives.rules.values import MOST_TEXT, MOST_TITLE

STAGE_WORDS: dict[Stage, tuple[str, ...]] = {
    Stage.IDEA: ("ideation", "proposed", "proposal", "concept", "backlog", "pre-initiation", "intake", "discovery",
                 "ideas", "brainstorm", "brainstorming", "icebox", "wish list"),
    Stage.APPROVED: ("initiated", "initiation", "planned", "planning", "not started", "funded", "accepted",
                     "to do", "todo", "to-do", "ready", "next up", "selected for development"),
    Stage.BUILDING: (
        "acquisition and/or development", "acquisition and / or development", "development", "in development",
        "under development", "design", "build", "in progress", "acquisition", "doing", "wip",
    ),
    Stage.TESTING: ("implementation and assessment", "test", "in testing", "pilot", "piloting", "in pilot", "trial", "beta",
                    "qa", "review", "in review"),
    Stage.LIVE: (
        "operation and maintenance", "operations and maintenance", "o&m", "in production", "production", "in mission",
        "operational", "in operation", "deployed", "in use", "active", "implemented", "delivered", "go live", "launched", "done",
    ),
    Stage.RETIRED: ("decommissioned", "sunset", "inactive", "no longer in use", "phased out"),
    Stage.CANCELLED: ("canceled", "terminated", "stopped", "abandoned", "withdrawn", "discontinued"),
    Stage.UNKNOWN: ("", "unknown", "n/a", "not known"),
}  # fmt: skip

RATING_WORDS: dict[Rating, tuple[str, ...]] = {
    Rating.GREEN: ("g", "on track", "good", "healthy", "no concerns"),
    Rating.AMBER_GREEN: ("amber/green", "amber/ green", "amber / green", "amber-green", "amber green", "green/amber",
                         "yellow/green", "a/g", "ag"),
    Rating.AMBER: ("a", "yellow", "orange", "at risk", "some concerns", "caution"),
    Rating.AMBER_RED: ("amber/red", "amber/ red", "amber / red", "amber-red", "amber red", "red/amber", "a/r", "ar"),
    Rating.RED: ("r", "off track", "critical", "in doubt", "serious concerns"),
    Rating.NONE: ("reset", "no dca", "no rating", "not rated", "not assessed", "grey", "exempt*", "exemption*",
                  "data not provided*", "withheld*"),
}  # fmt: skip

STAGE_FIELD = Field(
    "stage",
    _("Stage"),
    FieldType.CHOICE,
    tuple(Choice(stage.value, _(STAGE_LABELS[stage]), STAGE_WORDS.get(stage, ())) for stage in Stage),
    synonyms=(
        "stage of development", "dev stage", "development stage", "status", "lifecycle stage", "life cycle stage",
        "phase", "project status", "project stage", "current stage", "state", "use case status", "sdlc stage",
        "list", "board column", "section column", "section", "swimlane",
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
                  "date deployed", "date of implementation", "in service date", "operational date", "launch date"),
        help=_("When people began to rely on it. A date to come is a plan and belongs in an extra field."),
    ),
    Field(
        "retired_on", _("Retired"), FieldType.DATE,
        synonyms=("date retired", "retirement date", "date of retirement", "decommission date", "date decommissioned"),
    ),
    Field(
        "planned_end_on", _("Planned end"), FieldType.DATE,
        synonyms=(
            "end date", "project end date", "planned end date", "latest approved end date", "approved end date",
            "estimated completion date", "expected completion date", "planned completion date", "target completion date",
            "forecast completion date", "completion date", "estimated end date", "expected end date", "target end date",
            "forecast end date", "baseline end date", "finish date", "planned finish", "planned end", "project finish",
            "due date", "due", "deadline", "target date", "target", "planned go live date", "expected go live date",
            "delivery date", "due on",
        ),
        help=_("By when it is said to be done. Said again later, it tells how the plan moved."),
    ),
    Field(
        "ended_on", _("Ended"), FieldType.DATE,
        synonyms=(
            "actual end", "actual end date", "actual completion date", "actual completion", "actual finish",
            "actual finish date", "completed at", "completed on", "date completed", "closed on", "date closed",
            "actual close date",
        ),
        help=_("When it was really done."),
    ),
    Field(
        "cost", _("Cost"), FieldType.MONEY,
        synonyms=(
            "whole life cost", "whole life costs", "total budgeted whole life costs", "whole life cost total baseline",
            "wlc", "wlc baseline", "wlc baseline incl ncg", "lifetime cost", "life cycle cost", "total budget", "total cost",
            "project budget", "project cost", "approved budget", "estimated cost", "budget", "cost", "estimated total cost",
            "total estimated cost", "planned cost", "investment", "contract value",
        ),
        help=_("What the whole of it is said to cost."),
    ),
    Field(
        "benefit", _("Benefit"), FieldType.MONEY,
        synonyms=(
            "benefits", "total benefit", "total benefits", "monetised benefits", "monetized benefits", "expected benefit",
            "planned benefit", "planned benefits", "estimated benefit", "whole life benefit", "whole life benefits",
            "estimated savings", "expected savings", "annual savings", "savings", "net benefit",
        ),
        help=_("What the whole of it is said to bring, in money."),
    ),
    Field(
        "rating", _("Rating"), FieldType.CHOICE,
        tuple(Choice(rating.value, _(RATING_LABELS[rating]), RATING_WORDS[rating]) for rating in Rating),
        synonyms=(
            "rag rating", "rag status", "rag", "rating", "colour rating", "color rating", "overall rating",
            "delivery confidence assessment", "delivery confidence rating", "delivery confidence", "ipa rag rating",
            "mpa rag rating", "dca", "project health", "health", "health status", "traffic light", "confidence rating",
        ),
        help=_("How sure the source is that it will be done as planned, from green to red."),
    ),
    Field("sponsor", _("Sponsor"), FieldType.PERSON,
          synonyms=("business sponsor", "executive sponsor", "project sponsor", "senior responsible owner", "sro")),
    Field("lead", _("Lead"), FieldType.PERSON,
          synonyms=("project lead", "delivery lead", "project manager", "it lead", "technical lead", "product owner")),
    Field(
        "key", _("Key in the source"), FieldType.KEY,
        synonyms=("unique id", "use case id", "project id", "project number", "initiative id", "id", "identifier",
                  "inventory id", "reference number", "record id", "external key", "card id", "task id", "issue key", "ticket id"),
        help=_("What tells one row from another for ever. Without it, title and department do."),
    ),
)  # fmt: skip

# what a source says of plan and money on its day; said again later it makes a story
STATED = ("planned_end_on", "ended_on", "cost", "benefit", "rating")
# the date fields in the order of the stages they begin
DATED: dict[str, Stage] = {
    "initiated_on": Stage.APPROVED,
    "acquired_on": Stage.BUILDING,
    "implemented_on": Stage.LIVE,
    "retired_on": Stage.RETIRED,
}
LABELS = {field.name: field.label for field in FIELDS}
