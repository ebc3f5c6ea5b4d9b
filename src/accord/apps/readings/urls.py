"""The addresses of practices and measurements."""

from accord.apps.readings import pages
from accord.apps.readings.permissions import MEASURE, SEE
from accord.apps.ui.permissions import route

urlpatterns = [
    route("", pages.practices, name="practices", action=SEE),
    route("measurements/", pages.measurements, name="measurements", action=MEASURE),
    route("<slug:code>/", pages.practice, name="practice", action=SEE),
    route("<slug:code>/department/<int:department_id>/", pages.department, name="department", action=SEE),
    route("<slug:code>/initiative/<int:initiative_id>/", pages.initiative, name="initiative", action=SEE),
]
