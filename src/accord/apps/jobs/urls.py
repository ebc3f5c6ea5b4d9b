"""The addresses of jobs."""

from accord.apps.jobs import pages
from accord.apps.ui.permissions import SIGNED_IN, route

urlpatterns = [route("<int:job_id>/", pages.job, name="job", action=SIGNED_IN)]
