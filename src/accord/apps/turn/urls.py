"""The addresses of the home page and of what can be done from it."""

from accord.apps.turn import pages
from accord.apps.turn.permissions import SEE_COST
from accord.apps.ui.permissions import SIGNED_IN, route

CHANGE = "bulk-changes/<int:change_id>/"
VIEW = "views/<int:view_id>/"
ONE = "turn/<str:source>/<str:ref>/"

urlpatterns = [
    route("", pages.my_turn, name="my_turn", action=SIGNED_IN),
    route("turn/seen/", pages.seen, name="seen", action=SIGNED_IN),
    route("turn/cost/", pages.cost, name="cost", action=SEE_COST),
    route(f"{ONE}snooze/", pages.snooze, name="snooze", action=SIGNED_IN),
    route(f"{ONE}taking-up/", pages.taking_up, name="taking_up", action=SIGNED_IN),
    route(f"{ONE}handing-over/", pages.handing_over, name="handing_over", action=SIGNED_IN),
    route("bulk-changes/", pages.bulk_changes, name="bulk_changes", action=SIGNED_IN),
    route("bulk-changes/new/<str:code>/", pages.choosing, name="choosing", action=SIGNED_IN),
    route(CHANGE, pages.bulk_change, name="bulk_change", action=SIGNED_IN),
    route(f"{CHANGE}action/<str:action>/", pages.action, name="bulk_action", action=SIGNED_IN),
    route(f"{CHANGE}making/", pages.making, name="making", action=SIGNED_IN),
    route(f"{CHANGE}taking-back/", pages.taking_back, name="taking_back", action=SIGNED_IN),
    route("views/", pages.views, name="views", action=SIGNED_IN),
    route("views/menu/", pages.menu, name="views_menu", action=SIGNED_IN),
    route("views/new/", pages.save_view, name="save_view", action=SIGNED_IN),
    route(VIEW, pages.view, name="view", action=SIGNED_IN),
    route(f"{VIEW}edit/", pages.edit_view, name="edit_view", action=SIGNED_IN),
    route(f"{VIEW}deleting/", pages.deleting, name="deleting_view", action=SIGNED_IN),
]
