"""What batches offers: its kind of record, its permissions, its place in the navigation, its jobs, its own parts."""

from __future__ import annotations

from accord.apps.batches.plugs import departments, offers, people


def plug_in() -> None:
    """Plug everything in."""
    offers.plug_in()
    departments.plug_in()
    people.plug_in()
