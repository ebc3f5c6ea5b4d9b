"""Questions of my turn: what waits, what changed in what one follows, what Accord costs in minutes."""

from accord.apps.turn.reads.cost import Cost, CostLine, CostSpread, minutes_spent
from accord.apps.turn.reads.following import Changed, changed
from accord.apps.turn.reads.waiting import (
    PAGE,
    Group,
    Kind,
    MyTurn,
    Waiting,
    everything,
    my_turn,
    waiting_for,
    waiting_rows,
)

__all__ = [
    "PAGE", "Changed", "Cost", "CostLine", "CostSpread", "Group", "Kind", "MyTurn", "Waiting", "changed", "everything",
     "minutes_spent", "my_turn", "waiting_for", "waiting_rows",
]  # fmt: skip
