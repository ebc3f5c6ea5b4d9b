"""P01 — Goals owned jointly by business and IT, every initiative linked.

Question: Does every initiative serve a goal that business and IT own together?

Why it matters: Work that serves nobody's goal is the first to stall when money is short, and a goal that only one side
owns is delivered to one side's taste. When both sides have put their name to the goal and to the link, a later dispute
starts from a sentence they wrote together.

Good example: "Fewer returned orders" has an owner in sales and one in IT; both agreed to it on a day that is recorded,
and both agreed that the returns forecast serves it.

Bad example: Ten pilots are under way. Four name a goal, two of those goals have no owner on the business side, and
nobody in the business was ever asked whether the pilots serve it.

How it is computed: Of the active initiatives (approved, being built, in testing or live; an idea is not decided yet, a
retired or cancelled one is over), the share linked to at least one open goal that has a business owner and an IT owner,
to which both agreed, and where both agreed to the link. An agreement counts from its day on. One side's agreement is
work in progress: it stays in the count and is not a pass. The range is Wilson's at 95 %. Beside it stands the same
share weighted by planned cost, in the currency that most initiatives are planned in; amounts in other currencies are
named, not added. Initiatives whose stage is unknown, also because their list no longer names them, are left out and
named.

What it cannot tell: Whether the goal is a good one, whether the owners ever talk, or whether the link is more than a
tick in a form. It rests on forms alone and is shown as declared.

Source: Reich & Benbasat, MIS Quarterly 24(1), 2000 (shared domain knowledge and linked plans); Wilson, JASA 22, 1927,
for the range.
"""

from collections.abc import Iterator
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from accord.practices.judging import insufficient, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Branch, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason, Value
from accord.practices.reasons import UNKNOWN_STAGE
from accord.practices.shares import WILSON, share_readings
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect
from accord.tables.schemas import ACTIVE

NO_GOAL, GOAL_CLOSED, OWNER_MISSING, GOAL_NOT_AGREED, LINK_NOT_AGREED, JOINT = range(6)
NOTES: tuple[Reason | None, ...] = (
    Reason("no_goal", _("Serves no goal that is recorded.")),
    Reason("goal_closed", _("Serves only goals that are closed.")),
    Reason("owner_missing", _("Its goal lacks an owner on one side.")),
    Reason("goal_not_agreed", _("Its goal is not agreed by both sides.")),
    Reason("link_not_agreed", _("Both sides have not agreed that it serves the goal.")),
    None,
)
STAGE_UNKNOWN = Reason("stage_unknown", _("Its stage is unknown, so it is not known whether it is active."))


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of active initiatives that serve a jointly owned and agreed goal."""
    why = unasked(PRACTICE, snapshot, ("initiatives", "goals")) or _links_unasked(snapshot)
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    members = Members.of(snapshot, _rows(snapshot), ("step", "stage", "amount"))
    step, known = members.column("step"), members.column("stage") != "unknown"
    states = np.where(known, np.where(step == JOINT, PASSES, FAILS), UNKNOWN)
    notes = [NOTES[s] if k else STAGE_UNKNOWN for s, k in zip(step.tolist(), known.tolist(), strict=True)]
    told, money = Told(states, notes), _money(members, states)
    return share_readings(PRACTICE, snapshot, scope, members, told, UNKNOWN_STAGE, money)


def _links_unasked(snapshot: Snapshot) -> tuple[Reason, ...]:
    return () if snapshot.has("goal_links") else unasked(PRACTICE, snapshot, ("goal_links",))


def _rows(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per active or unknown initiative: how far its best link got, its planned cost and currency."""
    rows = snapshot.initiatives.filter(pl.col("stage").is_in([*ACTIVE, "unknown"]))
    rows = rows.join(_steps(snapshot), left_on="id", right_on="initiative", how="left")
    rows = rows.join(_planned(snapshot), left_on="id", right_on="initiative", how="left")
    return rows.with_columns(pl.col("step").fill_null(NO_GOAL))


