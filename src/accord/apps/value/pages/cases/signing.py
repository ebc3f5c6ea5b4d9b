"""Putting a version to its signers, taking it back, signing it for a side, withdrawing one's signature."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accord.apps.ui.pages import answer, done
from accord.apps.ui.permissions import viewer_of
from accord.apps.ui.rules import NotFound, WrongState
from accord.apps.value import permissions, writes
from accord.apps.value.forms import cases as forms
from accord.apps.value.pages.cases.page import found
from accord.apps.value.reads.cases.changes import exact
from accord.apps.value.reads.cases.page import CasePage, SideLine


@require_POST
def offering(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Put a version to its signers."""
    page = found(request, initiative_id, number)
    writes.offer(version_id=page.version.pk, by=viewer_of(request), at=timezone.now())
    said = _("Put to the signers. Nothing of it changes from now on; they will be told.")
    return done(request, said, _back(page))


def taking_back(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Take a version back from its signers, with a reason once somebody has signed."""
    page = found(request, initiative_id, number)
    permissions.check_write(viewer_of(request), page.initiative)
    lead = (
        _("Signatures under it fall, and have to be given again. Those who signed read why.")
        if page.has_signatures
        else _("Nobody has signed yet. It can be changed again, and put to the signers anew.")
    )
    words = {
        "title": _("Take it back from the signers"), "lead": lead, "submit": _("Take it back"), "cancel": _back(page),
        "back_label": page.initiative.title,
    }  # fmt: skip
    return answer(
        request, make=partial(forms.ReasonForm, is_needed=page.has_signatures), words=words, back=lambda _done: _back(page),
        saved=_("Taken back: it can be changed again."),
        save=lambda form: writes.take_back_offer(
            version_id=page.version.pk, reason=form.cleaned_data["reason"], by=viewer_of(request), at=timezone.now()
        ),
    )  # fmt: skip


def signing(request: HttpRequest, initiative_id: int, number: int, side: str) -> HttpResponse:
    """Sign a version for a side: as a page, or where the thing to do stands."""
    page = found(request, initiative_id, number)
    own = _side(page, side)
    words = {
        "title": _("Sign for %(side)s") % {"side": own.label}, "lead": _what(page), "submit": _("Sign"),
        "cancel": _back(page), "back_label": page.initiative.title, "page": page, "version": page.version, "table": page.table, "initiative": page.initiative,
    }  # fmt: skip
    return answer(
        request, make=forms.SignForm, template="value/cases/sign.html", words=words, initial={"digest": page.version.digest},
        back=lambda _done: _back(page), saved=_("Signed."),
        save=lambda form: writes.sign(
            version_id=page.version.pk, side=side, digest=form.cleaned_data["digest"], by=viewer_of(request),
            at=timezone.now(),
        ),
    )  # fmt: skip


def _side(page: CasePage, side: str) -> SideLine:
    own = next((one for one in page.sides if one.side == side), None)
    if own is None:
        raise NotFound(_("There is no such side."))
    if not page.is_offered:
        raise WrongState(_("This version waits for no signature now."))
    return own


def _what(page: CasePage) -> str:
    """Say in a sentence what is signed."""
    sums = [
        _("%(what)s %(likely)s %(currency)s (%(low)s to %(high)s)")
        % {
            "what": one.label, "likely": exact(one.total.likely), "low": exact(one.total.low),
            "high": exact(one.total.high), "currency": one.currency,
        }
        for one in (*page.table.cost_sums, *page.table.benefit_sums)
    ]  # fmt: skip
    return _("You sign version %(number)s of the case as it stands now: %(sums)s. It does not change afterwards.") % {
        "number": page.version.number, "sums": "; ".join(sums),
    }  # fmt: skip


def withdrawing(request: HttpRequest, initiative_id: int, number: int) -> HttpResponse:
    """Withdraw one's own signature, as long as not all three have signed."""
    page = found(request, initiative_id, number)
    words = {
        "title": _("Withdraw my signature"), "submit": _("Withdraw it"), "cancel": _back(page), "danger": True,
        "back_label": page.initiative.title, "lead": _("The others read why. You can sign again later."),
    }  # fmt: skip
    return answer(
        request, make=forms.ReasonForm, words=words, back=lambda _done: _back(page),
        saved=_("Your signature is withdrawn."),
        save=lambda form: writes.withdraw_signature(
            version_id=page.version.pk, reason=form.cleaned_data["reason"], by=viewer_of(request), at=timezone.now()
        ),
    )  # fmt: skip


def _back(page: CasePage) -> str:
    return reverse("value:version", args=[page.initiative.pk, page.version.number])
