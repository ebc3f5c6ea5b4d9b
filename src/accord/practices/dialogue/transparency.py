"""P22 — Everyone can see what AI work is going on, and why.

Question: Can everybody in the house see what AI initiatives there are and what they are for?

Why it matters: What people cannot see they imagine, and rumours about jobs travel faster than plans. A page that
anybody may open, in words anybody understands, costs little and ends most of the guessing.

Good example: Every active initiative has a page open to all staff: "Sorts incoming mail by subject so that the service
desk answers the same day. People still write every answer."

Bad example: The list of initiatives sits in a folder of the IT department; the entry for the mail sorter reads "NLP
triage v2".

How it is computed: Of the active initiatives (approved, being built, in testing or live), the share that everybody may
see and that has a summary of at least forty characters. Where it is not known who may see an initiative, it is left out
and named; an initiative without a summary does not pass. The range is Wilson's at 95 %.

What it cannot tell: Whether anybody looked, whether the words are plain to those who read them, and whether the people
affected were told what is in it for them and say that they understood: that takes a survey, and until one is held it
is not known.

Source: Wilson, JASA 22, 1927, for the range; the length of a summary is a choice of this house.
"""

from collections.abc import Iterator

import narwhals as nw
import polars as pl

from accord.practices.judging import insufficient, unasked
from accord.practices.members import FAILS, PASSES, UNKNOWN, Members, Told
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Reading, Reason
from accord.practices.reasons import how
from accord.practices.shares import WILSON, share_readings
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot, collect
from accord.tables.schemas import ACTIVE

LEAST_SUMMARY = 40
SEEN, LIMITED, NO_SUMMARY, SHORT_SUMMARY, NOT_KNOWN, STAGE_UNKNOWN = range(6)
STATES = {
    SEEN: PASSES,
    LIMITED: FAILS,
    NO_SUMMARY: FAILS,
    SHORT_SUMMARY: FAILS,
    NOT_KNOWN: UNKNOWN,
    STAGE_UNKNOWN: UNKNOWN,
}
NOTES: tuple[Reason | None, ...] = (
    None,
    Reason("limited", _("Not everybody may see it.")),
    Reason("no_summary", _("It has no summary.")),
    Reason("short_summary", _("Its summary has only {length} characters; a plain one takes at least 40.")),
    Reason("visibility_unknown", _("It is not known who may see it.")),
    Reason("stage_unknown", _("Its stage is unknown, so it is not known whether it is active.")),
)


def measure(snapshot: Snapshot, scope: Scope) -> Iterator[Reading]:
    """Yield the share of active initiatives that everybody can see with a plain summary."""
    why = unasked(PRACTICE, snapshot, ("initiatives",))
    rows = _rows(snapshot) if not why else pl.DataFrame()
    if not why and rows.height and not rows["state"].is_in([SEEN, LIMITED, NO_SUMMARY, SHORT_SUMMARY]).any():
        why = (Reason("visibility_not_asked", NOT_ASKED), how(PRACTICE, "visibility"))
    if why:
        return insufficient(PRACTICE, snapshot, scope, why, method=WILSON)
    members = Members.of(snapshot, rows, ("state", "length"))
    states = members.frame["state"].replace_strict(STATES, return_dtype=pl.Int64).to_numpy()
    notes = [NOTES[state] for state in members.frame["state"].to_list()]
    told = Told(states, notes, {"length": members.column("length")})
    return share_readings(PRACTICE, snapshot, scope, members, told, LEFT_OUT)


def _rows(snapshot: Snapshot) -> pl.DataFrame:
    """Return one row per active or unknown initiative: what there is to see of it."""
    length = nw.col("summary").str.strip_chars().str.len_chars().cast(nw.Int64).fill_null(0)
    seen = snapshot.tables["initiatives"].select("id", "visibility", length=length)
    state = (
        pl.when(pl.col("stage") == "unknown").then(STAGE_UNKNOWN)
        .when(pl.col("visibility").is_null()).then(NOT_KNOWN)
        .when(pl.col("visibility") == "limited").then(LIMITED)
        .when(pl.col("length") == 0).then(NO_SUMMARY)
        .when(pl.col("length") < LEAST_SUMMARY).then(SHORT_SUMMARY)
        .otherwise(SEEN)
    )  # fmt: skip
    active = snapshot.initiatives.filter(pl.col("stage").is_in([*ACTIVE, "unknown"]))
    return active.join(collect(seen).unique("id", keep="first"), on="id").with_columns(state=state.cast(pl.Int64))


LEFT_OUT = _("an unknown stage or no word on who may see them")
NOT_ASKED = _("Nobody has been asked yet who may see the initiatives.")

PRACTICE = Practice(
    code="P22",
    slug="transparency",
    title=_("AI work that everyone can see"),
    theme=_("Dialogue"),
    question=_("Can everybody in the house see what AI initiatives there are and what they are for?"),
    tables=("initiatives",),
    uses=("departments",),
    counted=_("active initiatives with known visibility"),
    unit="share",
    better="up",
    threshold_open=0.7,
    open_reason=_("When three in ten are hidden, people stop believing that the list is whole."),
    threshold_close=0.8,
    close_reason=_("A little above the opening threshold, so that one more or less does not make it flicker."),
    basis=Basis.FORMS,
    declared=True,
    finding=_("Only {value} of active initiatives can be seen by everybody with a plain summary; {threshold} should."),
    finding_none=_("None of the active initiatives can be seen by everybody with a plain summary; {threshold} should."),
    move=_("Open the pages that need not be closed, and write two plain sentences for each that has none."),
    sources=("Wilson 1927, JASA 22",),
    needs={
        "initiatives": _("Import the initiatives or add them one by one."),
        "visibility": _("Say on each initiative whether everybody may see it, or import the column “visibility”."),
    },
    limits=(
        Reason(
            "voice_unknown", _("Whether those affected were told and understood is not known: nobody was asked yet.")
        ),
    ),
    measure=measure,
)
