"""The rows of a batch with what would happen to them and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.models import Batch, Row
from accord.apps.batches.permissions import visible_to
from accord.apps.batches.reads.sentences import problem_label, problem_sentence
from accord.apps.batches.rules.problems import TEXTS, Problem
from accord.apps.batches.rules.verdicts import Verdict
from accord.apps.batches.sockets import fields_of
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Viewer

VERDICT_LABELS = {
    Verdict.NEW: gettext_lazy("New"),
    Verdict.CHANGED: gettext_lazy("Changed"),
    Verdict.SAME: gettext_lazy("The same"),
    Verdict.REFUSED: gettext_lazy("Left out"),
}
VERDICT_TONES = {Verdict.NEW: "good", Verdict.CHANGED: "warn", Verdict.SAME: "quiet", Verdict.REFUSED: "bad"}


def _with_kinds(kinds: Sequence[str]) -> Q:
    return reduce(or_, (Q(kinds__contains=f"|{kind}|") if kind != "any" else ~Q(kinds="") for kind in kinds))


ROWS = ListSpec(
    filters=(
        Filter("verdict", gettext_lazy("What happens"), [(v.value, words) for v, words in VERDICT_LABELS.items()]),
        Filter(
            "problem",
            gettext_lazy("Problem"),
            [
                ("any", gettext_lazy("any problem")),
                *((kind.value, gettext_lazy(texts[0])) for kind, texts in TEXTS.items()),
            ],
            where=_with_kinds,
        ),
    ),
    search=("title",),
    sorts={"row": ("number",), "title": ("title", "number")},
    default_sort="row",
    page_size=50,
)


@dataclass(frozen=True)
class ProblemLine:
    """One problem of a row in words; ``column`` is the header, "" for the whole row."""

    kind: str
    label: str
    column: str
    sentence: str


@dataclass(frozen=True)
class RowLine:
    """One row in the preview."""

    number: int
    line: int
    title: str
    verdict: str
    verdict_words: str
    tone: str
    problems: tuple[ProblemLine, ...]
    changes: tuple[str, ...]
    cells: tuple[tuple[str, str], ...]


def row_page(*, viewer: Viewer, batch_id: int, query: ListQuery) -> ListPage[RowLine]:
    """List rows of a batch. Raises NotFound."""
    batch = _batch(viewer, batch_id)
    labels = _labels(batch)
    records = query.page(Row.objects.filter(batch=batch))
    return query.page_with((_line(row, batch, labels) for row in records.rows), records)


def first_cells(*, viewer: Viewer, batch_id: int, limit: int) -> list[list[str]]:
    """Give the cells of the first rows, shortened, for a first look. Raises NotFound."""
    batch = _batch(viewer, batch_id)
    rows = Row.objects.filter(batch=batch).order_by("number").values_list("cells", flat=True)[:limit]
    width = len(batch.headers)
    return [[_cut(text) for text in (*cells[:width], *[""] * (width - len(cells)))] for cells in rows]


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 120 else f"{words[:119]}…"


def _batch(viewer: Viewer, batch_id: int) -> Batch:
    batch = visible_to(viewer).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    return batch


def _labels(batch: Batch) -> dict[str, str]:
    return {field.name: str(field.label) for field in fields_of(batch.target)}


def _line(row: Row, batch: Batch, labels: dict[str, str]) -> RowLine:
    verdict = Verdict(row.verdict) if row.verdict else None
    return RowLine(
        number=row.number,
        line=row.line,
        title=row.title,
        verdict=row.verdict,
        verdict_words=str(VERDICT_LABELS[verdict]) if verdict else "",
        tone=VERDICT_TONES[verdict] if verdict else "quiet",
        problems=tuple(_problem(Problem.from_json(data), batch.headers) for data in row.problems),
        changes=tuple(_change(name, pair, labels) for name, pair in row.changes.items()),
        cells=tuple(
            (batch.headers[place], text) for place, text in enumerate(row.cells[: len(batch.headers)]) if text.strip()
        ),
    )


def _problem(problem: Problem, headers: Sequence[str]) -> ProblemLine:
    column = headers[problem.column] if problem.column is not None and problem.column < len(headers) else ""
    return ProblemLine(str(problem.kind), problem_label(problem.kind), column, problem_sentence(problem))


def _change(name: str, pair: Sequence[object], labels: dict[str, str]) -> str:
    said = {
        "field": labels.get(name, name.removeprefix("extra.").replace("_", " ")),
        "old": _short(pair[0]),
        "new": _short(pair[1]),
    }
    return _("%(field)s from “%(old)s” to “%(new)s”") % said


def _short(value: object) -> str:
    text = _("nothing") if value in (None, "") else " ".join(str(value).split())
    return text if len(text) <= 60 else f"{text[:59]}…"


PROBLEM_COLUMNS = (
    gettext_lazy("Row"), gettext_lazy("Line in the file"), gettext_lazy("Name"), gettext_lazy("What happens"),
    gettext_lazy("Kind of problem"), gettext_lazy("Column"), gettext_lazy("Problem"),
)  # fmt: skip


def problem_rows(*, viewer: Viewer, batch_id: int, query: ListQuery) -> Iterator[tuple[object, ...]]:
    """Give every problem of the rows that fit the query, for a file. Raises NotFound."""
    batch = _batch(viewer, batch_id)
    rows = query.narrow(Row.objects.filter(batch=batch).exclude(kinds="")).order_by("number")
    return _problem_rows(batch, rows.iterator(500))


def _problem_rows(batch: Batch, rows: Iterator[Row]) -> Iterator[tuple[object, ...]]:
    for row in rows:
        words = str(VERDICT_LABELS[Verdict(row.verdict)]) if row.verdict else ""
        for data in row.problems:
            one = _problem(Problem.from_json(data), batch.headers)
            yield (row.number, row.line, row.title, words, one.label, one.column, one.sentence)
