"""Pictures of the ledger: how the money comes down from plan to benefit, and one initiative's money along time."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accord.apps.ui import charts
from accord.apps.ui.templatetags.formats import money_words
from accord.apps.value.reads.ledger.lines import Sums
from accord.apps.value.reads.ledger.one import CurrencyLedger
from accord.apps.value.rules.ledger import By


def waterfall(total: Sums, *, title: str, currency: str) -> charts.Chart:
    """Draw planned, committed, released and spent money, and the benefit realised."""

    def value(amount: object) -> float | None:
        return None if amount is None else float(str(amount))

    def ours(amount: object) -> float:
        """Give what only Accord can grant or credit: nothing on record is nothing done."""
        return value(amount) or 0.0

    return charts.waterfall_chart(
        [
            charts.WaterStep(_("Cost planned"), value(total.planned)),
            charts.WaterStep(_("Committed"), value(total.committed), _("not committed yet"), _("beyond the plan")),
            charts.WaterStep(_("Released"), ours(total.released), _("not released yet"), _("ahead of commitments")),
            charts.WaterStep(_("Spent"), value(total.actual), _("not spent yet"), _("beyond what is released")),
            charts.WaterStep(_("Benefit realised"), ours(total.realised), tone="good"),
        ],
        title=title, say=lambda amount: money_words(amount, currency), headers=("", _("Amount"), _("Difference")),
        empty=_("Nothing on record yet"),
    )  # fmt: skip


def to_date(ledger: CurrencyLedger, *, flow: str, title: str, by: str) -> charts.Chart:
    """Draw what was planned, committed (of a benefit: measured) and came to be, added up along time."""
    rows = [(row.period, row.cost if flow == "cost" else row.benefit) for row in ledger.rows]

    def known(amount: object) -> float | None:
        return None if amount is None else float(str(amount))

    is_cost = flow == "cost"
    return charts.money_chart(
        [
            charts.MoneyPeriod(
                period, known(one.planned), known(one.committed if is_cost else one.actual),
                known(one.actual if is_cost else one.realised),
            )
            for period, one in rows
        ],
        title=title, say=lambda amount: money_words(amount, ledger.currency),
        header=_("Month") if by == By.MONTH else _("Period"),
        names=(_("planned"), _("committed"), _("actual")) if is_cost else (_("planned"), _("posted"), _("realised")),
        empty=_("Nothing on record yet"),
    )  # fmt: skip
