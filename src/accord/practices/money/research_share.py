"""P11 — Time and money for trying things out.

Question: What share of budgets really goes into trying things out, and is what was set aside used?

Why it matters: What everybody calls important and nobody has an hour for does not happen. Money set aside that cannot be got at is a
figure for a speech.

Good example: Eight in a hundred are set aside for trials of up to six weeks; by the autumn most of it is used, and two of five trials
became something.

Bad example: A fund was announced in January. It takes a committee to get any of it, and in November nearly all is left.

How it is computed: Of the budgets that run on the day, what was used for trying things out is divided by the part of the whole budget
that belongs to the time gone by (evenly over its days). Money and working days are counted apart, each where both the whole and the part set
aside are known; if both are, the larger share counts. Amounts in the currency of most budgets are added, the others are named.
Beside it stand the share set aside, how much of that was used, and how much of the time is gone. These are sums from the books and no
estimate, so there is no range. In the first quarter of a budget nothing is called bad. For the organisation its own budgets count; if
it has none, those of all departments. Departments are counted with those below them. Where a budget is on record and not a word about what
was used, it is left out and named; where there is no budget at all, nobody was asked.

What it cannot tell: What came of the trials, and what people try in time that nobody counts. Where a department's budget is part of
another one's, both are counted.

Source: Nagji & Tuff, Harvard Business Review 90(5), 2012 (how firms divide their means between running, improving and trying); OECD,
Frascati Manual, 2015, for what counts as research and development. The limit of 2 % is a choice of this house: less than an hour a week.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from accord.practices import reasons
from accord.practices.judging import Finding, fact, insufficient, unasked
from accord.practices.members import Branch, Members
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Status, SubjectKind, Value, Verdict
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect

METHOD = "used ÷ budget of the time gone by"
EARLY = timedelta(days=91)
MONEY = ("total_amount", "aside_amount", "used_amount")
DAYS = ("total_days", "aside_days", "used_days")
READ = ("department", "from_on", "to_on", "currency", *MONEY, *DAYS)

ASIDE_MONEY = _("Set aside: {aside} % of the money; used of that: {used} %, with {gone} % of the time gone.")
ASIDE_DAYS = _("Set aside: {aside} % of the working days; used of that: {used} %, with {gone} % of the time gone.")
NONE_MONEY = _("Nothing of the money is set aside for trying things out.")
NONE_DAYS = _("None of the working days is set aside for trying things out.")
NONE_RUNS = Reason("none_runs", _("No budget on record runs on this day."))
OTHER_CURRENCY = _("In another currency and not added: {count} budgets.")
NOT_SAID = _("nothing on record about what is set aside or used")


@dataclass(frozen=True, slots=True)
class Means:
    """What running budgets hold of money or of days: the whole that belongs to the time gone by, and the parts."""

    total: float
    aside: float
    used: float
    due: float  # the part of the whole that belongs to the time gone by

    @property
    def share(self) -> float:
        """Return used ÷ what belongs to the time gone by."""
        return self.used / self.due

    def figures(self, name: str) -> dict[str, Value]:
        """Return the sums by name."""
        return {f"total_{name}": self.total, f"aside_{name}": self.aside, f"used_{name}": self.used}

    def said(self, text: str, none: str) -> Reason:
        """Say which share is set aside, and how much of that was used."""
        if not self.aside:
            return Reason("none_aside", none)
        parts = {"aside": self.aside / self.total, "used": self.used / self.aside, "gone": self.due / self.total}
        return Reason("aside", text, {name: round(100 * part, 1) for name, part in parts.items()})


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of running budgets that was used for trying things out, for the organisation and each department."""
    why = unasked(PRACTICE, snapshot, ("research_budgets",))
    if why:
        yield from insufficient(PRACTICE, snapshot, scope, why, method=METHOD)
        return
    rows = collect(snapshot.tables["research_budgets"].select("id", *READ)).unique(
        "id", keep="first", maintain_order=True
    )
    members = Members.of(snapshot, rows.with_columns(title=pl.lit("")), READ)
    for branch in members.wanted(scope):
        yield _group(snapshot, scope, members, branch)


def _group(snapshot: Snapshot, scope: Scope, members: Members, branch: Branch) -> Reading:
    running = _running(members.frame[branch.rows], branch, snapshot.as_of)
    currency = _commonest(running)
    same = [row for row in running if row["currency"] == currency]
    money, days = _means(same, MONEY, snapshot.as_of), _means(running, DAYS, snapshot.as_of)
    known = [row for row in running if _is_known(row, MONEY) or _is_known(row, DAYS)]
    foreign = sum(_is_known(row, MONEY) and row["currency"] != currency for row in running)
    said = _said(running, money, days, foreign=foreign, missing=len(running) - len(known))
    shares = [one.share for one in (money, days) if one]
    found = Finding(
        kind=branch.kind,
        id=branch.id,
        n=len(known) if shares else 0,
        n_missing=len(running) - len(known),
        digest=members.digest(branch.rows),
        method=METHOD,
        value=max(shares, default=None),
        guard=(max(shares, default=None),) * 2,
        reasons=said,
        figures={
            "currency": currency if money else None,
            **(money.figures("amount") if money else {}),
            **(days.figures("days") if days else {}),
        },
    )
    return _judged(snapshot, scope, found, running, is_whole=branch.whole)


