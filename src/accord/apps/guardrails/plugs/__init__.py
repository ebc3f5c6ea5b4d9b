"""What guardrails offer to the apps below: their part of an imported portfolio."""

from __future__ import annotations

from accord.apps.guardrails.plugs import portfolio


def plug_in() -> None:
    """Plug in the part of an import."""
    portfolio.plug_in()