def _steps(snapshot: Snapshot) -> pl.DataFrame:
    day = snapshot.as_of
    goals = snapshot.tables["goals"].select(
        goal=nw.col("id"),
        is_open=nw.col("active").fill_null(True),
        owned=~nw.col("business_owner").is_null() & ~nw.col("it_owner").is_null(),
        agreed=_both_by(day),
    )
    links = snapshot.tables["goal_links"].select("initiative", "goal", linked=_both_by(day))
    step = (
        nw.when(~nw.col("is_open")).then(nw.lit(GOAL_CLOSED))
        .when(~nw.col("owned")).then(nw.lit(OWNER_MISSING))
        .when(~nw.col("agreed")).then(nw.lit(GOAL_NOT_AGREED))
        .when(~nw.col("linked")).then(nw.lit(LINK_NOT_AGREED))
        .otherwise(nw.lit(JOINT))
    )  # fmt: skip
    joined = links.join(goals, on="goal", how="inner").select("initiative", step=step.cast(nw.Int64))
    return collect(joined.group_by("initiative").agg(nw.col("step").max()))


def _both_by(day: Any) -> nw.Expr:
    business, it = nw.col("business_agreed_on") <= day, nw.col("it_agreed_on") <= day
    both: nw.Expr = business.fill_null(False) & it.fill_null(False)
    return both


def _planned(snapshot: Snapshot) -> pl.DataFrame:
    """Return each initiative's planned cost, one row per initiative: in the currency most are planned in, else null."""
    money = snapshot.get("money")
    empty = pl.DataFrame(schema={"initiative": pl.String, "amount": pl.Float64, "currency": pl.String})
    if money is None:
        return empty
    planned = money.filter((nw.col("kind") == "planned") & (nw.col("flow") == "cost"))
    sums = collect(planned.group_by("initiative", "currency").agg(nw.col("amount").sum()))
    if sums.is_empty():
        return empty
    most = sums.group_by("currency").len().sort("len", "currency", descending=[True, False])["currency"][0]
    same = sums.with_columns(pl.col("amount").cast(pl.Float64))
    main = same.filter(pl.col("currency") == most)
    other = same.filter(pl.col("currency") != most).join(main, on="initiative", how="anti")
    other = other.unique("initiative").with_columns(amount=pl.lit(None, dtype=pl.Float64))
    return pl.concat([main, other.select(main.columns)])


def _money(members: Members, states: Any) -> Any:
    """Return what gives each subject its money-weighted share."""
    frame = members.frame
    amount = np.where(states == UNKNOWN, np.nan, frame["amount"].to_numpy())
    planned = np.nan_to_num(amount, nan=0.0)
    joint = np.where(states == PASSES, planned, 0.0)
    stranger = (frame["amount"].is_null() & frame["currency"].is_not_null()).to_numpy()
    currency = frame.filter(pl.col("amount").is_not_null())["currency"]
    currency_code: str | None = currency[0] if currency.len() else None

    def more(branch: Branch) -> tuple[dict[str, Value], tuple[Reason, ...]]:
        total, foreign = float(planned[branch.rows].sum()), int(stranger[branch.rows].sum())
        if total <= 0:
            return {"money_share": None, "money_total": None, "money_currency": None}, ()
        said = (Reason("other_currency", OTHER_CURRENCY, {"count": foreign}),) if foreign else ()
        share = float(joint[branch.rows].sum()) / total
        return {"money_share": share, "money_total": total, "money_currency": currency_code}, said

    return more


OTHER_CURRENCY = _("Planned in another currency and not part of the share of money: {count} initiatives.")

PRACTICE = Practice(
    code="P01",
    slug="joint-goals",
    title=_("Goals owned jointly"),
    theme=_("Shared direction"),
    question=_("Does every initiative serve a goal that business and IT own together?"),
    tables=("initiatives", "goals", "goal_links"),
    uses=("departments", "money"),
    counted=_("active initiatives"),
    unit="share",
    better="up",
    threshold_open=0.7,
    open_reason=_("With three in ten serving no agreed goal, priorities are set by whoever asks last."),
    threshold_close=0.8,
    close_reason=_("A little above the opening threshold, so that one more or less does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of active initiatives serve a goal that both sides own and agreed to; {threshold} should."),
    finding_none=_(
        "None of the active initiatives serves a goal that both sides own and agreed to; {threshold} should."
    ),
    move=_("Take the initiatives without such a goal one by one: agree on a goal and its two owners, or stop."),
    sources=("Reich & Benbasat 2000, MIS Quarterly 24(1)", "Wilson 1927, JASA 22"),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "goals": _("Add goals with a business owner and an IT owner, or import them."),
        "goal_links": _("On each initiative, name the goal it serves and let both sides agree."),
    },
    measure=measure,
)
