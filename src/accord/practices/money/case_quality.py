"""P09.case — A complete case, signed by three.

Question: Does the case of each initiative say what it has to, and have business, IT and finance signed it?

Why it matters: What is missing in the case is asked for later, when it is dear: nobody wrote down where things stood, what
running it costs, or when one would stop. And who has not signed does not feel bound by it.

Good example: Eight short items, each with a name behind it, offered in March; the sponsor, the lead and the head of controlling
signed the same version within a week, before the first order.

Bad example: A slide with one number. The business signed it, IT was told about it, finance saw it at the year's end.

How it is computed: Eight items are looked for in the version that is signed, else in the latest one: the goal, the baseline, the measure and its
target, an owner of the benefit, ranges, what would happen anyway, the cost of running it, and when one would stop. An item counts when
it is there, or when somebody wrote down why it does not apply. The figure is the share of active initiatives with a case
whose case has all eight and is signed by business, IT and finance, with Wilson's 95 % range. An active initiative without a case
on record is left out and named: nobody was asked. For a single initiative the figure is its items ÷ 8; past approval without
three signatures under the version is a fact and opens a gap, which closes with the last signature.

What it cannot tell: Whether what is written there is true, and whether those who signed had read it. It rests on a form, and is
shown as declared.

Source: Ward, Daniel & Peppard, MIS Quarterly Executive 7(1), 2008 (what a business case has to say, owners of benefits); HM
Treasury, The Green Book, 2022; Wilson, JASA 22, 1927. That all eight and all three are asked for is a choice of this house.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from accord.practices.facts import NO_STAGE, OVER, OVER_STAGES, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN
from accord.practices.money.value import NEEDS, VALUE
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot
from accord.tables.schemas import CASE_ITEMS

METHOD_ONE = "items of the case ÷ 8"
THERE = ("yes", "not_applicable")
SIGNED = {"business": "business_signed_on", "it": "it_signed_on", "finance": "finance_signed_on"}
ITEMS = {item: f"item_{item}" for item in CASE_ITEMS}
READ = ("state", *SIGNED.values(), *ITEMS.values())
ITEM_WORDS = {
    "goal": _("a goal"),
    "baseline": _("where things stand today"),
    "measure": _("the measure and its target"),
    "owner": _("who answers for the benefit"),
    "ranges": _("ranges"),
    "counterfactual": _("what would happen anyway"),
    "run_cost": _("the cost of running it"),
    "exit_rule": _("when one would stop"),
}
LACKING = {  # the sides whose signature is missing, in the order of SIGNED
    ("business",): _("the business"),
    ("it",): _("IT"),
    ("finance",): _("finance"),
    ("business", "it"): _("the business and IT"),
    ("business", "finance"): _("the business and finance"),
    ("it", "finance"): _("IT and finance"),
    ("business", "it", "finance"): _("any of the three sides"),
}

NO_CASE = Reason("no_case", _("No case of it is on record."))
NO_NEED = Reason("idea", _("It is not approved yet: its case may still be written and signed."))
UNSIGNED = _("Past approval, and its case is not signed by {who}; it has {there} of 8 items.")
DRAFT = _("Past approval, and its case is still being written; it has {there} of 8 items.")
INCOMPLETE = _("Signed by all three, with {there} of 8 items; not there: {what}.")
COMPLETE = Reason("complete", _("Complete, and signed by the business, IT and finance."))
LEFT_OUT = _("no case on record, or an unknown stage")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of cases that are complete and signed, and for each initiative how much of its case is there."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "cases"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    rows = joined(snapshot, "cases", READ, snapshot.initiatives.filter(pl.col("stage") != "idea"))
    ideas = joined(snapshot, "cases", READ, snapshot.initiatives.filter(pl.col("stage") == "idea"))
    facts = Facts.of(snapshot, pl.concat([rows, ideas.filter("has_cases")]), ("stage", "has_cases", *READ), _judge)
    return fact_readings(PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE)


def _judge(row: Mapping[str, Any]) -> One:
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER, speaks=row["has_cases"])
    if not row["has_cases"]:
        return One(UNKNOWN, NO_CASE, speaks=False)
    if row["stage"] == "idea":
        return One(ASIDE, NO_NEED)
    if row["stage"] == "unknown":
        return One(UNKNOWN, NO_STAGE)
    there = sum(row[column] in THERE for column in ITEMS.values())
    missing = [item for item, column in ITEMS.items() if row[column] not in THERE]
    unsigned = tuple(side for side, column in SIGNED.items() if row[column] is None)
    figures: dict[str, Value] = {"items": there, "signatures": len(SIGNED) - len(unsigned)}
    share, values = there / len(ITEMS), {"there": there}
    if row["state"] == "draft":
        return One(FAILS, Reason("draft", DRAFT, values), value=share, figures=figures)
    if unsigned:
        note = Reason("unsigned", UNSIGNED, {"who": LACKING[unsigned], **values})
        return One(FAILS, note, value=share, figures=figures)
    if missing:
        note = Reason("incomplete", INCOMPLETE, {**values, "what": ITEM_WORDS[missing[0]]})
        return One(FAILS, note, value=share, figures=figures, is_caught_up=True)
    return One(PASSES, COMPLETE, value=share, figures=figures)


PRACTICE = Practice(
    code="P09.case",
    family=VALUE,
    slug="case-quality",
    title=_("A complete case, signed by three"),
    theme=VALUE.theme,
    question=_("Does the case of each initiative say what it has to, and have business, IT and finance signed it?"),
    tables=("initiatives", "cases"),
    uses=("departments",),
    counted=_("active initiatives with a case"),
    unit="share",
    better="up",
    threshold_open=0.7,
    open_reason=_("With three in ten incomplete or unsigned, money is released on somebody's word."),
    threshold_close=0.8,
    close_reason=_("A little above the opening threshold, so that one more or less does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of the cases are complete and signed by all three sides; {threshold} should be."),
    finding_none=_("None of the cases is complete and signed by all three sides; {threshold} should be."),
    fact_opens=_("for an initiative past approval: its case is on record and not signed by all three sides"),
    fact_closes=_("once business, IT and finance have signed the version, or it is over"),
    move=_(
        "Offer the case as it stands to the three who sign; what they will not sign is what has to be talked about."
    ),
    sources=(
        "Ward, Daniel & Peppard 2008, MIS Quarterly Executive 7(1)",
        "HM Treasury 2022, The Green Book",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
