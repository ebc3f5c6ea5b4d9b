"""Mappings that are remembered for files with the same headers: kept, renamed, corrected, removed, brought from a file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.events import MappingRemoved, MappingSaved
from accord.apps.batches.models import Batch, Profile
from accord.apps.batches.permissions import check_batch, check_import, check_kind
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.profiles import MOST_BYTES, MOST_NAME, MappingFile, NoMapping, from_text
from accord.apps.batches.rules.soundness import faults
from accord.apps.batches.rules.words import fingerprint, fold
from accord.apps.trail import writes as trail
from accord.apps.trail.events import Change
from accord.apps.ui.rules import Invalid, NotFound, Ref, Refused, Viewer

PROFILE = "batches.profile"


def keep_profile(*, batch_id: int, name: str, by: Viewer, at: datetime) -> Profile:
    """Remember the mapping of a batch under a name, in place of what was remembered for its headers.

    Raises NotAllowed, NotFound or Invalid (``name``).
    """
    check_import(by)
    batch = Batch.objects.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, batch)
    with transaction.atomic():
        saved, _new = Profile.objects.update_or_create(
            target=batch.target, fingerprint=batch.fingerprint,
            defaults={"name": _named(name), "headers": batch.headers, "plan": batch.plan, "choices": batch.choices,
                      "source_list_id": batch.source_list_id, "saved_at": at, "saved_by_id": by.pk},
        )  # fmt: skip
        _tell(saved, by, at)
    return saved


def rename_profile(*, profile_id: int, name: str, by: Viewer, at: datetime) -> Profile:
    """Call a remembered mapping something else. Raises NotAllowed, NotFound or Invalid (``name``)."""
    check_import(by)
    with transaction.atomic():
        profile = _profile(profile_id, by)
        profile.name = _named(name)
        profile.save(update_fields=["name"])
        _tell(profile, by, at)
    return profile


def edit_profile(*, profile_id: int, plan: Plan, by: Viewer, at: datetime) -> Profile:
    """Correct a remembered mapping. Raises NotAllowed, NotFound or Invalid naming the columns (``column-3``)."""
    check_import(by)
    with transaction.atomic():
        profile = _profile(profile_id, by)
        _check(plan, profile.target, len(profile.headers))
        profile.plan, profile.saved_at, profile.saved_by_id = plan.to_json(), at, by.pk
        profile.save(update_fields=["plan", "saved_at", "saved_by"])
        _tell(profile, by, at)
    return profile


def remove_profile(*, profile_id: int, by: Viewer, at: datetime) -> None:
    """Forget a remembered mapping; what was brought in with it stays. Raises NotAllowed or NotFound."""
    check_import(by)
    with transaction.atomic():
        profile = _profile(profile_id, by)
        event = MappingRemoved(subject=Ref(PROFILE, profile.pk), changes=(Change(field="name", new=profile.name),))
        trail.record(event, by=by, at=at)
        profile.delete()


def bring_profile(*, content: bytes, by: Viewer, at: datetime, replace: bool = False) -> Profile:
    """Take in a mapping that was exported elsewhere. Raises NotAllowed, or Refused with the cause.

    One for the same headers is kept unless ``replace`` says otherwise.
    """
    check_import(by)
    read = _read(content)
    check_kind(by, read.target)
    mark = fingerprint([fold(header) for header in read.headers])
    with transaction.atomic():
        if not replace and Profile.objects.filter(target=read.target, fingerprint=mark).exists():
            raise Refused(_("There is a mapping for these headers already. Tick “Replace” to take this one instead."))
        saved, _new = Profile.objects.update_or_create(
            target=read.target, fingerprint=mark,
            defaults={"name": read.name, "headers": list(read.headers), "plan": read.plan.to_json(),
                      "choices": read.choices.to_json(), "saved_at": at, "saved_by_id": by.pk},
        )  # fmt: skip
        _tell(saved, by, at)
    return saved


def _read(content: bytes) -> MappingFile:
    if len(content) > MOST_BYTES:
        raise Refused(_("This file is too large for a mapping."))
    try:
        read = from_text(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Refused(_("This is no JSON file.")) from error
    except NoMapping as error:
        raise Refused(_(error.sentence) % error.values) from error
    if sockets.target(read.target) is None:
        raise Refused(_("What the files of this mapping become is not installed here."))
    try:
        _check(read.plan, read.target, len(read.headers))
    except Invalid as invalid:
        name, sentence = next(iter(invalid.fields.items()))
        place = name.removeprefix("column-")
        where = f"“{read.headers[int(place)]}”: " if place.isdecimal() else ""
        raise Refused(where + sentence) from invalid
    return read


def _check(plan: Plan, target: str, width: int) -> None:
    wrong = {name: _(sentence) % said for name, (sentence, said) in faults(plan, sockets.fields_of(target)).items()}
    if wrong or len(plan.columns) != width:
        raise Invalid(
            _("The mapping cannot be used like this."), wrong or {"columns": _("The mapping does not fit the file.")}
        )


def _named(name: str) -> str:
    words = " ".join(name.split())
    if not words or len(words) > MOST_NAME:
        raise Invalid(_("The mapping needs a name."), {"name": _("Give it a name of at most 200 characters.")})
    return words


def _profile(profile_id: int, by: Viewer) -> Profile:
    profile = Profile.objects.select_for_update().filter(pk=profile_id).first()
    if profile is None:
        raise NotFound(_("There is no such mapping."))
    check_kind(by, profile.target)
    return profile


def _tell(profile: Profile, by: Viewer, at: datetime) -> None:
    event = MappingSaved(subject=Ref(PROFILE, profile.pk), changes=(Change(field="name", new=profile.name),))
    trail.record(event, by=by, at=at)
