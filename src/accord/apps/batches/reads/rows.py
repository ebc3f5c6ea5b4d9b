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
from accord.apps.batches.reads.wording import ChangeLine, Wording
from accord.apps.batches.rules.problems import TEXTS, Kind, Problem
from accord.apps.batches.rules.verdicts import LEAVE, Verdict
from accord.apps.batches.rules.words import cells_of
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.rules import NotFound, Viewer

VERDICT_LABELS = {
    Verdict.NEW: gettext_lazy("New"),
    Verdict.CHANGED: gettext_lazy("Changed"),
    Verdict.SAME: gettext_lazy("The same"),
    Verdict.REFUSED: gettext_lazy("Left out"),
}
VERDICT_TONES = {Verdict.NEW: "good", Verdict.CHANGED: "warn", Verdict.SAME: "quiet", Verdict.REFUSED: "bad"}


SHOWN = 4
NOT_BY_A_CELL = {Kind.EDITED_HERE, Kind.EXACT_DUPLICATE, Kind.EMPTY_ROW, Kind.SHORT_ROW, Kind.LONG_ROW, Kind.OTHER_DATE}


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
    """One problem of a row in words; ``column`` is the header, "" for the whole row.

    ``text`` is what stands in the cell now, ``proposal`` what it most likely means ("" where nothing says), ``alike``
    in how many cells of the column the same stands. ``place`` is None where no cell can be repaired.
    """

    kind: str
    label: str
    column: str
    sentence: str
    place: int | None = None
    text: str = ""
    proposal: str = ""
    alike: int = 0


@dataclass(frozen=True)
class Repair:
    """One cell that a person repaired: what the file says and what stands for it."""

    place: int
    column: str
    old: str
    new: str


@dataclass(frozen=True)
class RowLine:
    """One row in the preview. ``is_left`` says that a person left it out."""

    number: int
    line: int
    title: str
    verdict: str
    verdict_words: str
    tone: str
    is_left: bool
    problems: tuple[ProblemLine, ...]
    changes: tuple[ChangeLine, ...]
    repairs: tuple[Repair, ...]
    cells: tuple[tuple[str, str], ...]

    @property
    def first_changes(self) -> tuple[ChangeLine, ...]:
        """The changes shown at once."""
        return self.changes[:SHOWN]

    @property
    def more_changes(self) -> tuple[ChangeLine, ...]:
        """The changes shown on demand."""
        return self.changes[SHOWN:]


def row_page(*, viewer: Viewer, batch_id: int, query: ListQuery) -> ListPage[RowLine]:
    """List rows of a batch. Raises NotFound."""
    batch = _batch(viewer, batch_id)
    records = query.page(Row.objects.filter(batch=batch))
    wording = Wording(batch.target, [row.changes for row in records.rows])
    return query.page_with((_line(row, batch, wording) for row in records.rows), records)


def row_line(*, viewer: Viewer, batch_id: int, number: int) -> RowLine:
    """Give one row of a batch. Raises NotFound."""
    batch = _batch(viewer, batch_id)
    row = Row.objects.filter(batch=batch, number=number).first()
    if row is None:
        raise NotFound(_("There is no such row."))
    return _line(row, batch, Wording(batch.target, [row.changes]))


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


def _line(row: Row, batch: Batch, wording: Wording) -> RowLine:
    verdict = Verdict(row.verdict) if row.verdict else None
    is_left = LEAVE in row.repairs
    words = _("Left as it is") if is_left else str(VERDICT_LABELS[verdict]) if verdict else ""
    cells = cells_of(row.cells, row.repairs)[: len(batch.headers)]
    return RowLine(
        number=row.number, line=row.line, title=row.title, verdict=row.verdict, verdict_words=words, is_left=is_left,
        tone=VERDICT_TONES[verdict] if verdict and not is_left else "quiet",
        problems=tuple(_problem(Problem.from_json(data), batch, cells) for data in row.problems),
        changes=tuple(wording.change(name, pair) for name, pair in sorted(row.changes.items(), key=_own_and_short)),
        repairs=tuple(
            Repair(int(place), batch.headers[int(place)], row.cells[int(place)], text)
            for place, text in row.repairs.items() if place.isdecimal() and int(place) < len(batch.headers)
        ),
        cells=tuple((batch.headers[place], text) for place, text in enumerate(cells) if text.strip()),
    )  # fmt: skip


def _own_and_short(change: tuple[str, Sequence[object]]) -> tuple[bool, int]:
    """Put a record's own fields before extra fields, short values before long ones."""
    name, pair = change
    return name.startswith("extra."), sum(len(str(value)) for value in pair)


def _problem(problem: Problem, batch: Batch, cells: Sequence[str] = ()) -> ProblemLine:
    place = problem.column if problem.column is not None and problem.column < len(batch.headers) else None
    column = batch.headers[place] if place is not None else ""
    text = cells[place] if place is not None and place < len(cells) else ""
    counts = batch.columns[place]["values"] if place is not None and place < len(batch.columns) else {}
    return ProblemLine(
        str(problem.kind), problem_label(problem.kind), column, problem_sentence(problem),
        None if problem.kind in NOT_BY_A_CELL else place, text, str(problem.values.get("proposal") or ""),
        int(counts.get(text, 0)) if text.strip() else 0,
    )  # fmt: skip


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
            one = _problem(Problem.from_json(data), batch)
            yield (row.number, row.line, row.title, words, one.label, one.column, one.sentence)
