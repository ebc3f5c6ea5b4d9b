"""The fields of a goal and of its measure that a file can bring, with the words by which files name them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accord.apps.batches.sockets import Choice, Field, FieldType
from accord.apps.goals.rules import DIRECTION_LABELS, HORIZON_LABELS, Direction, Horizon

HORIZON_WORDS: dict[Horizon, tuple[str, ...]] = {
    Horizon.NEAR: ("short term", "short", "this year", "12 months", "next"),
    Horizon.MID: ("medium term", "medium", "mid term", "1-3 years", "two years", "three years"),
    Horizon.FAR: ("long term", "long", "beyond", "five years", "vision"),
}
DIRECTION_WORDS: dict[Direction, tuple[str, ...]] = {
    Direction.UP: ("increase", "rise", "higher", "maximise", "maximize", "more", "grow"),
    Direction.DOWN: ("decrease", "fall", "lower", "minimise", "minimize", "less", "reduce", "shrink"),
}
TITLE = Field(
    "title", _("Goal"), required=True, most=200,
    synonyms=("goal title", "goal name", "business goal", "strategic goal", "objective", "strategic objective", "aim",
              "target outcome", "okr objective", "goal statement"),
    help=_("What the business wants, in a few words."),
)  # fmt: skip
WHY = Field(
    "why", _("Why"), most=5_000,
    synonyms=("reason", "why it matters", "rationale", "goal description", "purpose", "background", "business case"),
    help=_("Why it is worth the effort."),
)  # fmt: skip
PARENT = Field(
    "parent", _("Goal above"), most=200,
    synonyms=("parent goal", "parent", "part of", "serves", "higher goal", "parent objective", "supports"),
    help=_("The goal it helps to reach: the title of one that is here or in the same file."),
)  # fmt: skip
HORIZON = Field(
    "horizon", _("Horizon"), FieldType.CHOICE,
    tuple(Choice(one.value, _(HORIZON_LABELS[one]), HORIZON_WORDS[one]) for one in Horizon),
    synonyms=("time frame", "timeframe", "time horizon", "term"),
    help=_("How far ahead it lies."),
)  # fmt: skip
BUSINESS = Field(
    "business_owner", _("Owner for the business"), FieldType.PERSON,
    synonyms=("business owner", "goal owner", "owner", "owner business", "sponsor", "accountable", "responsible"),
)  # fmt: skip
IT = Field(
    "it_owner", _("Owner for IT"), FieldType.PERSON,
    synonyms=("it owner", "owner it", "technology owner", "it responsible", "it partner", "it lead"),
)  # fmt: skip
REVIEW = Field(
    "review_date", _("Review"), FieldType.DATE,
    synonyms=("review date", "next review", "review on", "look again on", "next look", "date of review"),
    help=_("When both sides look at it again."),
)  # fmt: skip
KEY = Field(
    "key", _("Key in the source"), FieldType.KEY,
    synonyms=("goal id", "objective id", "goal number", "goal key", "external key", "id"),
    help=_("What tells one goal from another for ever. Without it, the title does."),
)  # fmt: skip
FIELDS: tuple[Field, ...] = (TITLE, WHY, PARENT, HORIZON, BUSINESS, IT, REVIEW, KEY)

MEASURE = Field(
    "measure", _("Measure"), most=200,
    synonyms=("key result", "kpi", "indicator", "metric", "measured by", "measure name", "kpi name", "success measure"),
    help=_("By what one knows that the goal is reached."),
)  # fmt: skip
MEASURE_FIELDS: tuple[Field, ...] = (
    MEASURE,
    Field("unit", _("Unit"), most=40, synonyms=("measure unit", "unit of measure", "uom", "unit of measurement")),
    Field(
        "direction", _("Direction"), FieldType.CHOICE,
        tuple(Choice(one.value, _(DIRECTION_LABELS[one]), DIRECTION_WORDS[one]) for one in Direction),
        synonyms=("better is", "desired direction", "trend wanted"),
    ),
    Field("baseline_value", _("Baseline"), FieldType.NUMBER,
          synonyms=("baseline value", "start value", "starting value", "from value", "value at start")),
    Field("baseline_date", _("Day of the baseline"), FieldType.DATE, synonyms=("baseline date", "date of baseline")),
    Field("target_value", _("Target"), FieldType.NUMBER,
          synonyms=("target value", "goal value", "to value", "end value", "target number")),
    Field("target_date", _("Day of the target"), FieldType.DATE,
          synonyms=("target date", "by when", "due date", "due", "deadline", "date of target")),
    Field("source", _("Source of the measure"), most=300, synonyms=("measure source", "data source", "source", "measured in")),
)  # fmt: skip
BY_NAME = {field.name: field for field in (*FIELDS, *MEASURE_FIELDS)}
STORED_AS = {"measure": "name"}  # fields of the measure that are called otherwise in the record
