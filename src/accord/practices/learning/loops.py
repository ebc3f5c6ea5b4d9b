"""What all measures of P50 have in common, and how long something waits, as the fact about a single initiative."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from accord.practices.family import Family
from accord.practices.judging import Finding, fact
from accord.practices.members import fingerprint
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Reading, Reason, Status, SubjectKind, Verdict
from accord.practices.words import gettext_noop as _
from accord.tables import Snapshot

LOOPS = Family(
    code="P50",
    title=_("Something follows from what is found"),
    theme=_("Readiness and learning"),
    question=_("Are questions decided, actions done, gaps closed, and are people told what became of their findings?"),
    why=_(
        "People stop saying what is wrong where nothing follows from it. A finding is worth as much as the decision, the "
        "action with an owner and a date, and the answer that come of it."
    ),
)
METHOD_ONE = "days of the oldest"
OVER = _("It is over: it was retired or cancelled.")


@dataclass(frozen=True, slots=True)
class OldestWords:
    """What is said of one initiative: the oldest that is open is too old, is not, or there is none."""

    too_old: str
    open: str
    none: str


def oldest_readings(
    practice: Practice, snapshot: Snapshot, scope: Scope, rows: pl.DataFrame, words: OldestWords, *, limit: int
) -> Iterator[Reading]:
    """Yield for each initiative of `rows` how many days the oldest that is open has waited: a fact with no range.

    `rows` has `initiative`, `id`, `days` and `is_open`. It opens a gap of its own beyond `limit` days and closes it once
    nothing open is older than the closing threshold.
    """
    stages = dict(snapshot.initiatives.select("id", "stage").rows())
    for initiative, group in sorted(_by_initiative(rows).items()):
        if initiative not in stages or not scope.wants(SubjectKind.INITIATIVE, initiative):
            continue
        waiting = group.filter("is_open").sort("days", "id", descending=[True, False])
        days = int(waiting["days"][0]) if waiting.height else 0
        is_over = stages[initiative] in {"retired", "cancelled"}
        found = Finding(
            kind=SubjectKind.INITIATIVE,
            id=initiative,
            n=group.height,
            n_missing=0,
            digest=fingerprint("\n".join(sorted(waiting["id"].to_list()))),
            method=METHOD_ONE,
            value=None if is_over else float(days),
            guard=(None, None) if is_over else (float(days), float(days)),
            reasons=(_reason(words, days, waiting.height, limit, is_over=is_over),),
        )
        yield _fact(practice, snapshot, scope, found, days, limit, is_over=is_over)


def _by_initiative(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    known = rows.filter(pl.col("initiative").is_not_null())
    return {str(key[0]): group for key, group in known.group_by("initiative")}


def _reason(words: OldestWords, days: int, count: int, limit: int, *, is_over: bool) -> Reason:
    if is_over:
        return Reason("over", OVER)
    if not count:
        return Reason("none_open", words.none)
    values = {"days": days, "count": count, "limit": limit}
    return Reason("too_old", words.too_old, values) if days > limit else Reason("open", words.open, values)


def _fact(
    practice: Practice, snapshot: Snapshot, scope: Scope, found: Finding, days: int, limit: int, *, is_over: bool
) -> Reading:
    if is_over:
        return fact(practice, snapshot, scope, found, status=Status.NOT_APPLICABLE, closes=True)
    back = days <= practice.threshold_close
    verdict = Verdict.BAD if days > limit else Verdict.GOOD if back else Verdict.UNCLEAR
    return fact(practice, snapshot, scope, found, status=Status.OK, verdict=verdict, opens=days > limit, closes=back)
