"""The addresses of the trail."""

from accord.apps.trail import pages
from accord.apps.trail.permissions import SEE_TRAIL
from accord.apps.ui.permissions import route

urlpatterns = [route("", pages.index, name="index", action=SEE_TRAIL)]
