"""Practices, readings and measurements as JSON: the same reads and writes as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accord.apps.readings import reads, writes
from accord.apps.readings.permissions import MEASURE, SEE
from accord.apps.ui.api import BIGGEST_ID, PROBLEMS, WHOLE, Id, Listing, Page, Search, one_of
from accord.apps.ui.lists import ListQuery
from accord.apps.ui.permissions import door, viewer_of
from accord.practices import PRACTICES, SubjectKind

router = Router(tags=["readings"])

PracticeCode = Annotated[str, one_of(PRACTICES)]
KindCode = Annotated[str, one_of(SubjectKind)]
SubjectId = Annotated[
    int,
    Field(ge=0, le=BIGGEST_ID, description="0 for the organisation; of sides 1 business, 2 IT, 3 finance"),
    WHOLE,
]


class ReadingOut(Schema):
    """What a practice says about a subject. ``times``: how often in a row; without a value, the reasons say why."""

    id: int
    practice: str
    subject_kind: str
    subject_id: int
    subject: str
    status: str
    verdict: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    n: int
    n_missing: int
    sentence: str
    reasons: list[str]
    supply: list[str]
    is_declared: bool
    first_as_of: date
    as_of: date
    measured_at: datetime
    times: int
    is_latest: bool
    method: str
    version: str


class PracticeOut(Schema):
    """A practice with what it says about the whole organisation, if it was measured."""

    code: str
    part_of: str
    title: str
    theme: str
    question: str
    unit: str
    better: str
    threshold_open: float
    threshold_close: float
    is_declared: bool
    version: str
    departments_bad: int
    reading: ReadingOut | None


class SectionOut(Schema):
    """One part of a practice's explanation."""

    heading: str
    paragraphs: list[str]


class PracticePageOut(PracticeOut):
    """A practice with its explanation."""

    move: str
    open_reason: str
    close_reason: str
    sections: list[SectionOut]
    sources: list[str]


class ReadingEvidenceOut(Schema):
    """One initiative behind a reading; ``passes`` is null where it is not known."""

    id: int
    title: str
    department: str
    passes: bool | None
    note: str


class MeasurementOut(Schema):
    """One run of the engine, with how strict it was."""

    id: int
    as_of: date
    started_at: datetime
    finished_at: datetime | None
    practices: list[str]
    measured: int
    changed: int
    pairs: int
    guard_level: float
    expected_false: float
    notes: list[str]


class MeasuringOut(Schema):
    """The job that measures."""

    job: int
    state: str


class ReadingsQuery(Page):
    """Which readings: by practice, subject, and whether only the latest."""

    practice: PracticeCode | None = None
    subject_kind: KindCode | None = None
    subject_id: SubjectId | None = None
    latest: bool = True


class EvidenceQuery(Page):
    """Which rows: by words of their title and by what they say."""

    q: Search = ""
    says: Annotated[str, one_of(("passes", "short", "unknown"))] | None = None


def _practice(line: reads.PracticeLine) -> dict[str, Any]:
    one = line.practice
    return {
        "code": one.code, "part_of": one.part_of, "title": line.title, "theme": line.theme, "question": line.question,
        "unit": one.unit,
        "better": one.better, "threshold_open": one.threshold_open, "threshold_close": one.threshold_close,
        "is_declared": one.declared, "version": one.version, "departments_bad": line.departments_bad,
        "reading": line.reading,
    }  # fmt: skip


@router.get("/practices", response={200: Listing[PracticeOut], **PROBLEMS})
@door(SEE)
def practices(request: HttpRequest, page: Query[Page]) -> Any:
    """List the practices with what each says about the whole organisation."""
    found = reads.practice_lines(viewer=viewer_of(request))
    return {"items": [_practice(one) for one in found[page.offset : page.offset + page.limit]], "count": len(found)}


@router.get("/practices/{code}", response={200: PracticePageOut, **PROBLEMS})
@door(SEE)
def practice(request: HttpRequest, code: PracticeCode) -> Any:
    """Give one practice with its explanation."""
    viewer = viewer_of(request)
    line = next(one for one in reads.practice_lines(viewer=viewer) if one.practice.code == code)
    page = reads.practice_page(viewer=viewer, code=code, subject=reads.subject_of(viewer=viewer, kind="organisation"))
    return {
        **_practice(line), "move": page.move, "open_reason": page.open_reason, "close_reason": page.close_reason,
        "sections": [{"heading": heading, "paragraphs": list(texts)} for heading, texts in page.sections],
        "sources": list(page.sources),
    }  # fmt: skip


@router.get("/readings", response={200: Listing[ReadingOut], **PROBLEMS})
@door(SEE)
def readings(request: HttpRequest, page: Query[ReadingsQuery]) -> Any:
    """List the readings the viewer may see, newest first."""
    rows, count = reads.reading_slice(
        viewer=viewer_of(request), practice=page.practice or "", subject_kind=page.subject_kind or "",
        subject_id=page.subject_id, latest=page.latest, offset=page.offset, limit=page.limit,
    )  # fmt: skip
    return {"items": rows, "count": count}


@router.get("/readings/{reading_id}", response={200: ReadingOut, **PROBLEMS})
@door(SEE)
def reading(request: HttpRequest, reading_id: Id) -> Any:
    """Give one reading."""
    return reads.reading_of(viewer=viewer_of(request), reading_id=reading_id)


@router.get("/readings/{reading_id}/evidence", response={200: Listing[ReadingEvidenceOut], **PROBLEMS})
@door(SEE)
def evidence(request: HttpRequest, reading_id: Id, page: Query[EvidenceQuery]) -> Any:
    """List the rows behind the latest reading of the same practice and subject that the viewer may see."""
    viewer = viewer_of(request)
    one = reads.reading_of(viewer=viewer, reading_id=reading_id)
    subject = reads.subject_of(viewer=viewer, kind=one.subject_kind, number=one.subject_id)
    chosen = {"says": (str(page.says),)} if page.says else {}
    query = ListQuery(spec=reads.EVIDENCE, search=page.q.strip(), chosen=chosen, sort="says")
    rows, count = reads.evidence_slice(
        viewer=viewer, practice=one.practice, subject=subject, query=query, offset=page.offset, limit=page.limit
    )
    return {"items": rows, "count": count}


@router.get("/measurements", response={200: Listing[MeasurementOut], **PROBLEMS})
@door(SEE)
def measurements(request: HttpRequest, page: Query[Page]) -> Any:
    """List the runs of the engine, newest first."""
    rows, count = reads.measurement_slice(viewer=viewer_of(request), offset=page.offset, limit=page.limit)
    return {"items": rows, "count": count}


@router.post("/measurements", response={202: MeasuringOut, **PROBLEMS})
@door(MEASURE)
def measure(request: HttpRequest) -> Any:
    """Start a measurement, or join the one that is under way; when it is done it stands first in the list."""
    job = writes.start_measuring(by=viewer_of(request), at=timezone.now())
    return Status(202, {"job": job.pk, "state": str(job.state)})


@router.get("/measurements/{measurement_id}", response={200: MeasurementOut, **PROBLEMS})
@door(SEE)
def measurement(request: HttpRequest, measurement_id: Id) -> Any:
    """Give one run of the engine."""
    return reads.measurement(viewer=viewer_of(request), measurement_id=measurement_id)
