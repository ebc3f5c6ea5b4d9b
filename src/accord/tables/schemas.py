"""The tables of a snapshot, column by column. The reference page is made from this file."""

from dataclasses import dataclass
from enum import StrEnum

SIDES = ("business", "it", "finance", "hr", "executive")
HORIZONS = ("near", "mid", "far")
STAGES = ("idea", "approved", "building", "testing", "live", "retired", "cancelled", "unknown")
ACTIVE = ("approved", "building", "testing", "live")  # decided and not over: an idea is not decided yet
UNDER_WAY = ("approved", "building", "testing")
VISIBILITIES = ("everyone", "limited")
MONEY_KINDS = ("planned", "committed", "actual")
FLOWS = ("cost", "benefit")
RISKS = ("unknown", "minimal", "limited", "high", "prohibited")
ANSWERS = ("yes", "no", "in_progress", "not_applicable", "unknown")
ARTEFACTS = (
    "pre_deployment_testing",
    "impact_assessment",
    "monitoring",
    "operator_training",
    "human_oversight",
    "appeal",
    "public_feedback",
    "independent_review",
)
FURTHER = (  # what else may be asked about an initiative; none of it changes what the artefacts say
    "feedback_before_rollout",
    "feedback_answered",
    "security_training",
    "rules_known",
    "data_permission",
    "data_documented",
    "personal_data",
    "privacy_reviewed",
    "code_rights",
    "quality_bars",
    "reuse",
    "results_shared",
    "knowledge_session",
)
QUESTIONS = ("payoff", "benefit", "cost")
FORECASTING_SIDES = ("business", "it", "finance")
PROMISE_KINDS = ("delivery", "people", "data", "decision", "money", "other")
PROMISE_STATES = ("open", "kept", "missed", "withdrawn", "untold")
STATED_BY = ("people", "list")
PROMISE_CAUSES = ("waiting", "scope", "people", "data", "decision", "estimate", "priorities", "other")
DECISION_STATES = ("open", "decided", "withdrawn")
GAP_ENDS = ("moved", "differ", "gone")
DIALOGUE_STATES = ("planned", "held", "cancelled", "missed")
DIALOGUE_KINDS = ("meeting", "check_in")
VERDICTS_ON_ANSWERS = ("yes", "partly", "no", "unknown")
FORECAST_SUBJECTS = ("initiative", "goal", "organisation")
CASE_STATES = ("draft", "offered", "signed", "replaced")
CASE_ITEMS = ("goal", "baseline", "measure", "owner", "ranges", "counterfactual", "run_cost", "exit_rule")
ITEM_ANSWERS = ("yes", "no", "not_applicable")
GRADES = ("A", "B", "C", "D")
RATIO_SOURCES = ("own", "public")
REVIEW_WAYS = ("continue", "adjust", "scale", "stop")


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    CODE = "code"
    DAY = "day"
    NUMBER = "number"
    FLAG = "yes/no"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, what it means, whether every row needs it, and the values it may take."""

    name: str
    kind: Kind
    doc: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    refers_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns, and the columns no two rows share."""

    name: str
    doc: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column of that name; raises KeyError."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns in their order."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Return the names of the columns that every row needs."""
        return tuple(column.name for column in self.columns if column.required)


def _text(name: str, doc: str, *, required: bool = False, refers_to: str = "") -> Column:
    return Column(name, Kind.TEXT, doc, required=required, refers_to=refers_to)


def _code(name: str, allowed: tuple[str, ...], doc: str, *, required: bool = False) -> Column:
    return Column(name, Kind.CODE, doc, required=required, allowed=allowed)


def _day(name: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DAY, doc, required=required)


def _number(name: str, doc: str, *, required: bool = False) -> Column:
    return Column(name, Kind.NUMBER, doc, required=required)


_ID = _text("id", "Any name that no other row has.", required=True)
_INITIATIVE = _text("initiative", "The initiative it belongs to.", required=True, refers_to="initiatives")

DEPARTMENTS = Table(
    "departments",
    "One row per department; the parents make a tree.",
    (
        _ID,
        _text("parent", "The department above; blank at the top.", refers_to="departments"),
        _text("name", "What people call it.", required=True),
        _code("side", SIDES, "Which side of the house it stands on."),
    ),
    key=("id",),
)
GOALS = Table(
    "goals",
    "One row per goal: what the business wants.",
    (
        _ID,
        _text("parent", "The goal above.", refers_to="goals"),
        _text("title", "The goal in a few words.", required=True),
        _text("department", "Whose goal it is.", refers_to="departments"),
        _code("horizon", HORIZONS, "How far away it is."),
        _text("business_owner", "Who answers for it on the business side."),
        _text("it_owner", "Who answers for it on the IT side."),
        _day("business_agreed_on", "The day the business owner agreed; blank: not agreed."),
        _day("it_agreed_on", "The day the IT owner agreed; blank: not agreed."),
        _day("review_on", "The day it is to be looked at again."),
        _day("created_on", "The day it was first recorded."),
        _day("reviewed_on", "The day it was last looked at again; blank: never, or nobody knows."),
        Column("active", Kind.FLAG, "No once the goal is closed; blank counts as yes."),
    ),
    key=("id",),
)
INITIATIVES = Table(
    "initiatives",
    "One row per AI initiative.",
    (
        _ID,
        _text("title", "What people call it.", required=True),
        _text("department", "Who it is for; blank: not known.", refers_to="departments"),
        _code(
            "stage",
            STAGES,
            "Where it stands on the day of the snapshot; blank, or gone from its list, counts as unknown.",
        ),
        _code("visibility", VISIBILITIES, "Who may see it; blank: not known."),
        _text("summary", "What it does and for whom, in plain words."),
        _text("sponsor", "Who wants it on the business side."),
        _text("lead", "Who delivers it."),
        _day("created_on", "The day it was first recorded."),
    ),
    key=("id",),
)
STAGES_TABLE = Table(
    "stages",
    "One row per stage an initiative reached.",
    (
        _INITIATIVE,
        _code("stage", STAGES, "The stage it reached.", required=True),
        _day("on", "The day it reached it; blank: not known."),
        _day(
            "asserted_on",
            "The day somebody said so, where that is later than the day itself (a file's date, say): "
            "nothing is claimed about the time after. Blank, or the same day: the record has been kept since.",
        ),
    ),
)
GOAL_LINKS = Table(
    "goal_links",
    "One row per goal an initiative serves.",
    (
        _INITIATIVE,
        _text("goal", "The goal it serves.", required=True, refers_to="goals"),
        _day("business_agreed_on", "The day the business side agreed that it does; blank: not agreed."),
        _day("it_agreed_on", "The day the IT side agreed that it does; blank: not agreed."),
    ),
    key=("initiative", "goal"),
)
MILESTONES = Table(
    "milestones",
    "One row per milestone of an initiative.",
    (
        _INITIATIVE,
        _text("title", "The milestone in a few words.", required=True),
        _text("result", "What can be shown once it is done; blank: nothing to show."),
        _day("due_on", "The day it is due."),
        _day("done_on", "The day it was done; blank: not done."),
        _day("added_on", "The day it was planned; blank: not known."),
    ),
)
MONEY = Table(
    "money",
    "One row per initiative, month, kind and flow.",
    (
        _INITIATIVE,
        _day("period", "The first day of the month.", required=True),
        _code("kind", MONEY_KINDS, "How firm the amount is.", required=True),
        _code("flow", FLOWS, "Money out or money back.", required=True),
        Column("amount", Kind.NUMBER, "The amount; never negative in the plain case.", required=True),
        _text("currency", "Three letters, such as EUR.", required=True),
    ),
)
RISK = Table(
    "risk",
    "One row per initiative whose risk class was asked.",
    (
        _INITIATIVE,
        _code("risk", RISKS, "The risk class; blank counts as unknown."),
        Column("rights_impacting", Kind.FLAG, "Whether it touches people's rights; blank: not known."),
        Column("safety_impacting", Kind.FLAG, "Whether it touches people's safety; blank: not known."),
    ),
    key=("initiative",),
)
EVIDENCE = Table(
    "evidence",
    "One row per initiative and question about its guardrails.",
    (
        _INITIATIVE,
        _text(
            "question",
            f"Of the required artefacts: {', '.join(ARTEFACTS)}; or one of: {', '.join(FURTHER)}; others are kept.",
            required=True,
        ),
        _code("answer", ANSWERS, "Unknown, not applicable and no are three different things; blank counts as unknown."),
        _day("on", "The day of the answer."),
        _day("until", "A yes: the last day it holds. A no: the last day it is waived for. Blank: no such day."),
        _text("proof", "Where the proof can be seen."),
    ),
    key=("initiative", "question"),
)

_FORECAST_SUBJECT = _code("subject_kind", FORECAST_SUBJECTS, "What the forecast is about.", required=True)
_FORECAST_SUBJECT_ID = _text("subject", "The id of the initiative or goal; blank for the whole portfolio.")
_QUESTION = _code(
    "question",
    QUESTIONS,
    "The month in which the money put in has come back, the benefit of a year, or the cost in total.",
    required=True,
)

FORECASTS = Table(
    "forecasts",
    "One row per question that somebody answered on behalf of a side, once it is revealed. Nobody is named.",
    (
        _ID,
        _text(
            "round",
            "The asking it belongs to; all forecasts of one asking were sealed until the same moment.",
            required=True,
        ),
        _FORECAST_SUBJECT,
        _FORECAST_SUBJECT_ID,
        _QUESTION,
        _code("side", FORECASTING_SIDES, "The side it was given on behalf of.", required=True),
        Column("low", Kind.NUMBER, "The value that one time in ten is undercut (P10); blank: could not say."),
        Column("likely", Kind.NUMBER, "The value as often exceeded as not (P50); blank: could not say."),
        Column("high", Kind.NUMBER, "The value that one time in ten is exceeded (P90); blank: could not say."),
        Column(
            "guess",
            Kind.NUMBER,
            "What was believed to be the other side's likely value (business and IT); blank: none.",
        ),
        Column("never_share", Kind.NUMBER, "The chance (0 to 1) that it never pays off; for the payoff only."),
        _text("currency", "Three letters, such as EUR; blank for the payoff."),
        _day(
            "base_on",
            "The day from which the months of a payoff are counted: the first of the month before the asking.",
            required=True,
        ),
        _day("asked_on", "The day the asking began.", required=True),
        _day("revealed_on", "The day it was revealed.", required=True),
    ),
    key=("id",),
)
OUTCOMES = Table(
    "outcomes",
    "One row per question that time has answered.",
    (
        _ID,
        _FORECAST_SUBJECT,
        _FORECAST_SUBJECT_ID,
        _QUESTION,
        Column("amount", Kind.NUMBER, "The measured benefit of a year, or the cost once it was closed."),
        _day("payoff_on", "The first day of the month in which the money put in had come back."),
        _text("currency", "Three letters, such as EUR; blank for the payoff."),
        _day("known_on", "The day it was recorded.", required=True),
    ),
    key=("id",),
)
FORECASTERS = Table(
    "forecasters",
    "One row per side: how many different people's forecasts time has answered.",
    (
        _code("side", FORECASTING_SIDES, "The side.", required=True),
        Column("people", Kind.NUMBER, "How many people.", required=True),
    ),
    key=("side",),
)
PROMISES = Table(
    "promises",
    "One row per promise. What was promised is not in it, and nobody is named.",
    (
        _ID,
        _text(
            "owner",
            "Who promised it, by any name that tells people apart; only counted, never shown; blank: the department itself.",
        ),
        _text("department", "The department of who promised it, then.", refers_to="departments"),
        _code("side", SIDES, "The side of who promised it, then."),
        _code("to_side", SIDES, "The side it was promised to, then; blank: to nobody in particular."),
        _code("kind", PROMISE_KINDS, "What is promised: something delivered, people's time, data, a decision, money."),
        _day("made_on", "The day it was promised.", required=True),
        _day("first_due_on", "The day first given; never changes.", required=True),
        _day("due_on", "The day it is promised for now."),
        _day("kept_on", "The day it was kept; blank: not kept."),
        _code(
            "state",
            PROMISE_STATES,
            "Where it stands; untold: its list no longer names what it is about.",
            required=True,
        ),
        _day("withdrawn_on", "The day it was taken back; blank: not taken back."),
        _day(
            "renegotiated_on", "The day before the first one on which the other side agreed to another; blank: never."
        ),
        Column(
            "confidence_share", Kind.NUMBER, "How sure who promised it was (0 to 1) of keeping it; blank: not said."
        ),
        _code("reason", PROMISE_CAUSES, "What got in the way; blank: not said."),
        _text("initiative", "The initiative it is about; blank: none.", refers_to="initiatives"),
        _code("stated_by", STATED_BY, "Whether people said it, or a list that was brought in; blank: people."),
    ),
    key=("id",),
)

_DIALOGUE = (
    _ID,
    _text("series", "The series it belongs to, by any name; blank: it stands alone."),
    _text("initiative", "The initiative it is about; blank: none.", refers_to="initiatives"),
    _text("department", "The department it is counted with; blank: none.", refers_to="departments"),
    _day("planned_on", "The day it was first planned for; never changes.", required=True),
    _day("due_on", "The day it is planned for now; blank: the first one."),
    _day("held_on", "The day it took place; blank: it did not, or nobody said."),
    _code(
        "state", DIALOGUE_STATES, "Where it stands; missed: its day went by and it did not take place.", required=True
    ),
    _code("kind", DIALOGUE_KINDS, "A meeting, or a check-in in writing."),
    _text("sides_needed", "The sides that have to be there, separated by commas; blank: business,it."),
    _text(
        "sides_present",
        "The sides that were there, separated by commas; none: neither of them; blank: nobody said who was there.",
    ),
    Column("moved", Kind.FLAG, "Whether it was moved to another day."),
)
MEETINGS = Table(
    "meetings",
    "One row per meeting that came round or was to. What was talked about is not in it, and nobody is named.",
    _DIALOGUE,
    key=("id",),
)
CHECK_INS = Table(
    "check_ins",
    "One row per check-in that was due. What was said is not in it, and nobody is named.",
    _DIALOGUE,
    key=("id",),
)

DECISIONS = Table(
    "decisions",
    "One row per question to be decided. What was asked and decided is not in it, and nobody is named.",
    (
        _ID,
        _text("about_kind", "The kind of record it is about; blank: none."),
        _text("about_id", "The record it is about; blank: none."),
        _text("initiative", "The initiative it is about; blank: none.", refers_to="initiatives"),
        _text("department", "The department of who decides.", refers_to="departments"),
        _code("side", SIDES, "The side of who decides."),
        _day("raised_on", "The day the question came up.", required=True),
        _day("first_decided_on", "The day it was decided for the first time; blank: not yet."),
        _day("waits_since", "The day it was last opened again; blank: never opened again."),
        _day("decided_on", "The day of the decision that stands; blank: it is undecided."),
        _day("withdrawn_on", "The day it was withdrawn; blank: not withdrawn."),
        Column("reopened", Kind.NUMBER, "How often it was opened again after it had been decided; blank: never."),
        _day("review_on", "The day on which to look at the decision again; blank: none."),
        _day("reviewed_on", "The day on which it was last looked at again; blank: never."),
        _code("state", DECISION_STATES, "Where it stands.", required=True),
        _text("consulted_sides", "The sides that were heard, separated by commas; blank: nobody said who was."),
    ),
    key=("id",),
)
GAPS = Table(
    "gaps",
    "One row per gap that opened: something out of step by a measure. Nobody is named.",
    (
        _ID,
        _text("practice", "The code of the measure, such as P01.", required=True),
        _text("subject_kind", "Whom it is about: organisation, department, initiative or side.", required=True),
        _text("subject_id", "The department, initiative or side; blank: the organisation."),
        _text("department", "The department it belongs to; blank: none.", refers_to="departments"),
        _text("initiative", "The initiative it is about; blank: none.", refers_to="initiatives"),
        _day("opened_on", "The day it opened, or opened again.", required=True),
        _day("on_agenda_on", "The day it was first put on an agenda; blank: never."),
        _text("owner", "Who owns a step against it, by any name that tells people apart; only counted, never shown."),
        _day("promise_due_on", "The day a step against it is promised for; blank: none is promised."),
        _day("accepted_on", "The day it was accepted for now; blank: it is not accepted now."),
        _day("closed_on", "The day it closed; blank: it is open."),
        _code("closed_how", GAP_ENDS, "The measure moved back, both sides signed to differ, or its subject is gone."),
        _day("told_on", "The day people were told that it closed; blank: nobody was told, or nobody knows."),
    ),
    key=("id",),
)

QUESTIONS_TABLE = Table(
    "questions",
    "One row per question put to a leader. What was asked is not in it, nobody is named, and of the day only its week.",
    (
        _ID,
        _day("asked_on", "The Monday of the week it was asked in.", required=True),
        _text("department", "The department of who was asked, then.", refers_to="departments"),
        _day("answered_on", "The day it was answered; blank: not answered."),
        _code("judged", VERDICTS_ON_ANSWERS, "What the asker said of the answer; blank counts as unknown."),
        Column("is_anonymous", Kind.FLAG, "Whether it was asked without a name."),
        _text("initiative", "The initiative it is about; blank: none.", refers_to="initiatives"),
    ),
    key=("id",),
)

MEASURES = Table(
    "measures",
    "One row per measure of a goal: how one would know that it is reached.",
    (
        _ID,
        _text("goal", "The goal it belongs to; blank: none.", refers_to="goals"),
        _number("baseline", "What it was at the start; blank: not known."),
        _number("target", "What it should become; blank: not said."),
        _text("unit", "What it is counted in."),
        _text("source", "Where its values come from."),
        _day("last_on", "The day of its latest value; blank: it has none."),
        _number("points", "How many values it has; blank: not known."),
    ),
    key=("id",),
)
CASES = Table(
    "cases",
    "One row per initiative with a case: the version that is signed, else the latest one. Nobody is named.",
    (
        _INITIATIVE,
        _number("number", "The number of the version."),
        _code("state", CASE_STATES, "Where it stands.", required=True),
        _day("begun_on", "The day the case was begun."),
        _day("offered_on", "The day this version was put to the signers; blank: not yet."),
        _day("business_signed_on", "The day the business signed this version; blank: not signed."),
        _day("it_signed_on", "The day IT signed this version; blank: not signed."),
        _day("finance_signed_on", "The day finance signed this version; blank: not signed."),
        *(
            _code(f"item_{item}", ITEM_ANSWERS, f"Whether it says its {item.replace('_', ' ')}; blank: not known.")
            for item in CASE_ITEMS
        ),
        _text("measure", "The measure it moves; blank: none.", refers_to="measures"),
        _number("baseline", "What that measure was at the start, as the case says it; blank: not said."),
        _number("target", "What that measure should become, as the case says it; blank: not said."),
        _text("baseline_source", "Where the baseline comes from."),
        _number("lines", "How many costs and benefits it counts."),
        _number("point_lines", "How many of these have low, likely and high all alike."),
        _text("currency", "Three letters, such as EUR."),
        _number("benefit_likely", "The likely benefit, all of it added up."),
        _number("cost_likely", "The likely cost, all of it added up."),
        _number("cost_high", "The cost that one time in ten is exceeded, line by line added up."),
        _number(
            "first_estimate", "The likely cost that was signed, stated or planned first; blank: this is the first."
        ),
        _number("months_planned", "The months from its start until its first benefit comes."),
        _number("first_months", "The same, as it was first put to anybody; blank: this is the first."),
        _text("cost_class", "The class of work it chose to be held against; blank: none in particular."),
        _number("npv_p10", "The net present value that nine times in ten is exceeded; blank: not known."),
        _number("npv_p50", "The net present value as often exceeded as not."),
        _number("npv_p90", "The net present value that one time in ten is exceeded."),
        _number("loss_share", "The chance (0 to 1) that the net present value is below zero."),
        _number("cvar10", "The mean net present value of the worst tenth."),
        _number("risk_share", "The chance of a loss (0 to 1) that finance will bear; blank: not said."),
        _number("review_months", "The months between two value reviews; blank: a quarter."),
    ),
    key=("initiative",),
)
COMMITMENTS = Table(
    "commitments",
    "One row per initiative of which it is known when money was first committed, or when finance came in.",
    (
        _INITIATIVE,
        _day("committed_on", "The first day on which money may have been committed; blank: none is on record."),
        _day("committed_until", "The last such day, where only the month is known; blank: the same day."),
        _day("finance_on", "The day finance first took part; blank: it is not on record."),
        Column("asked", Kind.FLAG, "Whether finance was asked for: there is a case."),
    ),
    key=("initiative",),
)
COST_RATIOS = Table(
    "cost_ratios",
    "One row per finished piece of similar work: what it came to, divided by what was first estimated.",
    (
        _ID,
        _text("class", "The class of work it belongs to.", required=True),
        _code("source", RATIO_SOURCES, "Whether it is of this house, or published.", required=True),
        _number("cost_ratio", "What it cost divided by the first estimate; blank: not known."),
        _number("months_ratio", "The months it took divided by those first planned; blank: not known."),
    ),
    key=("id",),
)
CLAIMS = Table(
    "claims",
    "One row per claim that an initiative moves a series, with what the latest study said of it.",
    (
        _ID,
        _INITIATIVE,
        _text("series", "The series it moves, by any name; claims of the same series are held against each other.",
              required=True),
        _day("from_on", "The day from which it moves it.", required=True),
        _number("promised", "The movement promised, in the unit of the series; blank: not said."),
        _number("estimate", "The movement it caused, as the study says it; blank: no study could say."),
        _number("low", "The lower end of that, at 95 %."),
        _number("high", "The upper end of that, at 95 %."),
        _code("grade", GRADES, "How good the evidence is; blank: no study."),
        _number("credited_share", "The share (0 to 1) of the estimate that is credited."),
        Column("signed", Kind.FLAG, "Whether finance signed what is credited."),
        Column("do_agree", Kind.FLAG, "Whether the methods agree; blank: fewer than two could say anything."),
        _number("moved", "How far the series moved in all since then, in the wanted direction; blank: not known."),
        _number("moved_low", "The lower end of that, at 95 %; blank: the same."),
        _number("moved_high", "The upper end of that, at 95 %; blank: the same."),
        _text("currency", "Three letters, such as EUR; blank: it is not worth money."),
        _number("promised_amount", "What the promised movement is worth up to this day."),
        _number("realised_amount", "What is credited of it up to this day."),
        _day("studied_on", "The day of the study; blank: none."),
    ),
    key=("id",),
)  # fmt: skip
VALUE_REVIEWS = Table(
    "value_reviews",
    "One row per review of an initiative's value, held or planned.",
    (
        _ID,
        _INITIATIVE,
        _day("recorded_on", "The day it was written down; blank: not known."),
        _day("due_on", "The day it is planned for."),
        _day("held_on", "The day it was held; blank: not yet."),
        _code("way", REVIEW_WAYS, "What was decided; blank: it was not held."),
    ),
    key=("id",),
)
RESEARCH_BUDGETS = Table(
    "research_budgets",
    "One row per budget, with what of it is set aside for trying things out and what of that was used.",
    (
        _ID,
        _text("department", "Whose budget it is; blank: the whole organisation's.", refers_to="departments"),
        _day("from_on", "Its first day.", required=True),
        _day("to_on", "Its last day.", required=True),
        _text("currency", "Three letters, such as EUR."),
        _number("total_amount", "All of the money; blank: not said."),
        _number("aside_amount", "The money set aside; blank: not said."),
        _number("used_amount", "The money of it that was used; blank: none is on record."),
        _number("total_days", "All of the working days; blank: not said."),
        _number("aside_days", "The working days set aside; blank: not said."),
        _number("used_days", "The working days of it that were used; blank: none is on record."),
    ),
    key=("id",),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        DEPARTMENTS, GOALS, INITIATIVES, STAGES_TABLE, GOAL_LINKS, MILESTONES, MONEY, RISK, EVIDENCE, FORECASTS, OUTCOMES,
        FORECASTERS, PROMISES, MEETINGS, CHECK_INS, DECISIONS, GAPS, QUESTIONS_TABLE, MEASURES, CASES, COMMITMENTS,
        COST_RATIOS, CLAIMS, VALUE_REVIEWS, RESEARCH_BUDGETS,
    )
}  # fmt: skip
