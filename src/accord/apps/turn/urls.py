"""The address of the home page."""

from accord.apps.turn import pages
from accord.apps.ui.permissions import SIGNED_IN, route

urlpatterns = [route("", pages.my_turn, name="my_turn", action=SIGNED_IN)]
