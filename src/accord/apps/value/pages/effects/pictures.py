"""The pictures of a study: what was against what would have been, and all methods on one axis."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accord.apps.ui.charts import Chart, IntervalRow
from accord.apps.ui.charts.effects import effect_chart, methods_chart
from accord.apps.ui.templatetags.formats import number_words
from accord.apps.value.models import Claim, Study
from accord.apps.value.reads.effects.studies import StudyView, effects_of, period_words
from accord.apps.value.rules.effects.sizes import known

if TYPE_CHECKING:
    from accord.science.effects import Effect


@dataclass(frozen=True)
class Pictures:
    """``course`` is None where no method has a number; ``methods`` shows those that have one."""

    course: Chart | None
    methods: Chart | None


def pictures(view: StudyView | None, claim: Claim) -> Pictures:
    """Draw a study; without one there is nothing to draw."""
    if view is None:
        return Pictures(None, None)
    record = view.record
    found: dict[str, Effect] = {one.method: one for one in effects_of(record)}
    chosen = found.get(record.method) or next((one for one in found.values() if one.is_ok), None)
    return Pictures(
        course=_course(chosen, record, claim) if chosen and chosen.is_ok else None,
        methods=_methods(view) if view.answered else None,
    )


def course_of(effect: Effect, study: Study, claim: Claim) -> Chart:
    """Draw what was against what one method says would have been."""
    return _course(effect, study, claim)


def _course(effect: Effect, study: Study, claim: Claim) -> Chart:
    periods = [date.fromisoformat(day) for day in study.setup["periods"]]
    start = study.setup["start"]
    rows = list(
        zip(effect.times, effect.observed, effect.expected, effect.expected_low, effect.expected_high, strict=False)
    )
    unit = f" ({claim.series.unit})" if claim.series.unit else ""
    return effect_chart(
        title=_("%(title)s: what was, and what would have been") % {"title": f"{claim.series.title}{unit}"},
        observed=[(periods[place], was) for place, was, *_rest in rows],
        expected=[(periods[place], would, low, high) for place, _was, would, low, high in rows],
        start=periods[start] if start < len(periods) else claim.from_date,
        say=number_words,
        say_day=lambda day: period_words(day, study.rhythm),
        names=(_("what was"), _("would have been")),
        start_words=_("it began"),
        headers=(_("Period"), _("Was"), _("Would have been"), _("From"), _("To")),
    )


def _methods(view: StudyView) -> Chart:
    return methods_chart(
        [
            IntervalRow(
                one.label, None if one.change is None else known(one.change, one.low, one.high), one.low, one.high,
                n=_("rank %(rank)s of %(of)s") % {"rank": one.rank, "of": one.rank_of} if one.rank else "",
            )
            for one in view.answered
        ],
        title=_("What each method says it changed, for each %(period)s") % {"period": view.period},
        say=number_words,
        nothing=_("no change"),
        ends=(_("lower"), _("higher")),
        headers=(_("Method"), _("Change"), _("From"), _("To"), _("Rank")),
    )  # fmt: skip
