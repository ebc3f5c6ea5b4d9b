"""What other places ask of cases: whose signature is waited for, titles, words, who has a part, what changed from one to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Department, holding
from accord.apps.people.rules import Side as House
from accord.apps.search.sockets import Text, pieces
from accord.apps.ui.rules import Role, Viewer
from accord.apps.value import permissions
from accord.apps.value.models import Case, CaseVersion, Line, Rate, Signature
from accord.apps.value.rules import CaseState, Side
from accord.apps.value.rules.words import SIDE_LABELS

MOST = 200


@dataclass(frozen=True)
class ToSign:
    """A version that waits for the signature of the viewer's side."""

    version_id: int
    title: str
    number: int
    side: str
    side_label: str
    offered_on: date
    url: str
    form_url: str


def to_sign(*, viewer: Viewer) -> Sequence[ToSign]:
    """List the versions that wait for the viewer, oldest first: those whose side nobody stands closer to (three queries).

    Asked are sponsor and lead; without them the heads of the department and the CIO; for finance the CFO and the heads of
    finance. Others who may sign see it on the page and are not reminded.
    """
    heads = dict(Department.objects.filter(head=viewer.pk).order_by().values_list("pk", "side"))
    for_finance = Role.CFO in viewer.roles or House.FINANCE in heads.values()
    own = Q(case__initiative__sponsor=viewer.pk) | Q(case__initiative__lead=viewer.pk)
    own |= Q(case__initiative__sponsor=None, case__initiative__department__in=heads)
    if Role.CIO in viewer.roles:
        own |= Q(case__initiative__lead=None)
    waiting = CaseVersion.objects.filter(state=CaseState.OFFERED).select_related("case__initiative")
    records = list((waiting if for_finance else waiting.filter(own)).order_by("offered_at", "pk")[:MOST])
    signed = _signed([one.pk for one in records])
    return [
        _to_sign(one, side)
        for one in records
        if viewer.pk not in signed.get(one.pk, {}).values()
        for side in _sides_of(viewer, one, heads, for_finance=for_finance)
        if side not in signed.get(one.pk, {})
    ]


