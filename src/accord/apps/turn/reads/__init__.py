"""Questions of my turn: what waits, what changed in what one follows, saved views, what was changed in many records."""

from accord.apps.turn.reads.bulk import (
    LINES,
    BulkRow,
    BulkView,
    action_of,
    all_bulk_rows,
    bulk_rows,
    bulk_titles,
    bulk_view,
    kind_of,
    own_changes,
)
from accord.apps.turn.reads.cost import Cost, CostLine, CostSpread, minutes_spent
from accord.apps.turn.reads.following import Changed, changed
from accord.apps.turn.reads.views import (
    ViewLine,
    all_saved_views,
    is_list,
    own_saved_view,
    saved_view,
    saved_views,
    usable_views,
    views_of_list,
    views_spec,
)
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
    "LINES", "PAGE", "BulkRow", "BulkView", "Changed", "Cost", "CostLine", "CostSpread", "Group", "Kind", "MyTurn",
    "ViewLine", "Waiting", "action_of", "all_bulk_rows", "all_saved_views", "bulk_rows", "bulk_titles", "bulk_view", "changed",
    "everything", "is_list", "kind_of", "minutes_spent", "my_turn", "own_changes", "own_saved_view", "saved_view",
    "saved_views", "usable_views", "views_of_list", "views_spec", "waiting_for", "waiting_rows",
]  # fmt: skip
