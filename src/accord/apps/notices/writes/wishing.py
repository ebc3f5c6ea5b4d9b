"""How somebody wants to be told, and what they have read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.notices import reads, rules
from accord.apps.notices.models import KindPreference, Notice, Preference
from accord.apps.notices.rules import Digest, Mode, Wishes
from accord.apps.ui.rules import Invalid, NotFound, Viewer


# no event: how somebody wants to be told is their own business
def set_wishes(*, wishes: Wishes, by: Viewer, at: datetime) -> None:
    """Store how somebody wants to be told. Raises Invalid naming each value that cannot be taken."""
    if wrong := rules.why_not_wishes(wishes):
        said = {name: _(sentence) for name, sentence in wrong.items()}
        raise Invalid(_("This cannot be saved like this."), said)
    Preference.objects.update_or_create(person_id=by.pk, defaults=vars(wishes))


# no event: see set_wishes
def set_mode(*, kind: str, mode: str, by: Viewer, at: datetime) -> None:
    """Store how somebody is told about one kind. Raises NotFound for an unknown kind, Invalid for an unknown mode."""
    if reads.notice_kind(code=kind) is None:
        raise NotFound(_("There is no such kind of notice."))
    if mode not in set(Mode):
        said = _("Choose at once, in the summary, or not at all.")
        raise Invalid(said, {"mode": said})
    KindPreference.objects.update_or_create(person_id=by.pk, kind=kind, defaults={"mode": mode})


# no event: see set_wishes
@transaction.atomic
def stop(*, what: str, by: Viewer, at: datetime) -> None:
    """End one sort of mail: the summary, or a kind that comes at once. Raises NotFound for what there is not."""
    if what == reads.DIGEST:
        Preference.objects.update_or_create(person_id=by.pk, defaults={"digest": Digest.NEVER})
    else:
        set_mode(kind=what, mode=Mode.OFF, by=by, at=at)


# no event: what somebody has read is their own business
def mark_read(*, by: Viewer, at: datetime, ids: Collection[int] | None = None) -> int:
    """Note that somebody has read these notices of theirs, or all; what is read is not mailed. Returns how many."""
    found = Notice.objects.filter(person=by.pk, read_at=None)
    return (found if ids is None else found.filter(pk__in=ids)).update(read_at=at)