def _signed(ids: Collection[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    rows = Signature.objects.filter(of__in=ids, withdrawn_at=None).values_list("of", "side", "person")
    for version, side, person in rows:
        found.setdefault(version, {})[side] = person
    return found


def _sides_of(viewer: Viewer, one: CaseVersion, heads: Collection[int], *, for_finance: bool) -> list[Side]:
    """Give the one side the viewer is asked for: nobody signs for two, and finance is asked for finance."""
    initiative = one.case.initiative
    if for_finance:
        return [Side.FINANCE]
    if initiative.sponsor_id == viewer.pk or (initiative.sponsor_id is None and initiative.department_id in heads):
        return [Side.BUSINESS]
    if initiative.lead_id == viewer.pk or (initiative.lead_id is None and Role.CIO in viewer.roles):
        return [Side.IT]
    return []


def _to_sign(one: CaseVersion, side: Side) -> ToSign:
    initiative = one.case.initiative
    place = [initiative.pk, one.number]
    return ToSign(
        one.pk, initiative.title, one.number, side, _(SIDE_LABELS[side]),
        timezone.localdate(one.offered_at) if one.offered_at else date.min,
        reverse("value:version", args=place), reverse("value:signing", args=[*place, side]),
    )  # fmt: skip


# --- names and words ------------------------------------------------------------------------------------------------


def case_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the cases the viewer may see to title and address."""
    rows = Case.objects.filter(pk__in=ids, initiative__in=permissions.visible_to(viewer).order_by().values("pk"))
    return {
        pk: (_("Case of %(title)s") % {"title": title}, reverse("value:case", args=[initiative]))
        for pk, initiative, title in rows.values_list("pk", "initiative", "initiative__title")
    }


def version_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the versions the viewer may see to title and address."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = CaseVersion.everything.filter(pk__in=ids, case__initiative__in=seen)
    found = rows.values_list("pk", "number", "case__initiative", "case__initiative__title")
    return {
        pk: (
            _("Case of %(title)s, version %(number)s") % {"title": title, "number": number},
            reverse("value:version", args=[initiative, number]),
        )
        for pk, number, initiative, title in found
    }


def line_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map the lines of cases the viewer may see to title and address."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = Line.objects.filter(pk__in=ids, of__case__initiative__in=seen)
    return {
        pk: (title, reverse("value:version", args=[initiative, number]))
        for pk, title, initiative, number in rows.values_list("pk", "title", "of__case__initiative", "of__number")
    }


def rate_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Map rates to title and address."""
    return {one.pk: (str(one), reverse("value:rates")) for one in Rate.objects.filter(pk__in=ids)}


# no viewer: the index; whoever searches is asked for at the search
def case_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give the words of the latest version of each case, with its lines."""
    for piece in pieces(Case.objects.all(), ids):
        latest: dict[int, CaseVersion] = {}
        rows = CaseVersion.objects.filter(case__in=piece).prefetch_related("lines")
        for one in rows.order_by("number"):
            latest[one.case_id] = one
        for pk in sorted(latest):
            yield _text(latest[pk])


def _text(one: CaseVersion) -> Text:
    lines = (f"{line.title} {line.note}" for line in one.lines.all())
    said = (one.counterfactual, one.nothing_words, one.switched_off, one.exit_rule, *one.skipped.values(), *lines)
    return Text(one.case_id, _("Case"), said, timezone.localdate(one.created_at))


def cases_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, int]]:
    """Find cases by the title of their initiative: (id, title, initiative)."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = Case.objects.filter(initiative__in=seen, initiative__title__icontains=words)
    return list(rows.order_by("initiative__title").values_list("pk", "initiative__title", "initiative")[:limit])


# --- who is told ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parties:
    """Who has a part in a version: who wrote or offered it, sponsor, lead, benefit owner, signers."""

    version_id: int
    initiative_id: int
    number: int
    title: str
    state: str
    writers: tuple[int, ...]
    signers: tuple[int, ...]


# no viewer: who is told is worked out for everybody at once; what they are told is asked as them
def parties_of(*, ids: Collection[int]) -> dict[int, Parties]:
    """Map versions to who has a part in them (two queries)."""
    signers: dict[int, list[int]] = {}
    for of, person in Signature.objects.filter(of__in=ids).order_by("pk").values_list("of", "person"):
        signers.setdefault(of, []).append(person)
    rows = CaseVersion.everything.filter(pk__in=ids).select_related("case__initiative")
    return {one.pk: _parties(one, signers.get(one.pk, ())) for one in rows}


def _parties(one: CaseVersion, signers: Iterable[int]) -> Parties:
    initiative = one.case.initiative
    writers = (one.created_by_id, one.offered_by_id, initiative.sponsor_id, initiative.lead_id, one.benefit_owner_id)
    return Parties(
        one.pk, initiative.pk, one.number, initiative.title, one.state,
        tuple(dict.fromkeys(pk for pk in writers if pk)), tuple(dict.fromkeys(signers)),
    )  # fmt: skip


def signed_since(*, viewer: Viewer, since: datetime, limit: int = 20) -> list[tuple[str, str, datetime]]:
    """List the cases all three sides signed since a moment, newest first: (title, address, moment)."""
    seen = permissions.visible_to(viewer).order_by().values("pk")
    rows = CaseVersion.objects.filter(signed_at__gte=since, case__initiative__in=seen).order_by("-signed_at")
    found = rows.values_list("case__initiative__title", "case__initiative", "number", "signed_at")[:limit]
    return [(t, reverse("value:version", args=[pk, number]), at) for t, pk, number, at in found if at]


def versions_seen(*, viewer: Viewer, ids: Collection[int]) -> Mapping[int, Parties]:
    """Map the versions the viewer may see to who has a part in them."""
    seen = version_titles(viewer=viewer, ids=ids)
    return {pk: one for pk, one in parties_of(ids=ids).items() if pk in seen}


# no viewer: see parties_of
def signers_of(*, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Map versions to those who are asked to sign them (three queries): see ``to_sign``."""
    finance = _finance_heads()
    cio = tuple(holding(Role.CIO).filter(is_active=True).values_list("pk", flat=True))
    rows = CaseVersion.objects.filter(pk__in=ids).select_related("case__initiative__department")
    return {one.pk: tuple(dict.fromkeys((*_asked(one.case.initiative, cio), *finance))) for one in rows}


def _asked(initiative: Initiative, cio: tuple[int, ...]) -> Iterator[int]:
    head = initiative.department.head_id if initiative.department else None
    if business := initiative.sponsor_id or head:
        yield business
    yield from (initiative.lead_id,) if initiative.lead_id else cio


def _finance_heads() -> list[int]:
    heads = Department.objects.filter(side=House.FINANCE).exclude(head=None).values_list("head", flat=True)
    return [*holding(Role.CFO).filter(is_active=True).values_list("pk", flat=True), *heads]


# no viewer: the index; ids alone
def cases_of_versions(ids: Collection[int]) -> list[int]:
    """Give the cases of versions."""
    return list(CaseVersion.everything.filter(pk__in=ids).order_by().values_list("case", flat=True).distinct())


# no viewer: the index; ids alone
def cases_of_lines(ids: Collection[int]) -> list[int]:
    """Give the cases of lines."""
    return list(Line.objects.filter(pk__in=ids).order_by().values_list("of__case", flat=True).distinct())
