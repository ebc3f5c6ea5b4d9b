"""People and departments as they are found: they stand below the search and cannot offer themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils.translation import gettext_lazy

from accord.apps.people.models import Department, Person
from accord.apps.people.permissions import EDIT_PEOPLE
from accord.apps.search.sockets import Text, TextSource, making, pieces, texts
from accord.apps.ui.sockets import commands


def plug_in() -> None:
    """Plug in the texts of people and departments, and how they are added."""
    texts.plug(
        TextSource("people.person", gettext_lazy("People"), 14, person_texts, is_name=True),
        TextSource("people.department", gettext_lazy("Departments"), 13, department_texts, is_name=True),
    )
    commands.plug(
        making(gettext_lazy("Add a person"), "people:add_person", EDIT_PEOPLE, order=27),
        making(gettext_lazy("Add a department"), "people:add_department", EDIT_PEOPLE, order=28),
    )


def person_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give people with title and department: what everybody sees of them; no mail address, nobody who was erased."""
    here = Person.objects.filter(erased_at=None)
    for piece in pieces(here, ids):
        for one in here.filter(pk__in=piece).select_related("department").order_by("pk"):
            yield Text(one.pk, one.name, (one.title, str(one.department or "")))


def department_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give departments with the one above and their head."""
    for piece in pieces(Department.objects.all(), ids):
        for one in Department.objects.filter(pk__in=piece).select_related("parent", "head").order_by("pk"):
            yield Text(one.pk, one.name, (str(one.parent or ""), str(one.head or "")))
