"""What an initiative is said to have moved: each claim with its newest study, its money, and what finance signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.trail import reads as trail
from accord.apps.trail.reads import HistoryLine
from accord.apps.ui.rules import Ref, Viewer
from accord.apps.ui.templatetags.formats import number_words
from accord.apps.value import permissions
from accord.apps.value.models import Claim, Comparison, Credit, Line, Series, Study
from accord.apps.value.reads.effects.credited import HEAVY, promised_of, worth_of, worth_words
from accord.apps.value.reads.effects.inputs import aligned_claims
from accord.apps.value.reads.effects.sizes import ranged, sized
from accord.apps.value.reads.effects.studies import StudyView, study_view
from accord.apps.value.rules.effects import words
from accord.apps.value.rules.effects.money import Worth
from accord.apps.value.rules.effects.periods import Aligned
from accord.apps.value.rules.effects.studying import digest_of, look_together, says_otherwise, sign_of
from accord.apps.value.rules.words import Direction, Role


@dataclass(frozen=True)
class ComparedLine:
    """Another series a claim is judged against."""

    series_id: int
    title: str
    url: str
    role: str
    role_words: str
    why: str


@dataclass(frozen=True)
class StudyLine:
    """One study of a claim's past."""

    id: int
    number: int
    as_of: date
    url: str
    short: str
    tone: str
    grade: str
    said: str
    range: str
    share: Decimal


@dataclass(frozen=True)
class CreditView:
    """What finance signed; ``is_older``: a newer study exists, ``says_otherwise``: and it says something else."""

    share: Decimal
    reason: str
    signed_at: datetime
    signed_by: str
    study_number: int
    study_url: str
    is_older: bool
    says_otherwise: bool


@dataclass(frozen=True)
class ClaimView:
    """One claim as the pages show it. ``is_due``: there are values no study has seen yet."""

    id: int
    claim: Claim
    initiative_id: int
    title: str
    unit: str
    series_url: str
    direction_words: str
    promised_words: str
    rhythm_words: str
    line_title: str
    made_by: str
    compared: tuple[ComparedLine, ...]
    study: StudyView | None
    studies: tuple[StudyLine, ...]
    credit: CreditView | None
    share: Decimal
    full: Worth | None
    credited: Worth | None
    promised: Decimal | None
    worth_words: str
    others: int
    n_before: int
    n_after: int
    n_values: int
    is_due: bool
    can_credit: bool

    @property
    def units(self) -> int:
        """Count the units that did not have it."""
        return sum(one.role == Role.UNIT for one in self.compared)


@dataclass(frozen=True)
class Together:
    """How many measures of an initiative were looked at, and which still show something once luck is allowed for.

    ``taken_back`` of them are claimed no more; they were looked at all the same.
    """

    looked_at: int
    standing: tuple[str, ...]
    taken_back: int


@dataclass(frozen=True)
class EffectsPage:
    """What one initiative is said to have moved; ``together`` only where several measures were looked at."""

    initiative: Initiative
    claims: tuple[ClaimView, ...]
    removed: tuple[tuple[int, str], ...]
    together: Together | None
    can_write: bool


def effects_page(*, viewer: Viewer, initiative_id: int, as_of: date) -> EffectsPage:
    """Describe what an initiative is said to have moved. Raises NotFound for one whose money the viewer may not see."""
    initiative = permissions.find(viewer, initiative_id)
    records = Claim.objects.filter(initiative=initiative).select_related("initiative", "series", "created_by")
    claims = list(records.order_by("pk"))
    return EffectsPage(
        initiative=initiative,
        claims=tuple(_views(viewer, [one for one in claims if one.removed_at is None], as_of)),
        removed=tuple((one.pk, one.series.title) for one in claims if one.removed_at is not None),
        together=_together(claims),
        can_write=permissions.can_write(viewer, initiative),
    )


