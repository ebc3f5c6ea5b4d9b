"""Promises as the measures of P30 read them: what became of each by its first day, and who promised whom."""

import math
from collections.abc import Sequence

import polars as pl

from accord.practices.family import Family
from accord.practices.members import fingerprint
from accord.practices.reading import SubjectKind
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect
from accord.tables.schemas import FORECASTING_SIDES

PROMISES = Family(
    code="P30",
    title=_("Promises, in both directions"),
    theme=_("Delivery and trust"),
    question=_("Do both sides promise, and can the other side plan with it?"),
    why=_(
        "Plans rest on other people's dates. Where only one side promises, the other is never asked for what it holds back; "
        "where days do not hold, everybody adds time of their own; where every day holds, little was dared."
    ),
)
FEWEST_PEOPLE = 3
ALL_KEPT, NEARLY_ALL, HARDLY_LUCK = 10, (20, 0.95), 0.05  # when a record is too good: from how many, beyond what share
SIDES = tuple((SubjectKind.SIDE, side) for side in FORECASTING_SIDES)
READ = (
    "owner", "department", "side", "first_due_on", "kept_on", "state", "withdrawn_on", "renegotiated_on",
    "confidence_share", "reason",
)  # fmt: skip
MORE = ("made_on", "to_side", "initiative", "stated_by")
KEPT, AGREED, MISSED, RELEASED, AHEAD, NO_DAY = "kept", "renegotiated", "missed", "released", "ahead", "no_day"
UNTOLD = "untold"
BY_LIST = "list"
DUE = (KEPT, AGREED, MISSED)
FEW_PEOPLE = _("Fewer than {minimum} people promised: a share would speak of persons.")
NEEDS = {
    "promises": _("Write promises down where they are made: in meetings, from gaps, and what the business gives, too.")
}


def promises(snapshot: Snapshot) -> pl.DataFrame:
    """Return every promise made by the day of the snapshot with what it `became` by its first day, and where it stands.

    `stands` and `to_stands` are the sides of who promised and to whom, executives and HR with the business. Days after
    the snapshot's own are not known yet.
    """
    return snapshot.once("delivery.promises", _promises)


def _promises(snapshot: Snapshot) -> pl.DataFrame:
    rows = collect(snapshot.tables["promises"].select("id", *MORE, *READ))
    as_of = pl.lit(snapshot.as_of, dtype=pl.Date)
    rows = rows.filter((pl.col("made_on") <= as_of).fill_null(True)).unique("id", keep="first", maintain_order=True)
    first = pl.col("first_due_on")
    kept, back, agreed = (
        pl.when(pl.col(name) <= as_of).then(pl.col(name)) for name in ("kept_on", "withdrawn_on", "renegotiated_on")
    )
    known = rows.with_columns(kept_on=kept, withdrawn_on=back, renegotiated_on=agreed)
    is_kept, is_back = pl.col("state") == "kept", pl.col("state") == "withdrawn"
    became = (
        pl.when(first >= as_of).then(pl.lit(AHEAD))
        .when(is_kept & rows["kept_on"].is_null()).then(pl.lit(NO_DAY))
        .when(is_kept & (pl.col("kept_on") <= first)).then(pl.lit(KEPT))
        .when(is_back & rows["withdrawn_on"].is_null()).then(pl.lit(RELEASED))
        .when(is_back & (pl.col("withdrawn_on") < first)).then(pl.lit(RELEASED))
        .when(pl.col("renegotiated_on") < first).then(pl.lit(AGREED))
        .when(pl.col("state") == UNTOLD).then(pl.lit(UNTOLD))
        .otherwise(pl.lit(MISSED))
    )  # fmt: skip
    with_business = {"hr": "business", "executive": "business"}
    return known.with_columns(
        title=pl.lit(""),
        became=became,
        stands=pl.col("side").replace(with_business),
        to_stands=pl.col("to_side").replace(with_business),
    )


def said_by_people(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the promises that people gave, without the planned ends that a list states."""
    return rows.filter(pl.col("stated_by").fill_null("people") != BY_LIST)


def side_digest(rows: pl.DataFrame) -> str:
    """Return a fingerprint of what was read for these promises."""
    parts = [pl.col(name).cast(pl.String).fill_null("\x00") for name in ("id", *READ)]
    return fingerprint("\n".join(rows.select(pl.concat_str(parts, separator="\x1f")).to_series().to_list()))


def people(rows: pl.DataFrame) -> int:
    """Count who promised: people, and departments that promise as such; where nobody is named nobody can be scored."""
    if rows["owner"].null_count() == rows.height:
        return FEWEST_PEOPLE
    teams = rows.filter(pl.col("owner").is_null())["department"].drop_nulls()
    return int(rows["owner"].drop_nulls().n_unique()) + int(teams.n_unique())


def stated(rows: pl.DataFrame) -> list[float]:
    """Return how sure people said they were, of those promises of which anybody said it."""
    found: list[float] = rows["confidence_share"].fill_nan(None).drop_nulls().to_list()
    return found


def is_too_good(kept: int, n: int, sure: Sequence[float]) -> bool:
    """Tell whether a record is better than what was promised allows, or than promises that matter can be."""
    if n >= NEARLY_ALL[0] and kept > NEARLY_ALL[1] * n:
        return True
    return n >= ALL_KEPT and kept == n and bool(sure) and math.prod(sure) < HARDLY_LUCK
