"""Changing what the columns of a batch mean."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accord.apps.batches import sockets
from accord.apps.batches.models import Batch, Profile
from accord.apps.batches.permissions import check_batch, check_import
from accord.apps.batches.rules.plans import Plan
from accord.apps.batches.rules.profiles import transferred
from accord.apps.batches.rules.soundness import faults
from accord.apps.batches.rules.verdicts import State
from accord.apps.ui.rules import Invalid, NotFound, Viewer, WrongState


# no event: nothing anybody works with has changed until the batch is committed
def save_plan(*, batch_id: int, plan: Plan, as_of: date, by: Viewer, at: datetime) -> Batch:
    """Store a mapping that a person chose; the rows have to be checked again.

    Raises NotAllowed, NotFound, WrongState once it is written, or Invalid naming the columns (``column-3``).
    """
    check_import(by)
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        _check_plan(plan, batch, as_of, at.date())
        batch.plan, batch.as_of, batch.state, batch.result = plan.to_json(), as_of, State.MAPPING, {}
        batch.save(update_fields=["plan", "as_of", "state", "result"])
    return batch


# no event: see save_plan
def use_profile(
    *, batch_id: int, by: Viewer, at: datetime, name: str | None = None, profile_id: int | None = None
) -> Batch:
    """Map a batch as the files of a profile are: columns with the same header go where they went there.

    The profile is given by its id, or by its name (of several the latest). Raises NotAllowed, NotFound or WrongState.
    """
    check_import(by)
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        known = Profile.objects.filter(target=batch.target)
        found = known.filter(pk=profile_id) if profile_id is not None else known.filter(name=name)
        profile = found.order_by("-saved_at").first()
        if profile is None:
            raise NotFound(_("There is no mapping called “%(name)s”.") % {"name": name or profile_id})
        plan = transferred(Plan.from_json(batch.plan), batch.headers, profile.headers, Plan.from_json(profile.plan))
        batch.plan, batch.profile_name = plan.to_json(), profile.name
        batch.state, batch.result = State.MAPPING, {}
        batch.save(update_fields=["plan", "profile_name", "state", "result"])
    return batch


# no event: see save_plan
def repair_years(*, batch_id: int, columns: Mapping[int, bool], by: Viewer, at: datetime) -> Batch:
    """Say for whole columns whether days of 1905 are read as the years they stand for."""
    check_import(by)
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        plan = Plan.from_json(batch.plan)
        for place, repaired in columns.items():
            if not 0 <= place < len(plan.columns):
                raise NotFound(_("There is no such column."))
            plan = plan.with_column(place, repair_years=repaired)
        batch.plan, batch.state, batch.result = plan.to_json(), State.MAPPING, {}
        batch.save(update_fields=["plan", "state", "result"])
    return batch


# no event: see save_plan
def replace_in_column(*, batch_id: int, place: int, old: str, new: str, by: Viewer, at: datetime) -> Batch:
    """Say what stands for a cell's text in a whole column ("" for a blank); the text itself takes it back.

    The rows that hold it have to be checked again. Raises NotAllowed, NotFound or WrongState.
    """
    check_import(by)
    with transaction.atomic():
        batch = _open_batch(batch_id, by)
        plan = Plan.from_json(batch.plan)
        if not 0 <= place < len(plan.columns):
            raise NotFound(_("There is no such column."))
        replace_with = {**plan.columns[place].replace, old.strip(): new.strip()}
        if old.strip() == new.strip():
            del replace_with[old.strip()]
        batch.plan = plan.with_column(place, replace=replace_with).to_json()
        batch.state, batch.result = State.MAPPING, {}
        batch.save(update_fields=["plan", "state", "result"])
    return batch


def _open_batch(batch_id: int, by: Viewer) -> Batch:
    """Lock a batch that is not written yet. Raises NotAllowed, NotFound or WrongState."""
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None:
        raise NotFound(_("There is no such import."))
    check_batch(by, batch)
    if batch.state not in {State.MAPPING, State.CHECKED}:
        raise WrongState(_("This import has been written already. Bring the file again to map it in another way."))
    return batch


def _check_plan(plan: Plan, batch: Batch, as_of: date, today: date) -> None:
    if len(plan.columns) != len(batch.headers):
        raise Invalid(_("The mapping does not fit the file."))
    found = faults(plan, sockets.fields_of(batch.target))
    wrong = {name: _(sentence) % said for name, (sentence, said) in found.items()}
    if as_of > today:
        wrong["as_of"] = _("The file cannot be from the future.")
    if wrong:
        raise Invalid(_("The mapping cannot be used like this."), wrong)
