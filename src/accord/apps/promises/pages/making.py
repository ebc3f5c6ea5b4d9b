"""Making a promise and changing an open one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.people import reads as people
from accord.apps.promises import forms, permissions, rules, writes
from accord.apps.promises.pages.answering import answered, ways_of, words_of
from accord.apps.ui.permissions import may, viewer_of
from accord.apps.ui.reads import titles
from accord.apps.ui.rules import Ref, Viewer


def make_promise(request: HttpRequest) -> HttpResponse:
    """Promise something, or write down what another person promised."""
    viewer = viewer_of(request)
    everybody = people.person_choices(viewer=viewer)
    writes_down = may(viewer, permissions.WRITE_DOWN)
    owners = everybody if writes_down else [one for one in everybody if one[0] == viewer.pk]
    about = _about(request, viewer)
    return answered(
        request,
        make=lambda *a, **k: forms.PromiseForm(*a, owners=owners, people=everybody, **k),
        save=lambda form: writes.make_promise(
            **form.values(), about=about[0] if about else None, by=viewer, at=timezone.now()
        ),
        words={
            "heading": _("Write down a promise") if writes_down else _("Promise something"),
            "lead": _("One thing, one person, one day: that is what others can count on."),
            "submit": _("Make the promise"),
            "cancel": reverse("promises:promises"),
            "about": about[1] if about else None,
        },
        saved=_("The promise is made."),
        initial={"owner": viewer.pk},
    )


def _about(request: HttpRequest, viewer: Viewer) -> tuple[Ref, tuple[str, str]] | None:
    """Read the record a new promise is about from the address, if the viewer may see it."""
    try:
        ref = Ref.parse(request.GET.get("about", ""))
    except ValueError:
        return None
    named = titles(viewer=viewer, refs=[ref]).get(ref)
    return (ref, named) if named else None


def edit_promise(request: HttpRequest, promise_id: int) -> HttpResponse:
    """Change the words, the day or to whom it is made."""
    viewer = viewer_of(request)
    found = permissions.find(viewer, promise_id)
    permissions.check_edit(viewer, found)
    everybody = people.person_choices(viewer=viewer, with_id=found.made_to_id)
    asks_sure = found.confidence_share is None and rules.is_in_time(found.first_due_date, on=timezone.localdate())
    return answered(
        request,
        make=lambda *a, **k: forms.EditForm(*a, people=everybody, asks_sure=asks_sure, **k),
        save=lambda form: writes.edit_promise(
            promise=found, values=form.values(), reason=form.cleaned_data["reason"],
            seen_version=form.cleaned_data["version"], by=viewer, at=timezone.now(),
        ),
        words=words_of(found, _("Change this promise"), _("Save"), "") | ways_of(found, "edit_promise"),
        saved=_("Saved."),
        initial={
            "what": found.what, "due_date": found.due_date, "made_to": found.made_to_id, "kind": found.kind,
            "version": found.version,
        },
    )  # fmt: skip
