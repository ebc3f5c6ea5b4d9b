"""The addresses of imports."""

from accord.apps.batches import pages
from accord.apps.batches.permissions import IMPORT, SEE_IMPORTS
from accord.apps.ui.permissions import route

urlpatterns = [
    route("", pages.batches, name="batches", action=SEE_IMPORTS),
    route("new/", pages.new_batch, name="new_batch", action=IMPORT),
    route("mappings/", pages.mappings, name="mappings", action=IMPORT),
    route("mappings/<int:profile_id>/", pages.mapping, name="mapping", action=IMPORT),
    route("mappings/<int:profile_id>/file/", pages.mapping_file, name="mapping_file", action=IMPORT),
    route("mappings/<int:profile_id>/name/", pages.name_mapping, name="name_mapping", action=IMPORT),
    route("mappings/<int:profile_id>/removal/", pages.remove_mapping, name="remove_mapping", action=IMPORT),
    route("lists/", pages.lists, name="lists", action=SEE_IMPORTS),
    route("lists/<int:list_id>/", pages.one_list, name="list", action=SEE_IMPORTS),
    route("lists/<int:list_id>/name/", pages.list_name, name="list_name", action=IMPORT),
    route("lists/<int:list_id>/removal/", pages.list_removal, name="list_removal", action=IMPORT),
    route("<int:batch_id>/", pages.batch, name="batch", action=SEE_IMPORTS),
    route("<int:batch_id>/found/", pages.found, name="found", action=SEE_IMPORTS),
    route("<int:batch_id>/reading/", pages.reading, name="reading", action=IMPORT),
    route("<int:batch_id>/listing/", pages.another_list, name="listing", action=IMPORT),
    route("<int:batch_id>/columns/", pages.columns, name="columns", action=IMPORT),
    route("<int:batch_id>/mapping/", pages.use_mapping, name="use_mapping", action=IMPORT),
    route("<int:batch_id>/rows/", pages.rows, name="rows", action=SEE_IMPORTS),
    route("<int:batch_id>/rows/<int:number>/repair/", pages.repair, name="repair", action=IMPORT),
    route("<int:batch_id>/rows/<int:number>/leaving-out/", pages.leaving_out, name="leaving_out", action=IMPORT),
    route("<int:batch_id>/list/", pages.list_choice, name="list_choice", action=IMPORT),
    route("<int:batch_id>/leaving/", pages.leaving, name="leaving", action=SEE_IMPORTS),
    route("<int:batch_id>/repairs/", pages.repairs, name="repairs", action=IMPORT),
    route("<int:batch_id>/commitment/", pages.commitment, name="commitment", action=IMPORT),
    route("<int:batch_id>/taking-back/", pages.taking_back, name="taking_back", action=IMPORT),
    route("<int:batch_id>/again/", pages.again, name="again", action=IMPORT),
    route("<int:batch_id>/discarding/", pages.discarding, name="discarding", action=IMPORT),
]
