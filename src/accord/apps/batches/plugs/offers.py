"""What batches puts into the sockets of the apps below: its records' names, permissions, navigation and jobs."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.apps.batches import jobs
from accord.apps.batches.models import SourceList
from accord.apps.batches.permissions import ACTIONS, IMPORT, SEE_IMPORTS, seen_kinds, visible_to
from accord.apps.batches.reads.texts import batch_texts
from accord.apps.jobs.sockets import Handler, Recurring, handlers, schedules
from accord.apps.search.sockets import TextSource, making, texts
from accord.apps.ui.permissions import actions, may
from accord.apps.ui.rules import OFFICE, Place, Ref, Viewer
from accord.apps.ui.sockets import NavigationItem, SearchSource, Thing, commands, navigation, search, things
from accord.apps.ui.templatetags.formats import exact_day

KIND, LIST = "batches.batch", "batches.list"


def plug_in() -> None:
    """Plug in what batches offers."""
    actions.plug(*ACTIONS)
    texts.plug(TextSource(KIND, _("Imports"), 80, batch_texts))
    commands.plug(making(_("Import a file"), "batches:new_batch", IMPORT, order=29, icon="file-import"))
    things.plug(Thing(KIND, _("Import"), _names), Thing(LIST, _("List"), _list_names))
    search.plug(SearchSource(KIND, _found))
    navigation.plug(
        NavigationItem(_("Import"), "batches:batches", "file-import", 70, _shown, key="b", group=Place.OFFICE)
    )
    handlers.plug(
        Handler(jobs.READ, _("Reading a file"), jobs.read, OFFICE),
        Handler(jobs.READ_AGAIN, _("Reading a file again"), jobs.read_again, OFFICE),
        Handler(jobs.CHECK, _("Checking a file"), jobs.check, OFFICE),
        Handler(jobs.COMMIT, _("Writing an import"), jobs.commit, OFFICE),
        Handler(jobs.TAKE_BACK, _("Taking an import back"), jobs.take_back, OFFICE),
        Handler(jobs.AGAIN, _("Bringing in again"), jobs.again, OFFICE),
        Handler(jobs.DROP_OLD_FILES, _("Deleting files brought long ago"), jobs.drop_old_files, OFFICE),
    )
    schedules.plug(Recurring("import files", jobs.DROP_OLD_FILES, daily_hour=3))


def _shown(viewer: Viewer) -> bool:
    return may(viewer, SEE_IMPORTS)


def _names(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = visible_to(viewer).filter(pk__in=ids).values_list("pk", "name")
    return {pk: (name, reverse("batches:batch", args=[pk])) for pk, name in rows}


def _list_names(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    rows = SourceList.objects.filter(pk__in=ids, target__in=seen_kinds(viewer)).values_list("pk", "name")
    return {pk: (name, reverse("batches:list", args=[pk])) for pk, name in rows}


def _found(viewer: Viewer, words: str, limit: int) -> list[tuple[str, str, str, str]]:
    rows = visible_to(viewer).filter(name__icontains=words).order_by("-pk").values_list("pk", "name", "as_of")[:limit]
    return [
        (str(Ref(KIND, pk)), name, reverse("batches:batch", args=[pk]), exact_day(as_of)) for pk, name, as_of in rows
    ]
