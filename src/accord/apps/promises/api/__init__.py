"""Promises as JSON: the same reads and writes as the pages."""

from accord.apps.promises.api import record  # isort: skip  (its address is plain and comes before those with a number)
from accord.apps.promises.api import promises, proposals, settling
from accord.apps.promises.api.routes import router

__all__ = ["promises", "proposals", "record", "router", "settling"]
