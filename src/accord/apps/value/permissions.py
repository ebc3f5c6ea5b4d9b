"""Who may see the money, write and sign a case, post, close, release, challenge, review and credit."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accord.apps.initiatives import permissions as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.people.models import Department, Person
from accord.apps.people.rules import Side as House
from accord.apps.ui.permissions import check, may
from accord.apps.ui.rules import EVERYONE, LEADERS, OFFICE, NotAllowed, NotFound, Role, Viewer
from accord.apps.ui.sockets import Action
from accord.apps.value.models import Budget, Case, CaseVersion, Challenge, Claim, Review, Series
from accord.apps.value.rules.cases import Signing, why_not_sign


def is_finance(viewer: Viewer) -> bool:
    """Tell whether the viewer is of finance: the CFO, who works in a finance department, and who heads one.

    This is the one rule that every door of the money asks. Who heads a department heads those under it; where they work
    themselves does not matter. One query, for heads of other departments a second one down their tree.
    """
    if Role.CFO in viewer.roles:
        return True
    own = Q(pk__in=Person.objects.filter(pk=viewer.pk).order_by().values("department"))
    near = Department.objects.filter(own | Q(head=viewer.pk)).order_by().values_list("side", "head")
    found = list(near)
    if any(side == House.FINANCE for side, _head in found):
        return True
    return any(head == viewer.pk for _side, head in found) and heads_finance(viewer)


def heads_finance(viewer: Viewer) -> bool:
    """Tell whether the viewer is the CFO or heads a finance department, and so decides on money (at most one query).

    Whoever does is of finance as well.
    """
    return Role.CFO in viewer.roles or initiatives.headed_by(viewer).filter(side=House.FINANCE).exists()


_OWN = gettext_lazy(
    "sponsor, lead and heads of the initiative's department; the benefit owner; people of finance; who is asked to answer or review"
)
_FINANCE = gettext_lazy("people of finance departments, and who heads one")

SEE = Action("value.see", gettext_lazy("See the case and the ledger of initiatives one has a part in"), EVERYONE)
SEE_ALL = Action("value.see_all", gettext_lazy("See the value ledger of all initiatives"), OFFICE | LEADERS, own=_OWN)
WRITE = Action(
    "value.write", gettext_lazy("Write a case, its series and claims"), OFFICE | {Role.CIO, Role.CFO}, own=_OWN
)
SIGN = Action(
    "value.sign",
    gettext_lazy("Sign a case for one side"),
    frozenset({Role.CIO, Role.CFO}),
    own=gettext_lazy("for the business: sponsor and heads of the department; for IT: the lead and heads of IT departments; for "
                     "finance: heads of finance departments"),
)  # fmt: skip
FINANCE = Action(
    "value.finance",
    gettext_lazy("Enter rates, close months, sign what is credited"),
    frozenset({Role.CFO}),
    own=_FINANCE,
    also=is_finance,
)
POST = Action(
    "value.post", gettext_lazy("Post what is committed and what was spent or earned"), OFFICE | {Role.CFO},
    own=_FINANCE, also=is_finance,
)  # fmt: skip
ASK_RELEASE = Action(
    "value.ask_release", gettext_lazy("Plan stages of money and ask for a release"), OFFICE | {Role.CIO}, own=_OWN
)
RELEASE = Action(
    "value.release",
    gettext_lazy("Decide on a release"),
    frozenset({Role.CFO}),
    own=gettext_lazy("heads of finance departments; as the second person also the CIO and the programme office"),
)
CHALLENGE = Action("value.challenge", gettext_lazy("Challenge a benefit"), OFFICE | LEADERS, own=_OWN)
DECIDE = Action(
    "value.decide_challenge",
    gettext_lazy("Decide a challenge to a benefit"),
    frozenset({Role.CFO}),
    own=gettext_lazy("heads of finance departments and the sponsor; in their place the CIO and the programme office; never "
                     "who asked or answered"),
)  # fmt: skip
REVIEW = Action("value.review", gettext_lazy("Plan and hold value reviews"), OFFICE | {Role.CIO, Role.CFO}, own=_OWN)
BUDGET = Action(
    "value.budget",
    gettext_lazy("Set money and time aside for trying things out, and note what it was used for"),
    OFFICE | {Role.CIO, Role.CFO},
    own=gettext_lazy("heads of the department note its uses"),
)
ACTIONS = (
    SEE, SEE_ALL, WRITE, SIGN, FINANCE, POST, ASK_RELEASE, RELEASE, CHALLENGE, DECIDE, REVIEW, BUDGET,
)  # fmt: skip

OFFERED = ("offered", "signed")  # versions that those who may sign for their side see


def visible_to(viewer: Viewer) -> QuerySet[Initiative]:
    """Filter the initiatives whose money a viewer may see: their own, those whose benefit they own, or all.

    Heads of IT departments see those whose case was put to its signers: they may sign for IT.
    """
    if may(viewer, SEE_ALL):
        seen = initiatives.visible_to(viewer)
        return seen if may(viewer, initiatives.SEE_LIMITED) or not is_finance(viewer) else Initiative.objects.all()
    if is_finance(viewer):
        return Initiative.objects.all()
    return Initiative.objects.filter(
        Q(sponsor=viewer.pk)
        | Q(lead=viewer.pk)
        | Q(department__in=initiatives.headed_by(viewer).values("pk"))
        | Q(case__versions__benefit_owner=viewer.pk)
        | (Q(case__versions__state__in=OFFERED) & Q(Exists(initiatives.headed_by(viewer).filter(side=House.IT))))
        | Q(pk__in=Challenge.objects.filter(answerer=viewer.pk, withdrawn_at=None).order_by().values("initiative"))
        | Q(pk__in=Review.objects.filter(owner=viewer.pk, removed_at=None).order_by().values("initiative"))
    ).distinct()


def find(viewer: Viewer, initiative_id: int) -> Initiative:
    """Get an initiative whose money the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = visible_to(viewer).select_related("department", "sponsor", "lead").filter(pk=initiative_id).first()
    if found is None:
        raise NotFound(_("There is no such initiative, or its money is not open to you."))
    return found


