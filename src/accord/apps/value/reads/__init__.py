"""Questions about cases, the ledger, effects and what is decided, one subject per file."""

from accord.apps.value.reads.figures.classes import ClassFound, reference_class
from accord.apps.value.reads.money import Converted, Rates, converted, rates_on, reporting_currency

__all__ = ["ClassFound", "Converted", "Rates", "converted", "rates_on", "reference_class", "reporting_currency"]
