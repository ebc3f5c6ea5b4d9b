"""The addresses of imports."""

from accord.apps.batches import pages
from accord.apps.batches.permissions import IMPORT, SEE_IMPORTS
from accord.apps.ui.permissions import route

urlpatterns = [
    route("", pages.batches, name="batches", action=SEE_IMPORTS),
    route("new/", pages.new_batch, name="new_batch", action=IMPORT),
    route("<int:batch_id>/", pages.batch, name="batch", action=SEE_IMPORTS),
    route("<int:batch_id>/found/", pages.found, name="found", action=SEE_IMPORTS),
    route("<int:batch_id>/reading/", pages.reading, name="reading", action=IMPORT),
    route("<int:batch_id>/columns/", pages.columns, name="columns", action=IMPORT),
    route("<int:batch_id>/rows/", pages.rows, name="rows", action=SEE_IMPORTS),
    route("<int:batch_id>/repairs/", pages.repairs, name="repairs", action=IMPORT),
    route("<int:batch_id>/commitment/", pages.commitment, name="commitment", action=IMPORT),
    route("<int:batch_id>/taking-back/", pages.taking_back, name="taking_back", action=IMPORT),
    route("<int:batch_id>/discarding/", pages.discarding, name="discarding", action=IMPORT),
]