def _together(claims: Sequence[Claim]) -> Together | None:
    """Look at the newest studies of all claims of one initiative at once: one query, none for a single claim."""
    if len(claims) < 2:
        return None
    named = {str(one.pk): one for one in claims}
    last = Study.objects.filter(claim__in=claims).order_by().values("claim").annotate(last=Max("pk")).values("last")
    rows = Study.objects.filter(pk__in=last).order_by("claim").values_list("claim", "setup")
    looked = look_together({str(pk): setup for pk, setup in rows})
    seen = {pk: one for pk, one in looked.items() if one.corrected is not None}
    if len(seen) < 2:
        return None
    return Together(
        looked_at=len(seen),
        standing=tuple(named[pk].series.title for pk, one in seen.items() if one.stands),
        taken_back=sum(named[pk].removed_at is not None for pk in seen),
    )


def claim_view(*, viewer: Viewer, claim_id: int, as_of: date) -> ClaimView:
    """Describe one claim. Raises NotFound."""
    claim = permissions.find_claim(viewer, claim_id)
    return _views(viewer, [claim], as_of)[0]


def claim_history(*, viewer: Viewer, claim_id: int) -> list[HistoryLine]:
    """List what happened to a claim, newest first. Raises NotFound."""
    claim = permissions.find_claim(viewer, claim_id)
    return trail.history(viewer=viewer, subject=Ref("value.claim", claim.pk))


def find_study(*, viewer: Viewer, initiative_id: int, study_id: int) -> tuple[Study, StudyView]:
    """Get one study of an initiative, and say it in words. Raises NotFound."""
    from accord.apps.ui.rules import NotFound

    records = Study.objects.filter(claim__initiative__in=permissions.visible_to(viewer).values("pk"))
    found = (
        records.select_related("claim__initiative", "claim__series", "made_by")
        .filter(pk=study_id, claim__initiative=initiative_id)
        .first()
    )
    if found is None:
        raise NotFound(_("There is no such study, or it is not open to you."))
    return found, study_view(found, found.claim, titles=series_titles(studies=[found]))


# no viewer: whoever may see a study may see what its series are called
def series_titles(*, studies: Sequence[Study]) -> dict[str, str]:
    """Map the ids of all series that studies used, as text, to their titles: one query."""
    keys = {key for one in studies for part in ("units", "predictors", "left_out") for key in one.setup.get(part, ())}
    rows = Series.objects.filter(pk__in=[int(key) for key in keys]).order_by().values_list("pk", "title")
    return {str(pk): title for pk, title in rows}


def _views(viewer: Viewer, claims: Sequence[Claim], as_of: date) -> list[ClaimView]:
    ids = [one.pk for one in claims]
    studies: dict[int, list[Study]] = {pk: [] for pk in ids}
    for study in Study.objects.filter(claim__in=ids).defer(*HEAVY).order_by("claim", "-number"):
        studies[study.claim_id].append(study)
    last = Study.objects.filter(claim__in=ids).order_by().values("claim").annotate(last=Max("pk")).values("last")
    newest = {one.claim_id: one for one in Study.objects.filter(pk__in=last).select_related("made_by", "claim")}
    credits_ = {one.claim_id: one for one in Credit.objects.filter(claim__in=ids, withdrawn_at=None)
                .select_related("study", "signed_by")}  # fmt: skip
    compared = _compared(ids)
    aligned = aligned_claims(claims, as_of=as_of)
    lines = _lines(claims)
    titles = series_titles(studies=list(newest.values()))
    signs = _signs(viewer)
    shared = Claim.objects.filter(removed_at=None, series__in=[one.series_id for one in claims]).order_by()
    by_series = dict(shared.values("series").annotate(n=Count("initiative", distinct=True)).values_list("series", "n"))
    return [
        _view(one, newest.get(one.pk), studies[one.pk], credits_.get(one.pk), compared.get(one.pk, ()),
              aligned[one.pk], lines.get((one.initiative_id, one.line_key), ""), titles,
              can_credit=signs and permissions.can_credit(viewer, one), others=by_series.get(one.series_id, 1) - 1)
        for one in claims
    ]  # fmt: skip


def _signs(viewer: Viewer) -> bool:
    return permissions.is_finance(viewer)


