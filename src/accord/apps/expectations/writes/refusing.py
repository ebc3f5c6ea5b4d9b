"""How a write refuses: the reason said in words, at its field or for the whole."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accord.apps.expectations.reads.reasons import said
from accord.apps.initiatives.rules import Reason
from accord.apps.ui.rules import Invalid, WrongState


# no event: only refuses
def refuse(reasons: Mapping[str, Reason | None]) -> None:
    """Raise Invalid when any field has a reason; the field "" stands for the whole."""
    fields = {name: said(reason) for name, reason in reasons.items() if reason}
    if fields:
        whole = fields.pop("", "") or _("Some values cannot be taken: please look at them again.")
        raise Invalid(whole, fields)


# no event: only refuses
def refuse_state(reason: Reason | None) -> None:
    """Raise WrongState when there is a reason."""
    if reason:
        raise WrongState(said(reason))
