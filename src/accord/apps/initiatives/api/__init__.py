"""Initiatives as JSON: the same reads and writes as the pages."""

from accord.apps.initiatives.api import one, parts, stories
from accord.apps.initiatives.api.routes import router

__all__ = ["one", "parts", "router", "stories"]
