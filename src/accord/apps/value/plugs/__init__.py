"""What this app offers to the sockets of lower apps, one subject per file."""

from __future__ import annotations

from accord.apps.ui.sockets import actions
from accord.apps.value.permissions import ACTIONS
from accord.apps.value.plugs import cases, deciding, effects, figures, imports, ledger, series_imports


def plug_in() -> None:
    """Plug in what cases, the ledger, effects and decisions offer."""
    actions.plug(*ACTIONS)
    for subject in (ledger, cases, figures, effects, deciding, imports, series_imports):
        subject.plug_in()
