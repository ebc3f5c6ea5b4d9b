"""Check-ins as JSON: the same reads and writes as the pages."""

from accord.apps.check_ins.api import check_ins, series
from accord.apps.check_ins.api.subjects import router

__all__ = ["check_ins", "router", "series"]
