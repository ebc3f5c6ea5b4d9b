"""The addresses of the home page and of what can be done from it."""

from accord.apps.turn import pages
from accord.apps.turn.permissions import SEE_COST
from accord.apps.ui.permissions import SIGNED_IN, route

ONE = "turn/<str:source>/<str:ref>/"

urlpatterns = [
    route("", pages.my_turn, name="my_turn", action=SIGNED_IN),
    route("turn/seen/", pages.seen, name="seen", action=SIGNED_IN),
    route("turn/cost/", pages.cost, name="cost", action=SEE_COST),
    route(f"{ONE}snooze/", pages.snooze, name="snooze", action=SIGNED_IN),
    route(f"{ONE}taking-up/", pages.taking_up, name="taking_up", action=SIGNED_IN),
    route(f"{ONE}handing-over/", pages.handing_over, name="handing_over", action=SIGNED_IN),
]
