"""Which initiatives owe which artefacts, and what was answered about them."""

import narwhals as nw
import polars as pl

from accord.practices.reading import Reason
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect
from accord.tables.schemas import ARTEFACTS

COVERED, NOT_COVERED, CLASS_UNKNOWN, PROHIBITED, STAGE_UNKNOWN = range(5)
ANSWERS = ("yes", "no", "in_progress", "not_applicable")

ALL_THERE = Reason("all_there", _("All that applies is there."))
SOME_FAIL = Reason("some_fail", _("{no} of the 8 required checks say “no”."))
SOME_UNKNOWN = Reason("some_unknown", _("{yes} of 8 there; {open} in progress or not known."))
CLASS_FIRST = Reason("class_first", _("Its risk class is not known; {yes} of 8 artefacts are there."))
IS_PROHIBITED = Reason("prohibited", _("Its use is prohibited."))
NO_STAGE = Reason("stage_unknown", _("Its stage is unknown, so it is not known whether it is in use."))


def initiative_rows(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per initiative beyond an idea: whether the checks are due, and how often each answer was given."""
    rows = snapshot.initiatives.filter(pl.col("stage") != "idea")
    rows = rows.join(_duties(snapshot), left_on="id", right_on="initiative", how="left")
    rows = rows.join(_answers(snapshot), left_on="id", right_on="initiative", how="left")
    rows = rows.with_columns(pl.col("duty").fill_null(CLASS_UNKNOWN), *(pl.col(a).fill_null(0) for a in ANSWERS))
    needed = pl.lit(len(ARTEFACTS)) - pl.col("not_applicable")
    duty = pl.when(pl.col("stage") == "unknown").then(STAGE_UNKNOWN).otherwise("duty")
    return rows.with_columns(needed=needed, duty=pl.when(pl.col("duty") == NOT_COVERED).then("duty").otherwise(duty))


def _duties(snapshot: Snapshot) -> pl.DataFrame:
    risk = snapshot.get("risk")
    if risk is None:
        return pl.DataFrame(schema={"initiative": pl.String, "duty": pl.Int64})
    touches = nw.col("rights_impacting").fill_null(False) | nw.col("safety_impacting").fill_null(False)
    spared = (~nw.col("rights_impacting")).fill_null(False) & (~nw.col("safety_impacting")).fill_null(False)
    duty = (
        nw.when(nw.col("risk") == "prohibited").then(nw.lit(PROHIBITED))
        .when((nw.col("risk") == "high") | touches).then(nw.lit(COVERED))
        .when(nw.col("risk").is_in(["minimal", "limited"]) | spared).then(nw.lit(NOT_COVERED))
        .otherwise(nw.lit(CLASS_UNKNOWN))
    )  # fmt: skip
    known = risk.with_columns(nw.col("risk").fill_null("unknown"))
    return collect(known.select("initiative", duty=duty.cast(nw.Int64))).unique("initiative", keep="first")


def _answers(snapshot: Snapshot) -> pl.DataFrame:
    asked = snapshot.tables["evidence"].filter(nw.col("question").is_in(ARTEFACTS))
    counts = asked.select("initiative", **{a: (nw.col("answer") == a).fill_null(False).cast(nw.Int64) for a in ANSWERS})
    rows = collect(counts.group_by("initiative").agg(*(nw.col(a).sum() for a in ANSWERS)))
    return rows.with_columns(pl.col(ANSWERS).cast(pl.Int64))


def note_of(duty: int, yes: int, no: int, needed: int) -> Reason:
    """Return in words how an initiative stands."""
    special = {PROHIBITED: IS_PROHIBITED, STAGE_UNKNOWN: NO_STAGE, CLASS_UNKNOWN: CLASS_FIRST}
    if duty in special:
        return special[duty]
    if no:
        return SOME_FAIL
    return ALL_THERE if yes == needed else SOME_UNKNOWN
