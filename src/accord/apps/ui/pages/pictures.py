"""The sample pictures of the gallery: readings, stages and money."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from accord.apps.ui import charts
from accord.apps.ui.templatetags.formats import exact_day, money_words, share_words

DAY = date(2026, 3, 12)


def pictures() -> list[charts.Chart]:
    """Draw each kind of picture once."""
    months = [date(2024 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(18)]
    values = [0.41 + 0.018 * n - (0.05 if n == 7 else 0) for n in range(18)]
    half = charts.Mark(0.6, _("at least 60 %"))
    return [
        charts.interval_chart(
            [
                charts.IntervalRow(_("Whole organisation"), 0.62, 0.55, 0.69, _("118 of 190")),
                charts.IntervalRow(_("Claims and customer service"), 0.81, 0.68, 0.9, _("38 of 47"), "good"),
                charts.IntervalRow(_("Sales"), 0.31, 0.19, 0.46, _("13 of 42"), "bad"),
                charts.IntervalRow(_("People and culture"), None, reason=_("only 2 initiatives, 5 are needed")),
            ],
            title=_("Initiatives that serve a goal both sides agreed to"),
            thresholds=[half, charts.Mark(0.64, _("closes at 64 %"))], say=share_words, floor=0, ceiling=1,
            headers=("", _("Share"), _("Low"), _("High"), _("From")),
        ),
        charts.history_chart(
            [
                charts.Point(day, None if n == 11 else value, None if n == 11 else value - 0.09, None if n == 11 else value + 0.09)
                for n, (day, value) in enumerate(zip(months, values, strict=True))
            ],
            title=_("Joint goals over time"), thresholds=[half], say=share_words, say_day=exact_day, floor=0, ceiling=1,
        ),
        charts.survival_chart(
            [
                charts.Curve(_("Business-led"), (120, 180, 260, 330, 420), (0.86, 0.71, 0.52, 0.34, 0.2),
                             (0.7, 0.52, 0.33, 0.17, 0.08), (0.94, 0.84, 0.68, 0.52, 0.37), (200, 380), "business"),
                charts.Curve(_("IT-led"), (150, 240, 360, 480, 600), (0.92, 0.83, 0.7, 0.58, 0.5),
                             (0.8, 0.68, 0.53, 0.4, 0.32), (0.97, 0.92, 0.83, 0.73, 0.66), (300, 500, 560), "it"),
            ],
            title=_("Still not live after approval"), time_words=_("days since approval"), marks=[charts.Mark(262, _("promised: 262 days"))],
        ),
        charts.stage_timeline(
            [
                charts.StageSpan(_("Idea"), None, date(2025, 2, 10)),
                charts.StageSpan(_("Approved"), date(2025, 2, 10), date(2025, 5, 1)),
                charts.StageSpan(_("Building"), date(2025, 5, 1), date(2025, 11, 20)),
                charts.StageSpan(_("Testing"), date(2025, 11, 20)),
            ],
            as_of=DAY, title=_("Stages of Claims triage"), say=exact_day,
        ),
        charts.bar_rows(
            [
                charts.BarRow(_("Impact assessment"), 31, 51, "bad"), charts.BarRow(_("Human oversight"), 44, 51),
                charts.BarRow(_("Independent review"), 12, 51), charts.BarRow(_("Appeal"), None),
            ],
            title=_("Artefacts present for high-risk uses"),
        ),
        charts.money_chart(
            [
                charts.MoneyPeriod(day, 60_000, 45_000 + 2_000 * n if n < 14 else None, 38_000 + 3_500 * n if n < 11 else None)
                for n, day in enumerate(months)
            ],
            title=_("Money to date"), say=money_words,
        ),
        charts.date_range(
            [
                charts.DateRow(_("Business expects"), date(2026, 6, 1), date(2026, 4, 15), date(2026, 8, 1), "business"),
                charts.DateRow(_("IT expects"), date(2026, 11, 1), date(2026, 8, 20), date(2027, 3, 1), "it"),
                charts.DateRow(_("Finance expects"), None, reason=_("has not been asked")),
            ],
            title=_("When will it pay back?"), marks=[(DAY, _("today"))], say=exact_day,
        ),
        *effects(months),
    ]  # fmt: skip


def effects(months: list[date]) -> list[charts.Chart]:
    """Draw what a change caused: along time, method by method, and among those that did not change."""
    weekly = [41, 43, 40, 44, 42, 45, 43, 44, 46, 44, 45, 47, 39, 36, 34, 35, 33, 31]
    return [
        charts.effect_chart(
            title=_("Hours a case takes"), observed=list(zip(months, weekly, strict=True)),
            expected=[(day, 42 + 0.3 * n, 39.5 + 0.15 * n, 44.5 + 0.45 * n) for n, day in enumerate(months)],
            start=months[12], start_words=_("live since October 2025"), say_day=exact_day,
            names=(_("What happened"), _("Without the change")),
        ),
        charts.methods_chart(
            [
                charts.IntervalRow(_("Before and after"), -9.1, -11.6, -6.6),
                charts.IntervalRow(_("Trend drawn on"), -11.4, -15.2, -7.6),
                charts.IntervalRow(_("Compared with others"), -10.2, -13.9, -6.5),
                charts.IntervalRow(_("Mixture of others"), None, reason=_("too few others: 3, 5 are needed")),
            ],
            title=_("What the methods say"), nothing=_("no effect"), ends=(_("fewer hours"), _("more hours")),
        ),
        charts.placebo_chart(
            [(_("Team {n}").format(n=n), 0.4 + 0.17 * (n * 7 % 23)) for n in range(1, 24)], (_("Claims"), 6.2),
            title=_("How unusual it is among teams without the change"),
        ),
    ]  # fmt: skip
