"""The addresses of practices and measurements."""

from accord.apps.readings import pages
from accord.apps.readings.permissions import MEASURE, SEE
from accord.apps.ui.permissions import route

urlpatterns = [
    route("", pages.practices, name="practices", action=SEE),
    route("measurements/", pages.measurements, name="measurements", action=MEASURE),
    route("<str:code>/", pages.practice, name="practice", action=SEE),  # a code may hold a dot: P08.dates
    route("<str:code>/department/<int:department_id>/", pages.department, name="department", action=SEE),
    route("<str:code>/initiative/<int:initiative_id>/", pages.initiative, name="initiative", action=SEE),
    route("<str:code>/side/<slug:side>/", pages.side, name="side", action=SEE),
]
