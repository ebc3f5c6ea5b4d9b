"""Which files were brought in, and one of them as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.models import Batch, ExtraField
from accord.apps.batches.permissions import can_bring, visible_to
from accord.apps.batches.reads.sentences import note_sentence, problem_advice, problem_label
from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.said_day import said_day
from accord.apps.batches.rules.verdicts import State
from accord.apps.batches.sockets import parts_of, target
from accord.apps.ui.lists import Filter, ListPage, ListQuery, ListSpec
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref, Viewer

STATE_LABELS = {
    State.READING: gettext_lazy("Being read"),
    State.FAILED: gettext_lazy("Could not be read"),
    State.MAPPING: gettext_lazy("Not checked yet"),
    State.CHECKED: gettext_lazy("Preview, not written"),
    State.WRITING: gettext_lazy("Being written"),
    State.COMMITTED: gettext_lazy("Written"),
    State.TAKING_BACK: gettext_lazy("Being taken back"),
    State.TAKEN_BACK: gettext_lazy("Taken back"),
}
STATE_TONES = {
    State.READING: "quiet",
    State.FAILED: "bad",
    State.WRITING: "warn",
    State.MAPPING: "quiet",
    State.CHECKED: "warn",
    State.COMMITTED: "good",
    State.TAKING_BACK: "warn",
    State.TAKEN_BACK: "quiet",
}
DELIMITERS = {
    ",": gettext_lazy("comma"), ";": gettext_lazy("semicolon"), "\t": gettext_lazy("tab"), "|": gettext_lazy("bar"),
}  # fmt: skip
BATCHES = ListSpec(
    filters=(Filter("state", gettext_lazy("State"), [(state.value, words) for state, words in STATE_LABELS.items()]),),
    search=("name",),
    sorts={"name": ("name",), "when": ("created_at",), "rows": ("row_count",)},
    default_sort="-when",
)


@dataclass(frozen=True)
class BatchLine:
    """One batch in the list."""

    id: int
    name: str
    state: str
    state_words: str
    tone: str
    rows: int
    new: int
    changed: int
    created_at: datetime
    by: str
    is_open: bool


@dataclass(frozen=True)
class ProblemCount:
    """How often one kind of problem was found, and what to do about it."""

    kind: str
    label: str
    count: int
    advice: str


@dataclass(frozen=True)
class KeptRecord:
    """A record that stayed when the batch was taken back."""

    title: str
    url: str
    reason: str


@dataclass(frozen=True)
class BatchView:
    """One batch with what was found in it."""

    id: int
    name: str
    target: str
    target_label: str
    list_url_name: str
    state: str
    state_words: str
    tone: str
    encoding: str
    delimiter: str
    delimiter_words: str
    rows: int
    headers: tuple[str, ...]
    notes: tuple[str, ...]
    as_of: date
    said_day: tuple[str, date] | None
    profile_name: str
    created_at: datetime
    created_by: str
    committed_at: datetime | None
    committed_by: str
    taken_back_at: datetime | None
    taken_back_by: str
    verdicts: Mapping[str, int]
    problems: tuple[ProblemCount, ...]
    figures: tuple[tuple[str, int], ...]
    spans: tuple[tuple[str, Mapping[str, Any]], ...]
    serial_columns: tuple[tuple[int, str, int, bool], ...]
    kept: tuple[KeptRecord, ...]
    result: Mapping[str, Any]
    plan: Plan
    job_id: int | None
    may_import: bool

    @property
    def is_checked(self) -> bool:
        """Tell whether its rows have been checked."""
        return bool(self.result)

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be mapped."""
        return self.state in {State.MAPPING, State.CHECKED}

    @property
    def to_write(self) -> int:
        """How many rows a commit would write."""
        return self.verdicts.get("new", 0) + self.verdicts.get("changed", 0)

    @property
    def problem_total(self) -> int:
        """How many problems there are in all."""
        return sum(one.count for one in self.problems)


def batch_page(*, viewer: Viewer, query: ListQuery) -> ListPage[BatchLine]:
    """List the batches a viewer may see."""
    records = query.page(visible_to(viewer).select_related("created_by").defer("columns", "plan", "headers", "kept"))
    return query.page_with((_line(batch) for batch in records.rows), records)


def all_batch_lines(*, viewer: Viewer, query: ListQuery) -> list[BatchLine]:
    """List every batch of a query, for a file."""
    light = visible_to(viewer).select_related("created_by").defer("columns", "plan", "headers", "kept")
    return [_line(batch) for batch in query.order(query.narrow(light))]