def _view(
    claim: Claim,
    newest: Study | None,
    studies: Sequence[Study],
    credit: Credit | None,
    compared: Sequence[ComparedLine],
    aligned: Aligned,
    line_title: str,
    titles: Mapping[str, str],
    *,
    can_credit: bool,
    others: int,
) -> ClaimView:
    counted = credit.study if credit else newest
    share = credit.share if credit else newest.credited_share if newest else Decimal(0)
    digest = digest_of(aligned, direction=claim.direction, is_by_lot=claim.is_by_lot)
    return ClaimView(
        id=claim.pk,
        claim=claim,
        initiative_id=claim.initiative_id,
        title=claim.series.title,
        unit=claim.series.unit,
        series_url=reverse("value:one_series", args=[claim.series_id]),
        direction_words=_(words.DIRECTIONS[claim.direction]),
        promised_words=_promised_words(claim),
        rhythm_words=_(words.EACH[claim.rhythm]),
        line_title=line_title,
        made_by=claim.created_by.name if claim.created_by else "",
        compared=tuple(compared),
        study=study_view(newest, claim, titles=titles) if newest else None,
        studies=tuple(_study_line(one, claim) for one in studies),
        credit=_credit_view(credit, newest, claim) if credit else None,
        share=share,
        full=worth_of(claim, counted, Decimal(1)) if counted else None,
        credited=worth_of(claim, counted, share) if counted else None,
        promised=promised_of(claim, counted) if counted else None,
        worth_words=worth_words(claim, counted, share) if counted else "",
        others=others,
        n_before=sum(value is not None for value in aligned.y[: aligned.start]),
        n_after=aligned.after,
        n_values=len(aligned.y) - len(aligned.missing),
        is_due=newest is None or newest.inputs_digest != digest,
        can_credit=can_credit,
    )


def _promised_words(claim: Claim) -> str:
    if claim.promised_change is None:
        return ""
    way = words.LOWER if claim.direction == Direction.DOWN else words.HIGHER
    return _("%(size)s %(way)s") % {"size": number_words(claim.promised_change), "way": _(way)}


def _study_line(study: Study, claim: Claim) -> StudyLine:
    sign = sign_of(claim.direction)
    ends = sorted(sign * end for end in (study.low, study.high) if end is not None)
    return StudyLine(
        id=study.pk,
        number=study.number,
        as_of=study.as_of,
        url=reverse("value:study", args=[claim.initiative_id, study.pk]),
        short=_(words.HEADLINE_SHORT.get(study.headline, study.headline)),
        tone=words.HEADLINE_TONES.get(study.headline, "none"),
        grade=study.grade,
        said=sized(None if study.estimate is None else sign * study.estimate, *(ends if len(ends) == 2 else ())),
        range=ranged(*ends) if len(ends) == 2 else "",
        share=study.credited_share,
    )


def _credit_view(credit: Credit, newest: Study | None, claim: Claim) -> CreditView:
    is_older = newest is not None and newest.pk != credit.study_id
    names = ("grade", "headline", "estimate", "low", "high")
    old, new = ({name: getattr(one, name) for name in names} for one in (credit.study, newest or credit.study))
    return CreditView(
        share=credit.share,
        reason=credit.reason,
        signed_at=credit.signed_at,
        signed_by=credit.signed_by.name if credit.signed_by else "",
        study_number=credit.study.number,
        study_url=reverse("value:study", args=[claim.initiative_id, credit.study_id]),
        is_older=is_older,
        says_otherwise=is_older and says_otherwise(old, new),
    )


def _compared(claim_ids: Sequence[int]) -> dict[int, list[ComparedLine]]:
    rows = Comparison.objects.filter(claim__in=claim_ids, series__removed_at=None).select_related("series")
    found: dict[int, list[ComparedLine]] = {}
    for one in rows.order_by("role", "series__title", "pk"):
        found.setdefault(one.claim_id, []).append(
            ComparedLine(one.series_id, one.series.title, reverse("value:one_series", args=[one.series_id]), one.role,
                         _(words.ROLES[one.role]), one.why)
        )  # fmt: skip
    return found


def _lines(claims: Sequence[Claim]) -> dict[tuple[int, str], str]:
    """Map the lines of cases that are claimed to their newest title."""
    keys = {one.line_key for one in claims if one.line_key}
    rows = Line.objects.filter(key__in=keys, of__case__initiative__in=[one.initiative_id for one in claims])
    found = rows.order_by("of__number").values_list("of__case__initiative", "key", "title")
    return {(initiative, key): title for initiative, key, title in found}
