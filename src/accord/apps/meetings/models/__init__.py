"""The tables of meetings: each meeting with its agenda, the series they come from, who was there, and calendar feeds."""

from __future__ import annotations

from accord.apps.meetings.models.meetings import AgendaItem, Meeting

__all__ = ["AgendaItem", "Meeting"]
