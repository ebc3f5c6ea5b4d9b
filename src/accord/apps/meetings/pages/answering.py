"""How the form pages of this app answer: saved, look again, or somebody was faster."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from accord.apps.ui import pages
from accord.apps.ui.rules import Invalid

FIELDS = {"attendee_ids": "attendees", "person_ids": "people"}


def answer(request: HttpRequest, **rest: Any) -> HttpResponse:
    """Show a form, or save it and go on; see ``ui.pages.answer``."""
    return pages.answer(request, template="meetings/form.html", names=FIELDS, **rest)


def at_fields(refusal: Invalid) -> Invalid:
    """Call links as the forms do: ``owner_id`` is ``owner``, ``person_ids`` is ``people``."""
    fields = {FIELDS.get(name, name.removesuffix("_id")): said for name, said in refusal.fields.items()}
    return Invalid(refusal.message, fields)
