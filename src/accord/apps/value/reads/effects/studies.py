"""One study in words: the headline, what each method says, its checks, why the grade is what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.ui.templatetags.formats import exact_day, number_words
from accord.apps.value.models import Claim, Study
from accord.apps.value.reads.effects.sizes import check_words, left_over, ranged, sized
from accord.apps.value.rules.effects import words
from accord.apps.value.rules.effects.studying import sign_of
from accord.apps.value.rules.words import GRADE_LABELS, Grade

if TYPE_CHECKING:
    from accord.science.effects import Effect

Titles = Mapping[str, str]
SOME_NAMES = 6
TWO_NUMBERS = ("disagree", "contradict")


@dataclass(frozen=True)
class Check:
    """One thing to look at before believing a method; ``verdict`` is good, bad or "" where it is only told."""

    sentence: str
    verdict: str


@dataclass(frozen=True)
class MethodView:
    """What one method says; ``change``, ``low`` and ``high`` as the series moved: below zero is lower."""

    code: str
    label: str
    name: str
    formula: str
    explained: str
    is_ok: bool
    is_chosen: bool
    change: float | None
    low: float | None
    high: float | None
    said: str
    range: str
    rank: int | None
    rank_of: int | None
    checks: tuple[Check, ...]
    reasons: tuple[str, ...]
    needs: tuple[str, ...]
    weights: tuple[tuple[str, float], ...]
    url: str


@dataclass(frozen=True)
class StudyView:
    """One study as its page shows it."""

    id: int
    claim_id: int
    number: int
    as_of: date
    made_at: datetime
    made_by: str
    url: str
    headline: str
    short: str
    tone: str
    grade: str
    grade_words: str
    grade_reasons: tuple[str, ...]
    share: Decimal
    said: str
    range: str
    method: str
    periods: int
    period: str
    methods: tuple[MethodView, ...]
    cautions: tuple[str, ...]
    record: Study

    @property
    def both(self) -> str:
        """The two numbers that lie farthest apart, where the methods disagree; else ""."""
        if self.record.headline not in TWO_NUMBERS:
            return ""
        first, second = _apart(self.methods)
        return _("%(first)s or %(second)s") % {"first": first.said, "second": second.said}

    @property
    def chosen(self) -> MethodView | None:
        """The method that counts."""
        return next((one for one in self.methods if one.is_chosen), None)

    @property
    def answered(self) -> tuple[MethodView, ...]:
        """The methods that have a number."""
        return tuple(one for one in self.methods if one.is_ok)

    @property
    def refused(self) -> tuple[MethodView, ...]:
        """The methods that could say nothing."""
        return tuple(one for one in self.methods if not one.is_ok)


# no viewer: the caller has found the study as its viewer
def effects_of(study: Study) -> list[Effect]:
    """Give what each method answered."""
    from accord.science.effects import Effect as Answer

    return [Answer.from_record(one) for one in study.results]


# no viewer: see effects_of
def study_view(study: Study, claim: Claim, *, titles: Titles) -> StudyView:
    """Say a study in words; ``titles`` maps ids of series, as text, to what they are called."""
    effects = effects_of(study)
    methods = tuple(_method(one, study, titles) for one in effects)
    raw = sign_of(study.setup["direction"])
    change = None if study.estimate is None else raw * study.estimate
    ends = _ends(study, raw)
    return StudyView(
        id=study.pk,
        claim_id=claim.pk,
        number=study.number,
        as_of=study.as_of,
        made_at=study.made_at,
        made_by=study.made_by.name if study.made_by else _("Accord"),
        url=reverse("value:study", args=[claim.initiative_id, study.pk]),
        headline=_headline(study, claim, methods, change, ends),
        short=_(words.HEADLINE_SHORT.get(study.headline, study.headline)),
        tone=words.HEADLINE_TONES.get(study.headline, "none"),
        grade=study.grade,
        grade_words=_grade_words(study),
        grade_reasons=tuple(_reason(one) for one in study.setup.get("graded", {}).get("reasons", ())),
        share=study.credited_share,
        said=sized(change, *ends),
        range=ranged(*ends),
        method=_(words.METHODS.get(study.method, "")) if study.method else "",
        periods=study.periods,
        period=_(words.PERIODS[study.rhythm]),
        methods=methods,
        cautions=tuple(_cautions(study, claim, titles)),
        record=study,
    )


def _grade_words(study: Study) -> str:
    if study.headline in words.GRADE_OF_HEADLINE:
        return _(words.GRADE_OF_HEADLINE[study.headline])
    weak = study.grade in {Grade.C, Grade.D} and study.method in words.WITH_OTHERS
    return _(words.GRADE_WEAK if weak else GRADE_LABELS[study.grade])


def _ends(study: Study, raw: int) -> tuple[float | None, float | None]:
    if study.low is None or study.high is None:
        return None, None
    low, high = sorted((raw * study.low, raw * study.high))
    return low, high


def _headline(
    study: Study,
    claim: Claim,
    methods: tuple[MethodView, ...],
    change: float | None,
    ends: tuple[float | None, float | None],
) -> str:
    sentence = words.HEADLINES.get(study.headline, words.HEADLINES["not_enough_data"])
    values: dict[str, Any] = {
        "start": exact_day(claim.from_date),
        "title": claim.series.title,
        "size": left_over(change, *ends, claim.series.unit),
        "left": left_over(change, *ends, claim.series.unit),
        "claim": _(words.CLAIMS.get(study.grade, words.CLAIMS[Grade.D])),
        "period": _(words.PERIODS[study.rhythm]),
        "range": ranged(*ends),
    }
    if study.headline in TWO_NUMBERS:
        first, second = _apart(methods)
        values |= {"first": first.label, "first_size": first.said, "second": second.label, "second_size": second.said}
    return _(sentence) % values


def _apart(methods: tuple[MethodView, ...]) -> tuple[MethodView, MethodView]:
    """Find the two methods that lie farthest apart; before and after alone is only quoted if nothing else is there."""
    known = [one for one in methods if one.change is not None]
    strong = [one for one in known if one.code != "before_after"]
    order = sorted(strong if len(strong) > 1 else known, key=lambda one: one.change or 0.0)
    return order[0], order[-1]


def _method(effect: Effect, study: Study, titles: Titles) -> MethodView:
    return MethodView(
        code=effect.method,
        label=_(words.METHODS[effect.method]),
        name=_(words.METHOD_NAMES[effect.method]),
        formula=_(words.FORMULAS[effect.method]),
        explained=_(words.EXPLAINED.get(effect.method, "")),
        is_ok=effect.is_ok,
        is_chosen=effect.method == study.method,
        change=effect.estimate,
        low=effect.low,
        high=effect.high,
        said=sized(effect.estimate, effect.low, effect.high),
        range=ranged(effect.low, effect.high),
        rank=effect.rank,
        rank_of=effect.rank_of,
        checks=tuple(_check(one.code, one.value, one.limit, one.is_good) for one in effect.diagnostics
                     if one.value is not None),
        reasons=tuple(one.say(_) for one in effect.reasons),
        needs=tuple(dict.fromkeys(_(words.NEEDS[one.code]) for one in effect.reasons if one.code in words.NEEDS)
                    if not effect.is_ok else ()),
        weights=tuple((titles.get(key, key), weight) for key, weight in effect.weights),
        url=reverse("value:study_rows", args=[study.claim.initiative_id, study.pk, effect.method]),
    )  # fmt: skip


def _check(code: str, value: float | None, limit: float | None, is_good: bool | None) -> Check:
    return Check(check_words(code, value, limit), "" if is_good is None else "good" if is_good else "bad")


def _reason(record: Mapping[str, Any]) -> str:
    from accord.science.effects import Reason

    return Reason.from_record(record).say(_)


def _cautions(study: Study, claim: Claim, titles: Titles) -> list[str]:
    """List what a reader must know before believing the number."""
    setup, found = study.setup, []
    say = words.CAUTIONS
    if setup.get("bad_run") is not None:
        found.append(_(say["bad_run"]) % {"value": number_words(setup["bad_run"], 2)})
    elif not claim.why_then and not claim.is_by_lot:
        found.append(_(say["no_why"]))
    if setup.get("announced_periods"):
        found.append(_(say["announced"]) % {"n": setup["announced_periods"]})
    if claim.other_events:
        found.append(_(say["other_events"]) % {"words": claim.other_events})
    if setup.get("is_mid"):
        found.append(_(say["is_mid"]))
    if missing := setup.get("missing"):
        days = ", ".join(period_words(date.fromisoformat(day), setup["rhythm"]) for day in missing[:SOME_NAMES])
        found.append(_(say["missing"]) % {"n": len(missing), "periods": _and_more(days, len(missing))})
    if unfinished := setup.get("unfinished"):
        found.append(_(say["unfinished"]) % {"day": exact_day(date.fromisoformat(unfinished))})
    if left_out := setup.get("left_out"):
        names = ", ".join(titles.get(key, key) for key in list(left_out)[:SOME_NAMES])
        found.append(_(say["left_out"]) % {"names": _and_more(names, len(left_out))})
    if not setup.get("units") and not setup.get("predictors"):
        found.append(_(say["none_compared"]))
    return found


def _and_more(names: str, n: int) -> str:
    more = n - SOME_NAMES
    return names if more <= 0 else ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more) % {
        "names": names, "n": more}  # fmt: skip


# no viewer: words alone
def period_words(day: date, rhythm: str) -> str:
    """Say a period by its first day: 2024, Q2 2024 or 2024-05."""
    if rhythm == "yearly":
        return str(day.year)
    return f"Q{(day.month + 2) // 3} {day.year}" if rhythm == "quarterly" else f"{day:%Y-%m}"
