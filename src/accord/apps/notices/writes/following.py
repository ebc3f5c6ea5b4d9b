"""Following a record, and no longer following it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from accord.apps.notices.models import Follow
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import NotFound, Ref, Viewer


# no event: what somebody wants to hear about is their own business
def follow(*, ref: Ref, by: Viewer, at: datetime) -> None:
    """Tell somebody from now on what changes in a record they may see; twice is as good as once. Raises NotFound."""
    if ref not in titles(viewer=by, refs=[ref]):
        raise NotFound(_("There is no such record, or it is not open to you."))
    Follow.objects.get_or_create(
        person_id=by.pk, ref_kind=ref.kind, ref_id=ref.id, defaults={"followed_at": at}
    )  # fmt: skip


# no event: see follow
def unfollow(*, ref: Ref, by: Viewer, at: datetime) -> None:
    """No longer tell somebody what changes in a record."""
    Follow.objects.filter(person=by.pk, ref_kind=ref.kind, ref_id=ref.id).delete()
