"""What people at Halden Mutual were asked to expect and what they said: lately, and years before anything was known."""

from accord.site.sample.askings.commercial import (
    BROKER_MATCHING,
    CAMPAIGN_WRITER,
    LEAD_SCORING,
    NEXT_BEST_OFFER,
    SALES_ASSISTANT,
    WEBSITE_HELPER,
)
from accord.site.sample.askings.earlier import EARLIER
from accord.site.sample.askings.elsewhere import FAIR_PRICES, LEARNING_PATHS, PORTFOLIO
from accord.site.sample.askings.operations import (
    FLOOD_MAP_AGAIN,
    FLOOD_MAP_FIRST,
    INVOICE_READING,
    MAIL_SORTING,
    RISK_NOTES,
)
from accord.site.sample.askings.views import WHOLE_PORTFOLIO, Asking, Three, View

ASKINGS: tuple[Asking, ...] = (
    *EARLIER, FLOOD_MAP_FIRST, NEXT_BEST_OFFER, LEAD_SCORING, CAMPAIGN_WRITER, MAIL_SORTING, RISK_NOTES,
    FLOOD_MAP_AGAIN, SALES_ASSISTANT, WEBSITE_HELPER, INVOICE_READING, FAIR_PRICES, PORTFOLIO, LEARNING_PATHS,
    BROKER_MATCHING,
)  # fmt: skip

__all__ = ["ASKINGS", "WHOLE_PORTFOLIO", "Asking", "Three", "View"]
