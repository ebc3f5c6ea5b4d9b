"""Mappings that are remembered: which there are, one of them, and those that suit a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.batches.models import Batch, Profile
from accord.apps.batches.permissions import IMPORT, can_bring, seen_kinds, visible_to
from accord.apps.batches.reads.columns import ColumnView, views_of
from accord.apps.batches.rules.choices import Choices
from accord.apps.batches.rules.columns import Column
from accord.apps.batches.rules.plans import EXTRA, LEAVE_OUT, Plan
from accord.apps.batches.rules.profiles import ALIKE, MappingFile, agreement
from accord.apps.batches.sockets import fields_of, target
from accord.apps.ui.lists import ListPage, ListQuery, ListSpec
from accord.apps.ui.permissions import may, passes
from accord.apps.ui.rules import NotFound, Viewer

PROFILES = ListSpec(search=("name",), sorts={"name": ("name", "pk"), "when": ("saved_at",)}, default_sort="name")
MOST_LIKELY = 3


@dataclass(frozen=True)
class ProfileLine:
    """One remembered mapping."""

    id: int
    name: str
    target_label: str
    columns: int
    mapped: int
    saved_at: datetime
    by: str


@dataclass(frozen=True)
class ProfileView:
    """One remembered mapping with its columns, under itself or another plan."""

    line: ProfileLine
    target: str
    plan: Plan
    columns: tuple[ColumnView, ...]
    source_list: str


@dataclass(frozen=True)
class Likely:
    """A mapping for nearly the same headers: how many agree, of how many in the file."""

    id: int
    name: str
    same: int
    of: int


def _visible(viewer: Viewer) -> QuerySet[Profile]:
    if may(viewer, IMPORT):
        return Profile.objects.all()
    return Profile.objects.filter(target__in=seen_kinds(viewer)) if passes(viewer, IMPORT) else Profile.objects.none()


def profile_page(*, viewer: Viewer, query: ListQuery) -> ListPage[ProfileLine]:
    """List the mappings that are remembered."""
    records = query.page(_visible(viewer).select_related("saved_by"))
    return query.page_with((_line(profile) for profile in records.rows), records)


def _line(profile: Profile) -> ProfileLine:
    found = target(profile.target)
    mapped = sum(1 for column in profile.plan if column["to"] not in {EXTRA, LEAVE_OUT} or any(column.get("parts", ())))
    return ProfileLine(
        profile.pk, profile.name, str(found.label) if found else profile.target, len(profile.headers), mapped,
        profile.saved_at, profile.saved_by.name,
    )  # fmt: skip


PROFILE_COLUMNS = (
    gettext_lazy("Name"), gettext_lazy("Becomes"), gettext_lazy("Columns"), gettext_lazy("In fields"),
    gettext_lazy("Last used"), gettext_lazy("By"),
)  # fmt: skip


def profile_rows(*, viewer: Viewer, query: ListQuery) -> Iterator[tuple[object, ...]]:
    """Give every mapping that fits the query, for a file."""
    for profile in query.narrow(_visible(viewer).select_related("saved_by")):
        line = _line(profile)
        yield line.name, line.target_label, line.columns, line.mapped, line.saved_at, line.by


def profile_view(*, viewer: Viewer, profile_id: int, plan: Plan | None = None) -> ProfileView:
    """Give one mapping. Raises NotFound."""
    profile = _one(viewer, profile_id)
    shown = plan or Plan.from_json(profile.plan)
    columns = [Column(name=header) for header in profile.headers]
    views = views_of(columns=columns, plan=shown, fields=fields_of(profile.target))
    listed = profile.source_list.name if profile.source_list else ""
    return ProfileView(_line(profile), profile.target, Plan.from_json(profile.plan), tuple(views), listed)


def profile_file(*, viewer: Viewer, profile_id: int) -> tuple[str, str]:
    """Give a mapping as a file: its name and its text. Raises NotFound."""
    profile = _one(viewer, profile_id)
    written = MappingFile(
        profile.target, profile.name, tuple(profile.headers), Plan.from_json(profile.plan),
        Choices.from_json(profile.choices),
    )  # fmt: skip
    return f"mapping-{profile.name}", written.to_text()


def likely_profiles(*, viewer: Viewer, batch_id: int) -> list[Likely]:
    """List mappings for nearly the same headers as a file's, the likeliest first; none when its own is known."""
    batch = (
        visible_to(viewer)
        .filter(pk=batch_id)
        .only("target", "headers", "fingerprint", "profile_name", "created_by")
        .first()
    )
    if batch is None or batch.profile_name or not can_bring(viewer, batch):
        return []
    known = Profile.objects.filter(target=batch.target).order_by("-saved_at").values_list("pk", "name", "headers")
    scored = [(agreement(batch.headers, headers), pk, name) for pk, name, headers in known]
    best = sorted((one for one in scored if one[0] >= ALIKE), key=lambda one: -one[0])[:MOST_LIKELY]
    of = len(batch.headers)
    return [Likely(pk, name, _same(batch, pk), of) for _score, pk, name in best]


def _same(batch: Batch, profile_id: int) -> int:
    headers = Profile.objects.values_list("headers", flat=True).get(pk=profile_id)
    return round(agreement(batch.headers, headers) * max(len(batch.headers), len(headers)))


def _one(viewer: Viewer, profile_id: int) -> Profile:
    profile = _visible(viewer).select_related("saved_by", "source_list").filter(pk=profile_id).first()
    if profile is None:
        raise NotFound(_("There is no such mapping."))
    return profile
