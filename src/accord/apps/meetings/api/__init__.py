"""Meetings as JSON: the same reads and writes as the pages."""

from accord.apps.meetings.api import running, series
from accord.apps.meetings.api.meetings import router

__all__ = ["router", "running", "series"]