def _line(batch: Batch) -> BatchLine:
    verdicts = (batch.result or {}).get("verdicts", {})
    return BatchLine(
        id=batch.pk, name=batch.name, state=batch.state, state_words=str(STATE_LABELS[State(batch.state)]),
        tone=STATE_TONES[State(batch.state)], rows=batch.row_count, new=verdicts.get("new", 0),
        changed=verdicts.get("changed", 0), created_at=batch.created_at, by=batch.created_by.name,
        is_open=batch.state in {State.MAPPING, State.CHECKED},
    )  # fmt: skip


def batch_view(*, viewer: Viewer, batch_id: int) -> BatchView:
    """Give one batch. Raises NotFound when there is none the viewer may see."""
    people = ("created_by", "committed_by", "taken_back_by")
    batch = visible_to(viewer).select_related(*people).filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    found = target(batch.target)
    plan = Plan.from_json(batch.plan)
    return BatchView(
        id=batch.pk, name=batch.name, target=batch.target, target_label=str(found.label) if found else batch.target,
        list_url_name=found.list_url_name if found else "", state=batch.state,
        state_words=str(STATE_LABELS[State(batch.state)]), tone=STATE_TONES[State(batch.state)],
        encoding=batch.encoding, delimiter=batch.delimiter,
        delimiter_words=str(DELIMITERS.get(batch.delimiter, batch.delimiter)), rows=batch.row_count,
        headers=tuple(batch.headers), notes=tuple(note_sentence(kind, values) for kind, values in batch.notes),
        as_of=batch.as_of, said_day=_said_day(batch), profile_name=batch.profile_name, created_at=batch.created_at,
        created_by=batch.created_by.name, committed_at=batch.committed_at, committed_by=_name(batch.committed_by),
        taken_back_at=batch.taken_back_at, taken_back_by=_name(batch.taken_back_by),
        verdicts=(batch.result or {}).get("verdicts", {}), problems=_problems(batch), figures=_figures(batch),
        spans=_spans(batch), serial_columns=_serial_columns(batch, plan), kept=_kept(viewer, batch),
        result=batch.result or {}, plan=plan, job_id=batch.job_id, may_import=can_bring(viewer, batch),
    )  # fmt: skip


def _said_day(batch: Batch) -> tuple[str, date] | None:
    """Give the day that the file itself says, where it is another one than that of the batch."""
    said = said_day([Column.from_json(column) for column in batch.columns])
    return said if said and said[1] != batch.as_of else None


def _name(person: Any) -> str:
    return person.name if person else ""


def _problems(batch: Batch) -> tuple[ProblemCount, ...]:
    counts = (batch.result or {}).get("problems", {})
    return tuple(ProblemCount(kind, problem_label(kind), n, problem_advice(kind)) for kind, n in counts.items())


def _figures(batch: Batch) -> tuple[tuple[str, int], ...]:
    counts = (batch.result or {}).get("figures", {})
    if not any(counts.values()):
        return ()
    named = [figure for part in parts_of(batch.target) for figure in part.figures]
    return tuple((str(figure.label), counts[figure.name]) for figure in named if figure.name in counts)


def _spans(batch: Batch) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    counts = (batch.result or {}).get("spans", {})
    named = [span for part in parts_of(batch.target) for span in part.spans]
    return tuple(
        (str(span.label), counts[span.name]) for span in named if counts.get(span.name, {}).get("readable_pairs")
    )


def _serial_columns(batch: Batch, plan: Plan) -> tuple[tuple[int, str, int, bool], ...]:
    """List the columns with years shown as days of 1905: (place, header, how many, repaired)."""
    return tuple(
        (place, column["name"], column["serial_years"], plan.columns[place].repair_years)
        for place, column in enumerate(batch.columns)
        if column["serial_years"] and place < len(plan.columns)
    )


def _kept(viewer: Viewer, batch: Batch) -> tuple[KeptRecord, ...]:
    refs = [(Ref.parse(text), reason) for text, reason in batch.kept]
    named = titles(viewer=viewer, refs=[ref for ref, _reason in refs])
    unseen = (_("a record you cannot see"), "")
    return tuple(KeptRecord(*named.get(ref, unseen), reason) for ref, reason in refs)


# no viewer: names of fields, which are the same for everybody; the values stand on the records
def extra_field_labels(*, target: str) -> dict[str, tuple[str, str]]:
    """Map the code of each extra field of a target to its (label, type)."""
    return {code: (label, kind) for code, label, kind in
            ExtraField.objects.filter(target=target).values_list("code", "label", "type")}  # fmt: skip
