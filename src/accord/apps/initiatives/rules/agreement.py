"""Who may agree, for which side, that an initiative serves a goal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from accord.apps.initiatives.rules.values import Reason


def _(text: str) -> str:
    """Mark a sentence for translators; it is translated where it is said."""
    return text


class AgreeingSide(StrEnum):
    """The two sides that agree on a goal link."""

    BUSINESS = "business"
    IT = "it"


AGREEING_SIDES: tuple[AgreeingSide, AgreeingSide] = (AgreeingSide.BUSINESS, AgreeingSide.IT)


@dataclass(frozen=True)
class Standing:
    """How somebody stands to an initiative and one of its goals."""

    is_sponsor: bool = False
    is_business_owner: bool = False
    heads_department: bool = False
    is_lead: bool = False
    is_it_owner: bool = False
    is_cio: bool = False
    agreed_for_other_side: bool = False


def why_not_agree(side: AgreeingSide, standing: Standing) -> Reason | None:
    """Say why somebody cannot agree for a side, or None if they can; nobody agrees for both sides."""
    if side == AgreeingSide.BUSINESS:
        if not (standing.is_sponsor or standing.is_business_owner or standing.heads_department):
            return Reason(
                _("The sponsor, the goal's business owner or the head of the department agrees for the business.")
            )
    elif not (standing.is_lead or standing.is_it_owner or standing.is_cio):
        return Reason(_("The lead, the goal's IT owner or the CIO agrees for IT."))
    if standing.agreed_for_other_side:
        return Reason(_("You have already agreed for the other side. It takes two people to agree."))
    return None
