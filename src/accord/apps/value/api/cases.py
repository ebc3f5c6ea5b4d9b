"""Cases as JSON: versions with their lines, what is missing, offering, signing, and when finance came in."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from accord.apps.ui.api import PROBLEMS, Id, Page, one_of, text
from accord.apps.ui.permissions import door, viewer_of
from accord.apps.ui.rules import NotFound
from accord.apps.value import permissions, writes
from accord.apps.value.api.cases_schemas import (
    CaseChangesOut,
    CaseHistoryOut,
    CaseInvolvementIn,
    CaseInvolvementOut,
    CaseItemIn,
    CaseLineIn,
    CaseLineOut,
    CaseOfferIn,
    CaseSignIn,
    CaseTakeBackIn,
    CaseVersionChange,
    CaseVersionOut,
    CaseWithdrawIn,
    Number,
)
from accord.apps.value.models import CaseVersion
from accord.apps.value.reads.cases import page as reads
from accord.apps.value.reads.cases.changes import version_changes
from accord.apps.value.reads.cases.lines import CaseLine
from accord.apps.value.reads.cases.page import CasePage
from accord.apps.value.rules import Item, Side
from accord.apps.value.rules.flows import Range
from accord.apps.value.writes.cases.values import EDITABLE

router = Router(tags=["value"])

CASE = "/value/initiatives/{initiative_id}/case"
HERE = f"{CASE}/versions/{{number}}"


def _page(request: HttpRequest, initiative_id: int, number: int | None = None) -> CasePage:
    page = reads.case_page(viewer=viewer_of(request), initiative_id=initiative_id, number=number)
    if page is None:
        raise NotFound(_("This initiative has no case yet."))
    return page


def shown(page: CasePage) -> dict[str, Any]:
    """Describe a version as JSON."""
    version, years = page.version, page.table.years
    plain = {name: getattr(version, name) for name in CaseVersionOut.model_fields if hasattr(version, name)}
    return plain | {
        "id": version.pk, "initiative_id": page.initiative.pk, "headline": page.headline,
        "is_unchanged": page.is_unchanged, "discount_share": float(version.discount_share),
        "nothing": _three(version, "nothing"), "adoption": _floats(version, "adoption"),
        "shift": _floats(version, "shift"), "items": page.items,
        "lines": [_line(one, years) for one in page.table.lines],
        "sums": [{"flow": one.flow, "currency": one.currency, "years": _years(one.years, years), "total": one.total}
                 for one in page.table.sums],
        "signatures": page.sides, "clock": _clock(page), "versions": sorted(tab.number for tab in page.versions),
    }  # fmt: skip


def _line(one: CaseLine, years: tuple[int, ...]) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in CaseLineOut.model_fields}
    return plain | {"years": _years(one.years, years)}


def _years(ranges: tuple[Range, ...], years: tuple[int, ...]) -> dict[str, Range]:
    return {str(year): one for year, one in zip(years, ranges, strict=True)}


def _three(version: CaseVersion, name: str) -> dict[str, Decimal] | None:
    found = {end: getattr(version, f"{name}_{end}") for end in ("low", "likely", "high")}
    return found if found["likely"] is not None else None


def _floats(version: CaseVersion, name: str) -> list[float] | None:
    found = _three(version, name)
    return [float(value) for value in found.values()] if found else None


def _clock(page: CasePage) -> dict[str, Any]:
    first = page.clock.commitment
    return {
        "finance_on": page.clock.finance_on, "committed_on": first.date if first else None,
        "is_month_only": bool(first and first.is_month_only), "days": page.clock.days,
        "sentence": page.clock.sentence,
    }  # fmt: skip


@router.get(CASE, response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.SEE)
def case(request: HttpRequest, initiative_id: Id) -> Any:
    """Show the version of a case that is open, else the one in force."""
    return shown(_page(request, initiative_id))


@router.post(CASE, response={201: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def begin_case(request: HttpRequest, initiative_id: Id) -> Any:
    """Begin the case of an initiative."""
    writes.begin_case(initiative_id=initiative_id, by=viewer_of(request), at=timezone.now())
    return Status(201, shown(_page(request, initiative_id)))


@router.post(f"{CASE}/versions", response={201: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def new_case_version(request: HttpRequest, initiative_id: Id) -> Any:
    """Begin the next version of a signed case."""
    page = _page(request, initiative_id)
    writes.new_version(case_id=page.case.pk, by=viewer_of(request), at=timezone.now())
    return Status(201, shown(_page(request, initiative_id)))


@router.get(f"{CASE}/history", response={200: list[CaseHistoryOut], **PROBLEMS})
@door(permissions.SEE)
def case_history(request: HttpRequest, initiative_id: Id, page: Query[Page]) -> Any:
    """Tell what happened to a case, newest first."""
    most = page.offset + page.limit
    return reads.case_history(viewer=viewer_of(request), initiative_id=initiative_id, limit=most)[page.offset :]


@router.get(HERE, response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.SEE)
def case_version(request: HttpRequest, initiative_id: Id, number: Number) -> Any:
    """Show one version of a case."""
    return shown(_page(request, initiative_id, number))


@router.patch(HERE, response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def edit_case_version(request: HttpRequest, initiative_id: Id, number: Number, data: CaseVersionChange) -> Any:
    """Change what a version says while it is being written."""
    page = _page(request, initiative_id, number)
    values = {name: _stored(name, getattr(data, name)) for name in data.model_fields_set & EDITABLE}
    values = {name: value for name, value in values.items() if value is not None or _can_be_none(name)}
    writes.edit_version(
        version_id=page.version.pk, values=values, seen_version=data.version, by=viewer_of(request), at=timezone.now()
    )
    return shown(_page(request, initiative_id, number))


def _stored(name: str, value: Any) -> Any:
    is_exact = name == "discount_share" or name.startswith(("adoption", "shift"))
    return Decimal(repr(value)) if is_exact and value is not None else value


def _can_be_none(name: str) -> bool:
    return bool(CaseVersion._meta.get_field(name.removesuffix("_id")).null)


@router.get(HERE + "/changes", response={200: list[CaseChangesOut], **PROBLEMS})
@door(permissions.SEE)
def case_changes(request: HttpRequest, initiative_id: Id, number: Number, since: Number) -> Any:
    """Tell what changed from another version to this one."""
    viewer = viewer_of(request)
    return version_changes(viewer=viewer, initiative_id=initiative_id, old=since, new=number).groups


@router.post(HERE + "/lines", response={201: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def add_case_line(request: HttpRequest, initiative_id: Id, number: Number, data: CaseLineIn) -> Any:
    """Add a line."""
    return Status(201, _set_line(request, initiative_id, number, data))


@router.put(HERE + "/lines/{key}", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def edit_case_line(
    request: HttpRequest, initiative_id: Id, number: Number, key: Annotated[str, text(32)], data: CaseLineIn
) -> Any:
    """Change a line."""
    return _set_line(request, initiative_id, number, data, key)


def _set_line(request: HttpRequest, initiative_id: int, number: int, data: CaseLineIn, key: str = "") -> Any:
    page = _page(request, initiative_id, number)
    writes.set_line(
        version_id=page.version.pk, key=key, values=data.model_dump(exclude={"version"}), seen_version=data.version,
        by=viewer_of(request), at=timezone.now(),
    )  # fmt: skip
    return shown(_page(request, initiative_id, number))


@router.delete(HERE + "/lines/{key}", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def remove_case_line(request: HttpRequest, initiative_id: Id, number: Number, key: Annotated[str, text(32)]) -> Any:
    """Remove a line; it can be put back by its id."""
    page = _page(request, initiative_id, number)
    writes.remove_line(version_id=page.version.pk, key=key, by=viewer_of(request), at=timezone.now())
    return shown(_page(request, initiative_id, number))


@router.post(HERE + "/removed-lines/{line_id}", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def restore_case_line(request: HttpRequest, initiative_id: Id, number: Number, line_id: Id) -> Any:
    """Put a removed line back."""
    page = _page(request, initiative_id, number)
    writes.restore_line(version_id=page.version.pk, line_id=line_id, by=viewer_of(request), at=timezone.now())
    return shown(_page(request, initiative_id, number))


@router.put(HERE + "/items/{item}", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def skip_case_item(
    request: HttpRequest, initiative_id: Id, number: Number, item: Annotated[str, one_of(Item)], data: CaseItemIn
) -> Any:
    """Say why an item of the completeness list does not apply, or that it does."""
    page = _page(request, initiative_id, number)
    writes.skip_item(
        version_id=page.version.pk, item=item, reason=data.reason, seen_version=data.version, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return shown(_page(request, initiative_id, number))


@router.put(HERE + "/offer", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def offer_case(request: HttpRequest, initiative_id: Id, number: Number, data: CaseOfferIn) -> Any:
    """Put a version to its signers; nothing of it changes from then on."""
    page = _page(request, initiative_id, number)
    writes.offer(version_id=page.version.pk, seen_version=data.version, by=viewer_of(request), at=timezone.now())
    return shown(_page(request, initiative_id, number))


@router.post(HERE + "/offer/withdrawal", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.WRITE)
def take_back_case(request: HttpRequest, initiative_id: Id, number: Number, data: CaseTakeBackIn) -> Any:
    """Take a version back from its signers; signatures under it fall."""
    page = _page(request, initiative_id, number)
    writes.take_back_offer(
        version_id=page.version.pk, reason=data.reason, seen_version=data.version, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return shown(_page(request, initiative_id, number))


@router.put(HERE + "/signatures/{side}", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.SIGN)
def sign_case(
    request: HttpRequest, initiative_id: Id, number: Number, side: Annotated[str, one_of(Side)], data: CaseSignIn
) -> Any:
    """Sign a version for a side, by the digest of what was looked at."""
    page = _page(request, initiative_id, number)
    writes.sign(version_id=page.version.pk, side=side, digest=data.digest, by=viewer_of(request), at=timezone.now())
    return shown(_page(request, initiative_id, number))


@router.post(HERE + "/signature/withdrawal", response={200: CaseVersionOut, **PROBLEMS})
@door(permissions.SIGN)
def withdraw_case_signature(request: HttpRequest, initiative_id: Id, number: Number, data: CaseWithdrawIn) -> Any:
    """Withdraw one's own signature as long as not all three have signed."""
    page = _page(request, initiative_id, number)
    writes.withdraw_signature(version_id=page.version.pk, reason=data.reason, by=viewer_of(request), at=timezone.now())
    return shown(_page(request, initiative_id, number))