def _judged(
    snapshot: Snapshot, scope: Scope, found: Finding, running: Sequence[Mapping[str, Any]], *, is_whole: bool
) -> Reading:
    if found.value is None:
        return fact(PRACTICE, snapshot, scope, found, status=Status.INSUFFICIENT)
    is_early = all(snapshot.as_of - row["from_on"] < EARLY for row in running)
    closes = PRACTICE.is_past_closing(found.value)
    is_low = found.value < PRACTICE.threshold_open
    verdict = Verdict.GOOD if closes else Verdict.BAD if is_low and not is_early else Verdict.UNCLEAR
    opens = verdict is Verdict.BAD and not is_whole
    return fact(PRACTICE, snapshot, scope, found, status=Status.OK, verdict=verdict, opens=opens, closes=closes)


def _running(frame: pl.DataFrame, branch: Branch, as_of: date) -> list[dict[str, Any]]:
    """Return the budgets that run on the day; of the organisation its own alone, if it has any."""
    rows = [row for row in frame.iter_rows(named=True) if row["from_on"] <= as_of <= row["to_on"]]
    own = [row for row in rows if row["department"] is None]
    return own if own and branch.kind is SubjectKind.ORGANISATION else rows


def _commonest(running: Sequence[Mapping[str, Any]]) -> str | None:
    of = [row["currency"] for row in running if row["currency"] and _is_known(row, MONEY)]
    return min(of, key=lambda one: (-of.count(one), one), default=None)


def _is_known(row: Mapping[str, Any], names: Sequence[str]) -> bool:
    total, aside, used = (row[name] for name in names)
    return bool(total and total > 0) and aside is not None and (used is not None or aside == 0)


def _means(rows: Sequence[Mapping[str, Any]], names: Sequence[str], as_of: date) -> Means | None:
    known = [row for row in rows if _is_known(row, names)]
    if not known:
        return None
    total, aside, used = (sum(float(row[name] or 0) for row in known) for name in names)
    return Means(total, aside, used, sum(float(row[names[0]]) * _gone(row, as_of) for row in known))


def _gone(row: Mapping[str, Any], as_of: date) -> float:
    """Return the share of a budget's days that are gone, today included."""
    gone, days = (as_of - row["from_on"]).days + 1, (row["to_on"] - row["from_on"]).days + 1
    return float(gone / days)


def _said(
    running: Sequence[Mapping[str, Any]], money: Means | None, days: Means | None, *, foreign: int, missing: int
) -> tuple[Reason, ...]:
    if not running:
        return NONE_RUNS, reasons.how(PRACTICE, "research_budgets")
    said: list[Reason] = []
    if money:
        said.append(money.said(ASIDE_MONEY, NONE_MONEY))
    if days:
        said.append(days.said(ASIDE_DAYS, NONE_DAYS))
    if foreign and money:
        said.append(Reason("other_currency", OTHER_CURRENCY, {"count": foreign}))
    if missing:
        said += [reasons.left_out(missing, NOT_SAID), reasons.how(PRACTICE, "research_budgets")]
    return tuple(said)


PRACTICE = Practice(
    code="P11",
    slug="research-share",
    title=_("Time and money for trying things out"),
    theme=_("Money and value"),
    question=_("What share of budgets really goes into trying things out, and is what was set aside used?"),
    tables=("research_budgets",),
    uses=("departments",),
    counted=_("budgets that run today"),
    unit="share",
    better="up",
    threshold_open=0.02,
    open_reason=_("Less than two in a hundred is less than an hour a week: nobody tries anything in that time."),
    threshold_close=0.03,
    close_reason=_("Half as much again as the opening threshold, so that one month does not make it flicker."),
    min_rows=1,
    full_rows=1,
    basis=Basis.LOGS,
    declared=False,
    finding=_("Only {value} of the budgets so far went into trying things out; {threshold} is the least."),
    finding_none=_("Nothing of the budgets so far went into trying things out; {threshold} is the least."),
    move=_(
        "Let teams take up to six weeks and a fixed sum without a committee, and look every quarter at what was used."
    ),
    sources=("Nagji & Tuff 2012, Harvard Business Review 90(5)", "OECD 2015, Frascati Manual"),
    needs={
        "research_budgets": _(
            "Say on the page for research what is set aside for trying things out, and write down what is used."
        ),
    },
    opens_by_fact=True,
    measure=measure,
)
