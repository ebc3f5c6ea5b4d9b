"""Addresses of initiatives; a change of state is a thing."""

from __future__ import annotations

from accord.apps.initiatives.pages import lists, one, parts, removals, stages, stories
from accord.apps.initiatives.permissions import ADD, AGREE, EDIT, SEE, SET_MONEY
from accord.apps.ui.permissions import route

app_name = "initiatives"
HERE = "<int:initiative_id>/"
LINK = f"{HERE}goals/<int:link_id>/"
MILESTONE = f"{HERE}milestones/<int:milestone_id>/"
PART = f"{HERE}<slug:part>/<int:part_id>/"

urlpatterns = [
    route("", lists.initiatives, name="initiatives", action=SEE),
    route("new/", one.add_initiative, name="add_initiative", action=ADD),
    route("lists/", stories.list_stories, name="list_stories", action=SEE),
    route("lists/<int:list_id>/", stories.list_story, name="list_story", action=SEE),
    route(HERE, one.initiative, name="initiative", action=SEE),
    route(f"{HERE}edit/", one.edit_initiative, name="edit_initiative", action=EDIT),
    route(f"{HERE}visibility/", one.visibility, name="visibility", action=EDIT),
    route(f"{HERE}extra/", one.extra, name="extra", action=EDIT),
    route(f"{HERE}stages/", stages.stages, name="stages", action=EDIT),
    route(f"{HERE}stages/last/taking-back/", stages.stage_taking_back, name="stage_taking_back", action=EDIT),
    route(f"{HERE}stages/<int:change_id>/", stages.stage_date, name="stage_date", action=EDIT),
    route(f"{HERE}goals/", parts.add_goal, name="add_goal", action=EDIT),
    route(f"{LINK}agreement/<slug:side>/", parts.agreement, name="agreement", action=AGREE),
    route(f"{LINK}disagreement/<slug:side>/", parts.disagreement, name="disagreement", action=AGREE),
    route(f"{HERE}milestones/", parts.add_milestone, name="add_milestone", action=EDIT),
    route(MILESTONE, parts.edit_milestone, name="edit_milestone", action=EDIT),
    route(f"{MILESTONE}finishing/", parts.finish_milestone, name="finish_milestone", action=EDIT),
    route(f"{MILESTONE}reopening/", parts.reopen_milestone, name="reopen_milestone", action=EDIT),
    route(f"{HERE}money/", parts.add_money, name="add_money", action=SET_MONEY),
    route(f"{HERE}money/<int:money_id>/", parts.edit_money, name="edit_money", action=SET_MONEY),
    route(f"{HERE}links/", parts.add_link, name="add_link", action=EDIT),
    route(f"{PART}removal/", removals.removal, name="removal", action=EDIT),
    route(f"{PART}restoring/", removals.restoring, name="restoring", action=EDIT),
]