@router.post("/value/initiatives/{initiative_id}/involvements", response={201: CaseInvolvementOut, **PROBLEMS})
@door(permissions.WRITE)
def tell_case_involvement(request: HttpRequest, initiative_id: Id, data: CaseInvolvementIn) -> Any:
    """Record that a side was asked on a day, outside Accord."""
    made = writes.tell_involvement(
        initiative_id=initiative_id, side=data.side, on=data.on, words=data.words, by=viewer_of(request),
        at=timezone.now(),
    )  # fmt: skip
    return Status(201, made)


@router.delete("/value/involvements/{involvement_id}", response={204: None, **PROBLEMS})
@door(permissions.WRITE)
def remove_case_involvement(request: HttpRequest, involvement_id: Id) -> Any:
    """Remove what was recorded by hand; it can be put back."""
    writes.remove_involvement(involvement_id=involvement_id, by=viewer_of(request), at=timezone.now())
    return Status(204, None)


@router.post("/value/involvements/{involvement_id}/return", response={200: CaseInvolvementOut, **PROBLEMS})
@door(permissions.WRITE)
def restore_case_involvement(request: HttpRequest, involvement_id: Id) -> Any:
    """Put back what was recorded by hand."""
    return writes.restore_involvement(involvement_id=involvement_id, by=viewer_of(request), at=timezone.now())
