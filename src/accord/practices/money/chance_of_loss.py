"""P09.loss — A chance of a loss that finance will bear.

Question: How likely is it that an initiative loses money, and is that more than finance said it will bear?

Why it matters: Every case has a positive sum at the bottom; that is what it was written for. What differs is how often it comes out
below zero. Knowing it before, one can try a smaller part first, or say that it is worth the chance.

Good example: "One chance in four that it loses money; finance bears one in three for something nobody has done before."

Bad example: The sum at the bottom is 900,000. That in half of the cases it is below zero nobody ever counted.

How it is computed: The costs and benefits of a case are distributions, as its ranges say; costs are multiplied by what similar work
came to in the end, the benefits come later and to fewer people as the case says. From that follows the net present value in
all its spread, and with it the chance that it lies below zero. The figure of an initiative is that chance; beyond what finance said it
will bear (40 % where nobody said anything) it is out of step. Beside it stand the value that nine times in ten is exceeded,
the middle, the one exceeded one time in ten, and the mean of the worst tenth. For departments and the organisation the figure is
the share of cases beyond, with Wilson's 95 % range. Where the spread is not known, because nothing has a range, it is left out and named.

What it cannot tell: What is not in the case: a benefit nobody thought of, or a competitor. Ranges are mostly given too narrow, so the true
chance is rather larger.

Source: Hertz, Harvard Business Review 42(1), 1964 (risk analysis of investments); Van Horne, Financial Management and Policy (spread
of the net present value); Rockafellar & Uryasev, Journal of Risk 2, 2000 (mean of the worst tenth); Wilson, JASA 22, 1927. 40 % is a choice of
this house: a little better than even, with room for ranges that are too narrow.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from accord.practices.facts import OVER, OVER_STAGES, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN
from accord.practices.money.value import NEEDS, VALUE
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

BEARABLE = 0.4
METHOD_ONE = "chance of a net present value below zero"
NPV = ("npv_p10", "npv_p50", "npv_p90", "cvar10")
READ = ("state", "loss_share", "risk_share", *NPV)
BEYOND = _("The chance that it loses money is {chance} %; finance bears {limit} %.")
BEYOND_USUAL = _(
    "The chance that it loses money is {chance} %; more than {limit} % is too much unless finance says otherwise."
)
WITHIN = _("The chance that it loses money is {chance} %; {limit} % are bearable.")
NOT_KNOWN = Reason("not_known", _("How its value may come out is not known: its case has no amounts to count from."))
BEING_WRITTEN = Reason("being_written", _("Its case is still being written."))
LEFT_OUT = _("no spread of the value")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of cases that lose money too likely, and for each initiative the chance that it does."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "cases"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    rows = joined(snapshot, "cases", READ, snapshot.initiatives).filter("has_cases")
    facts = Facts.of(snapshot, rows, ("stage", *READ), _judge)
    return fact_readings(PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE, counted=FAILS)


def _judge(row: Mapping[str, Any]) -> One:
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER)
    if row["state"] == "draft" and row["stage"] in ("idea", "unknown"):
        return One(ASIDE, BEING_WRITTEN)
    loss, said = row["loss_share"], row["risk_share"]
    if loss is None or not 0 <= loss <= 1:
        return One(UNKNOWN, NOT_KNOWN)
    limit = BEARABLE if said is None else said
    values: dict[str, Value] = {"chance": round(100 * loss), "limit": round(100 * limit)}
    figures: dict[str, Value] = {"risk_share": said, **{name: row[name] for name in NPV}}
    if loss > limit:
        note = Reason("beyond", BEYOND_USUAL if said is None else BEYOND, values)
        return One(FAILS, note, value=loss, figures=figures)
    return One(PASSES, Reason("within", WITHIN, values), value=loss, figures=figures)


PRACTICE = Practice(
    code="P09.loss",
    family=VALUE,
    slug="chance-of-loss",
    title=_("A bearable chance of a loss"),
    theme=VALUE.theme,
    question=_("How likely is it that an initiative loses money, and is that more than finance said it will bear?"),
    tables=("initiatives", "cases"),
    uses=("departments",),
    counted=_("cases with a spread of their value"),
    unit="share",
    better="down",
    threshold_open=BEARABLE,
    open_reason=_("Beyond four in ten it is nearly a coin toss, and ranges are mostly given too narrow."),
    threshold_close=0.35,
    close_reason=_(
        "A little below the opening threshold, so that a small change of an amount does not make it flicker."
    ),
    basis=Basis.FORMS,
    declared=True,
    finding=_("{value} of the cases lose money more likely than finance will bear; {threshold} is the most."),
    fact_opens=_(
        "for an initiative: the chance of a loss is above what finance said it will bear, or 40 % where it said nothing"
    ),
    fact_closes=_("once the chance is within what finance will bear, or it is over"),
    move=_(
        "Try a smaller part first and count what that would tell; or let finance say that it bears the chance, and why."
    ),
    sources=(
        "Hertz 1964, Harvard Business Review 42(1)",
        "Van Horne, Financial Management and Policy",
        "Rockafellar & Uryasev 2000, Journal of Risk 2",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
