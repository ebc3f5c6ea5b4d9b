"""What people edited on records since a file last brought them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.batches.reads.since import BATCH
from accord.apps.people.models import Person
from accord.apps.trail.models import Detail, Entry
from accord.apps.trail.reads import VERSION


@dataclass(frozen=True)
class Edit:
    """The last edit of a record by hand since its last import, and the fields edited since then."""

    who: str
    on: date
    fields: frozenset[str]

    def concerns(self, changed: Collection[str], known: Collection[str]) -> bool:
        """Tell whether a file that changes these fields would undo something; ``known`` are all that files can bring.

        What is edited under another name (a stage moved, an extra field) counts as concerned.
        """
        return bool(self.fields & {*changed}) or bool(self.fields - {*known})


# no viewer: it tells whoever brings a file in what the file would undo
def edits_since_import(*, kind: str, ids: Iterable[int]) -> dict[int, Edit]:
    """Find the records that somebody edited after a file last wrote them; those never imported are left out."""
    about = Entry.objects.filter(subject_kind=kind, subject_id__in=list(ids))
    files = about.filter(batch__startswith=f"{BATCH}:").order_by().values_list("subject_id")
    imported = dict(files.annotate(last=Max("pk")))
    if not imported:
        return {}
    by_hand = about.filter(pk__gt=min(imported.values()), actor_id__isnull=False).exclude(batch__startswith=f"{BATCH}:")
    later = [entry for entry in by_hand.order_by("pk") if entry.pk > imported.get(entry.subject_id, entry.pk)]
    if not later:
        return {}
    fields: dict[int, set[str]] = {}
    owner = {entry.pk: entry.subject_id for entry in later}
    for entry_id, field in (
        Detail.objects.filter(entry__in=owner).exclude(field=VERSION).values_list("entry_id", "field")
    ):
        fields.setdefault(owner[entry_id], set()).add(field)
    names = dict(Person.objects.filter(pk__in={entry.actor_id for entry in later}).values_list("pk", "name"))
    return {
        entry.subject_id: Edit(
            names.get(entry.actor_id or 0, _("Somebody")), timezone.localtime(entry.at).date(),
            frozenset(fields.get(entry.subject_id, ())),
        )
        for entry in later
    }  # fmt: skip