def can_write(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may write the case of this initiative."""
    return may(viewer, WRITE) or initiatives.is_own(viewer, initiative) or is_finance(viewer)


def check_write(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may write the case of this initiative."""
    if not can_write(viewer, initiative):
        raise NotAllowed(
            _(
                "Its sponsor, its lead, the heads of its department, finance, the CIO and the programme office write the case."
            )
        )


def check_finance(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer belongs to finance."""
    if not is_finance(viewer):
        check(viewer, FINANCE)


def check_post(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may post."""
    if not is_finance(viewer):
        check(viewer, POST)


# --- stages, releases, challenges, reviews, budgets -----------------------------------------------------------------


def can_ask_release(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may plan stages of money and ask for a release."""
    return may(viewer, ASK_RELEASE) or initiatives.is_own(viewer, initiative) or is_finance(viewer)


def check_ask_release(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may plan stages of money and ask for a release."""
    if not can_ask_release(viewer, initiative):
        raise NotAllowed(
            _(
                "Its sponsor, its lead, the heads of its department, finance, the CIO and the programme office ask for money."
            )
        )


def check_decide_release(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer decides on releases."""
    if not heads_finance(viewer):
        raise NotAllowed(_("The CFO and the heads of finance departments decide on money."))


def can_confirm_release(viewer: Viewer) -> bool:
    """Tell whether the viewer may be the second person of a release."""
    return not {Role.CIO, Role.PROGRAMME_OFFICE}.isdisjoint(viewer.roles) or heads_finance(viewer)


def check_confirm_release(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may be the second person of a release."""
    if not can_confirm_release(viewer):
        raise NotAllowed(_("Another head of finance, the CIO or the programme office is the second person."))


def can_challenge(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may challenge a benefit of this initiative: leaders, or who has a part in its money."""
    return may(viewer, CHALLENGE) or visible_to(viewer).filter(pk=initiative.pk).exists()


def check_challenge(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may challenge a benefit of this initiative."""
    if not can_challenge(viewer, initiative):
        raise NotAllowed(_("Who sees the money of an initiative may challenge it."))


def can_judge(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may decide challenges to this initiative (but never one they asked or answered)."""
    if not {Role.CFO, Role.CIO, Role.PROGRAMME_OFFICE}.isdisjoint(viewer.roles):
        return True
    return viewer.pk == initiative.sponsor_id or heads_finance(viewer)


def check_judge(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may decide challenges to this initiative."""
    if not can_judge(viewer, initiative):
        raise NotAllowed(
            _("The CFO, heads of finance, the sponsor, the CIO and the programme office decide a challenge.")
        )


def may_review(viewer: Viewer) -> bool:
    """Tell whether the viewer may plan and hold value reviews of every initiative whose money they see."""
    return may(viewer, REVIEW) or is_finance(viewer)


def can_review(viewer: Viewer, initiative: Initiative) -> bool:
    """Tell whether the viewer may plan and hold value reviews of this initiative."""
    return may_review(viewer) or initiatives.is_own(viewer, initiative)


def check_review(viewer: Viewer, initiative: Initiative) -> None:
    """Raise NotAllowed unless the viewer may plan and hold value reviews of this initiative."""
    if not can_review(viewer, initiative):
        raise NotAllowed(
            _(
                "Its sponsor, its lead, the heads of its department, finance, the CIO and the programme office review it."
            )
        )


def budgets_visible_to(viewer: Viewer) -> QuerySet[Budget]:
    """Filter the budgets for trying things out a viewer may see: all by role or in finance, else those of own departments."""
    if may(viewer, SEE_ALL) or is_finance(viewer):
        return Budget.objects.all()
    return Budget.objects.filter(department__in=initiatives.headed_by(viewer).values("pk"))


def find_budget(viewer: Viewer, budget_id: int) -> Budget:
    """Get a budget the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = budgets_visible_to(viewer).select_related("department").filter(pk=budget_id).first()
    if found is None:
        raise NotFound(_("There is no such budget, or it is not open to you."))
    return found


def may_budget(viewer: Viewer) -> bool:
    """Tell whether the viewer may set money and time aside."""
    return may(viewer, BUDGET)


def check_budget(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may set money and time aside."""
    check(viewer, BUDGET)


def can_use_budget(viewer: Viewer, budget: Budget) -> bool:
    """Tell whether the viewer may note what this budget was used for."""
    if may(viewer, BUDGET):
        return True
    return budget.department_id is not None and initiatives.headed_by(viewer).filter(pk=budget.department_id).exists()


def check_use_budget(viewer: Viewer, budget: Budget) -> None:
    """Raise NotAllowed unless the viewer may note what this budget was used for."""
    if not can_use_budget(viewer, budget):
        raise NotAllowed(_("The heads of the department, the CIO, the CFO and the programme office note uses."))


def heads_it(viewer: Viewer) -> bool:
    """Tell whether the viewer is the CIO or heads a department on the side of IT (at most one query)."""
    return Role.CIO in viewer.roles or initiatives.headed_by(viewer).filter(side=House.IT).exists()


def signing(viewer: Viewer, initiative: Initiative, signed: Mapping[str, int]) -> Signing:
    """Say how the viewer stands to a case that waits for signatures; ``signed`` maps sides to who signed (three queries)."""
    return Signing(
        is_sponsor=initiative.sponsor_id == viewer.pk,
        heads_department=initiatives.heads_department(viewer, initiative),
        is_lead=initiative.lead_id == viewer.pk,
        heads_it=heads_it(viewer),
        heads_finance=heads_finance(viewer),
        signed_for=next((side for side, person in signed.items() if person == viewer.pk), ""),
    )


def check_sign(viewer: Viewer, side: str, standing: Signing) -> None:
    """Raise NotAllowed unless the viewer may sign for this side."""
    if reason := why_not_sign(side, standing):
        raise NotAllowed(_(reason.text))


# --- series, claims, studies, credits -------------------------------------------------------------------------------


def series_visible_to(viewer: Viewer) -> QuerySet[Series]:
    """Filter the series a viewer may see: all for whoever may keep some, else those of measures, which everybody sees."""
    if may(viewer, SEE_ALL) or can_add_series(viewer):
        return Series.objects.all()
    return Series.objects.filter(Q(measure__isnull=False) | Q(created_by=viewer.pk))


def find_series(viewer: Viewer, series_id: int) -> Series:
    """Get a series the viewer may see. Raises NotFound for any other, whether it exists or not."""
    found = series_visible_to(viewer).select_related("measure__goal", "created_by").filter(pk=series_id).first()
    if found is None:
        raise NotFound(_("There is no such series, or it is not open to you."))
    return found


def edits_all_series(viewer: Viewer) -> bool:
    """Tell whether the viewer may change series whoever keeps them: by role or in finance."""
    return may(viewer, WRITE) or is_finance(viewer)


def can_add_series(viewer: Viewer) -> bool:
    """Tell whether the viewer may keep series: by role, in finance, or with an initiative of their own."""
    if edits_all_series(viewer):
        return True
    own = Q(sponsor=viewer.pk) | Q(lead=viewer.pk) | Q(department__in=initiatives.headed_by(viewer).values("pk"))
    return Initiative.objects.filter(own).exists()


def check_add_series(viewer: Viewer) -> None:
    """Raise NotAllowed unless the viewer may keep series."""
    if not can_add_series(viewer):
        raise NotAllowed(
            _("Sponsors, leads and heads of departments keep series, and finance, the CIO and the programme office.")
        )


def can_edit_series(viewer: Viewer, series: Series) -> bool:
    """Tell whether the viewer may change this series and its values."""
    return viewer.pk == series.created_by_id or edits_all_series(viewer)


def check_edit_series(viewer: Viewer, series: Series) -> None:
    """Raise NotAllowed unless the viewer may change this series and its values."""
    if not can_edit_series(viewer, series):
        raise NotAllowed(_("Whoever keeps a series changes it, and finance, the CIO and the programme office."))


def find_claim(viewer: Viewer, claim_id: int) -> Claim:
    """Get a claim of an initiative whose money the viewer may see. Raises NotFound for any other."""
    records = Claim.objects.filter(initiative__in=visible_to(viewer).values("pk"))
    found = records.select_related("initiative", "series__measure").filter(pk=claim_id).first()
    if found is None:
        raise NotFound(_("There is no such claim, or it is not open to you."))
    return found


def can_credit(viewer: Viewer, claim: Claim) -> bool:
    """Tell whether the viewer may sign what is credited: finance, who neither made the claim nor owns its benefit."""
    if viewer.pk == claim.created_by_id or not is_finance(viewer):
        return False
    newest = CaseVersion.objects.filter(case__initiative=claim.initiative_id).order_by("-number")
    return viewer.pk not in newest.values_list("benefit_owner", flat=True)[:1]


def check_credit(viewer: Viewer, claim: Claim) -> None:
    """Raise NotAllowed unless the viewer may sign what is credited of this claim."""
    if not can_credit(viewer, claim):
        raise NotAllowed(_("Finance signs this: somebody who neither made the claim nor owns the benefit."))


def find_case(viewer: Viewer, case_id: int) -> Case:
    """Get a case the viewer may see, with its initiative. Raises NotFound for any other, whether it exists or not."""
    case = Case.objects.filter(pk=case_id).first()
    if case is None:
        raise NotFound(_("There is no such case, or it is not open to you."))
    case.initiative = find(viewer, case.initiative_id)
    return case
