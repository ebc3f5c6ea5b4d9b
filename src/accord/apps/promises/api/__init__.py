"""Promises as JSON: the same reads and writes as the pages."""

from accord.apps.promises.api import promises, proposals, settling
from accord.apps.promises.api.routes import router

__all__ = ["promises", "proposals", "router", "settling"]
