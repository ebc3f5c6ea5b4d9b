"""The addresses of goals; a change of state is a thing."""

from accord.apps.goals.pages import goals, measures
from accord.apps.goals.permissions import ADD, AGREE, EDIT, SEE
from accord.apps.ui.permissions import route

M = "<int:goal_id>/measures/"
ONE = f"{M}<int:measure_id>/"
VALUE = f"{ONE}values/<int:actual_id>/"

urlpatterns = [
    route("", goals.goals, name="goals", action=SEE),
    route("new/", goals.add_goal, name="add", action=ADD),
    route("<int:goal_id>/", goals.goal, name="goal", action=SEE),
    route("<int:goal_id>/edit/", goals.edit_goal, name="edit", action=EDIT),
    route("<int:goal_id>/review/", goals.review, name="review", action=EDIT),
    route("<int:goal_id>/closing/", goals.closing, name="closing", action=EDIT),
    route("<int:goal_id>/reopening/", goals.reopening, name="reopening", action=EDIT),
    route("<int:goal_id>/agreement/<slug:side>/", goals.agreement, name="agreement", action=AGREE),
    route(f"{M}new/", measures.add_measure, name="add_measure", action=EDIT),
    route(f"{ONE}edit/", measures.edit_measure, name="edit_measure", action=EDIT),
    route(f"{ONE}removal/", measures.measure_removal, name="measure_removal", action=EDIT),
    route(f"{ONE}values/new/", measures.add_actual, name="add_actual", action=EDIT),
    route(f"{VALUE}edit/", measures.edit_actual, name="edit_actual", action=EDIT),
    route(f"{VALUE}removal/", measures.actual_removal, name="actual_removal", action=EDIT),
]
