"""P09.proof — Benefits that were shown to have come.

Question: Of the benefit that was promised, how much is shown to have come, and to have come from this?

Why it matters: A number that got better is no proof: prices fell, the season changed, another team did something. What nobody looks
into is counted twice in good years and explained away in bad ones, and the next case is believed less.

Good example: "Visits of surveyors fell by 31 a month where photos are read, and by none in six regions where they are not.
Promised were 25."

Bad example: Calls became shorter after the launch. They became as much shorter in five teams that never had it.

How it is computed: For each initiative in use that promised a benefit, the change it caused, as the latest study says it, is divided by the
change promised, with the 95 % range of the study. What a study says is graded: A, a trial by lot; B, a comparison with units that did not have
it; C, one series with its trend; D, before and after only, or somebody's word. It is shown when the whole range reaches the promise, short when
the whole range lies below it, and unproven when two quarters after the start there is still no study of grade C or better, also of one claim beside others that are shown. Between these it
cannot be told yet. Of several claims of one initiative the amounts are added up where each is worth money in the same currency; else each
claim has the same weight. The figure of a group is the share shown ÷ (shown + short + unproven), with Wilson's 95 % range; what cannot be told yet
is left out and named. Unproven and short benefits are facts about an initiative and open a gap.

What it cannot tell: What else the initiative brought that nobody claimed, and whether a short benefit will grow. A study says what the numbers can
bear, not what people saw.

Source: Shadish, Cook & Campbell, Experimental and Quasi-Experimental Designs, 2002 (grades of evidence); Brodersen et al., Annals of
Applied Statistics 9, 2015; Abadie, Diamond & Hainmueller, JASA 105, 2010; Ward & Daniel, Benefits Management, 2012; Wilson, JASA 22, 1927. Two
quarters are a choice of this house.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import polars as pl

from accord.practices import reasons
from accord.practices.facts import NO_STAGE, NOT_IN_USE, OVER, OVER_STAGES, Facts, One, fact_readings, joined
from accord.practices.judging import insufficient, unasked
from accord.practices.members import ASIDE, FAILS, PASSES, UNKNOWN
from accord.practices.money.claims import Claim, claims_of, with_claims
from accord.practices.money.value import NEEDS, VALUE
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, SubjectKind, Value
from accord.practices.shares import WILSON
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

TWO_QUARTERS = 182
METHOD_ONE = "realised ÷ promised"
EVIDENCE = ("A", "B", "C")
INPUTS = ("stage", "trace", "has_cases", "benefit_likely")

SHORT = _("Short: {realised} % of what it promised is shown, at most {most} % (grade {grade}).")
NOTHING = _("Nothing of what it promised is shown to come from it: at most {most} % (grade {grade}).")
SHOWN = _("Shown: {realised} % of what it promised, at least {least} % (grade {grade}).")
OPEN = _("{realised} % of what it promised is shown so far, but it may be {least} to {most} % (grade {grade}).")
UNSTUDIED = _("Unproven: it has counted a benefit since {day}, and nobody has looked into whether it came from it.")
WEAK = _("Unproven: it has counted a benefit since {day}, and there is nothing but a before and after.")
EARLY = _("Too early to say: it counts a benefit since {day}.")
PART = _("Shown for {shown} of {of} claims; unproven for the rest, which has counted since {day}.")
PART_EARLY = _("Shown for {shown} of {of} claims; too early to say of the rest, which counts since {day}.")
UNCLAIMED = Reason("unclaimed", _("It promised a benefit, and nobody said which number should show it."))
NOT_SAID = Reason("not_said", _("How much it should move is not said."))
DISAGREE = Reason("disagree", _("The methods disagree on what it caused; read the study before using the number."))
CREDITED = _("Credited so far: {share} % of what is shown.")
LEFT_OUT = _("a benefit that cannot be told yet, or an unknown stage")


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of initiatives in use whose benefit is shown, and for each of them how much of it is."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "claims"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    rows = with_claims(snapshot, joined(snapshot, "cases", ("benefit_likely",), snapshot.initiatives))
    promised = (pl.col("trace") != "") | (pl.col("benefit_likely").fill_null(0) > 0)
    judge = partial(_judge, snapshot.as_of, claims_of(snapshot))
    facts = Facts.of(snapshot, rows.filter(promised), INPUTS, judge)
    return fact_readings(PRACTICE, snapshot, scope, facts, unknown=LEFT_OUT, method=METHOD_ONE)


def _judge(as_of: date, claims: Mapping[str, Sequence[Claim]], row: Mapping[str, Any]) -> One:
    if row["stage"] in OVER_STAGES:
        return One(ASIDE, OVER)
    if row["stage"] == "unknown":
        return One(UNKNOWN, NO_STAGE)
    if row["stage"] != "live":
        return One(ASIDE, NOT_IN_USE)
    mine = claims.get(row["id"], ())
    if not mine:
        return One(UNKNOWN, UNCLAIMED, more=(reasons.how(PRACTICE, "claims"),))
    studied = [one for one in mine if one.grade in EVIDENCE and one.estimate is not None]
    if not studied:
        return _unproven(as_of, mine)
    said = [one for one in studied if one.promised]
    if not said:
        return One(UNKNOWN, NOT_SAID)
    found, rest = _realised(said), [one for one in mine if one not in studied]
    return _shown_in_part(as_of, found, rest) if found.state == PASSES and rest else found


def _shown_in_part(as_of: date, found: One, rest: Sequence[Claim]) -> One:
    """Judge what is shown of some claims while others were not studied: these are not known, and later unproven."""
    since, shown = min(one.from_on for one in rest), found.n
    values: dict[str, Value] = {"shown": shown, "of": shown + len(rest), "day": since.isoformat()}
    if (as_of - since).days <= TWO_QUARTERS:
        return replace(found, state=UNKNOWN, note=Reason("part_early", PART_EARLY, values), is_unclear=True)
    return replace(found, state=FAILS, note=Reason("part", PART, values), value=shown / (shown + len(rest)))


def _unproven(as_of: date, mine: Sequence[Claim]) -> One:
    since = min(one.from_on for one in mine)
    values: dict[str, Value] = {"day": since.isoformat()}
    if (as_of - since).days <= TWO_QUARTERS:
        return One(UNKNOWN, Reason("early", EARLY, values))
    weak = any(one.grade for one in mine)
    note = Reason("weak", WEAK, values) if weak else Reason("unstudied", UNSTUDIED, values)
    return One(FAILS, note, value=0.0, n=len(mine))


def _realised(said: Sequence[Claim]) -> One:
    """Judge realised ÷ promised over the claims that were studied, by what they are worth or with equal weight."""
    weights = _weights(said)
    parts = [(w * r, w * low, w * high) for w, one in zip(weights, said, strict=True) for r, low, high in [one.ratio]]
    value, low, high = (sum(part) for part in zip(*parts, strict=True))
    grade = max(str(one.grade) for one in said)  # the weakest of them
    numbers: dict[str, Value] = {
        "realised": round(100 * value), "least": round(100 * low), "most": round(100 * high), "grade": grade,
    }  # fmt: skip
    credited = sum(w * (one.credited_share or 0) for w, one in zip(weights, said, strict=True))
    more: list[Reason] = [DISAGREE] if any(one.do_agree is False for one in said) else []
    more.append(Reason("credited", CREDITED, {"share": round(100 * credited)}))
    shared: dict[str, Any] = {
        "value": min(max(value, 0.0), 1.0),
        "n": len(said),
        "more": tuple(more),
        "figures": {"realised": value, "realised_low": low, "realised_high": high, "credited_share": credited},
    }
    if high < 1:
        text, names = (NOTHING, ("most", "grade")) if low <= 0 else (SHORT, ("realised", "most", "grade"))
        numbers["most"] = max(round(100 * high), 0)
        code = "nothing" if low <= 0 else "short"
        return One(FAILS, Reason(code, text, {name: numbers[name] for name in names}), **shared)
    if low >= 1:
        names = ("realised", "least", "grade")
        return One(PASSES, Reason("shown", SHOWN, {name: numbers[name] for name in names}), **shared)
    return One(UNKNOWN, Reason("open", OPEN, numbers), is_unclear=True, **shared)


def _weights(said: Sequence[Claim]) -> list[float]:
    amounts = [one.promised_amount or 0.0 for one in said]
    same = len({one.currency for one in said}) == 1 and said[0].currency is not None
    if same and all(amount > 0 for amount in amounts):
        return [amount / sum(amounts) for amount in amounts]
    return [1 / len(said)] * len(said)


PRACTICE = Practice(
    code="P09.proof",
    family=VALUE,
    slug="benefit-proven",
    title=_("Benefits that were shown to have come"),
    theme=VALUE.theme,
    question=_("Of the benefit that was promised, how much is shown to have come, and to have come from this?"),
    tables=("initiatives", "claims"),
    uses=("departments", "cases"),
    counted=_("initiatives in use with a promised benefit that can be told"),
    unit="share",
    better="up",
    threshold_open=0.5,
    open_reason=_("If half of what is in use cannot show its benefit, the next case is believed by nobody."),
    threshold_close=0.6,
    close_reason=_("A little above the opening threshold, so that one more or less does not make it flicker."),
    basis=Basis.LOGS,
    declared=False,
    finding=_("Only {value} of what is in use is shown to have brought what it promised; {threshold} should be."),
    finding_none=_("Nothing of what is in use is shown to have brought what it promised; {threshold} should be."),
    fact_opens=_(
        "for an initiative in use: its benefit is unproven after two quarters, or its whole range is below the promise"
    ),
    fact_closes=_("once the whole range reaches the promise, the promise is written anew, or it is over"),
    move=_(
        "Look at it in the next value review: keep it, change it or stop it, and write down what the numbers can claim."
    ),
    sources=(
        "Shadish, Cook & Campbell 2002, Experimental and Quasi-Experimental Designs",
        "Brodersen et al. 2015, Ann. Appl. Stat. 9",
        "Abadie, Diamond & Hainmueller 2010, JASA 105",
        "Ward & Daniel 2012, Benefits Management",
        "Wilson 1927, JASA 22",
    ),
    needs=NEEDS,
    own_gap_subjects=(SubjectKind.INITIATIVE,),
    measure=measure,
)
