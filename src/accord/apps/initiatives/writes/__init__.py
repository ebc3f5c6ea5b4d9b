"""Every change to an initiative; each checks who and in which state, and is told on the trail."""

from accord.apps.initiatives.writes.goal_links import (
    agree_link,
    disagree_link,
    link_goal,
    restore_goal_link,
    unlink_goal,
)
from accord.apps.initiatives.writes.imports import (
    TakenBack,
    change_imported,
    import_initiatives,
    take_back,
    take_back_changes,
)
from accord.apps.initiatives.writes.initiatives import add_initiative, edit_initiative, set_extra, set_visibility
from accord.apps.initiatives.writes.leaving import leave_list, stay_in_list
from accord.apps.initiatives.writes.links import add_link, remove_link, restore_link
from accord.apps.initiatives.writes.milestones import (
    add_milestone,
    edit_milestone,
    finish_milestone,
    remove_milestone,
    reopen_milestone,
    restore_milestone,
)
from accord.apps.initiatives.writes.money import remove_money, restore_money, set_money
from accord.apps.initiatives.writes.stages import correct_stage_date, move_stage, take_back_stage
from accord.apps.initiatives.writes.statements import change_statements, import_statements, take_back_statements

__all__ = [
    "TakenBack",
    "add_initiative",
    "add_link",
    "add_milestone",
    "agree_link",
    "change_imported",
    "change_statements",
    "correct_stage_date",
    "disagree_link",
    "edit_initiative",
    "edit_milestone",
    "finish_milestone",
    "import_initiatives",
    "import_statements",
    "leave_list",
    "link_goal",
    "move_stage",
    "remove_link",
    "remove_milestone",
    "remove_money",
    "reopen_milestone",
    "restore_goal_link",
    "restore_link",
    "restore_milestone",
    "restore_money",
    "set_extra",
    "set_money",
    "set_visibility",
    "stay_in_list",
    "take_back",
    "take_back_changes",
    "take_back_stage",
    "take_back_statements",
    "unlink_goal",
]  # fmt: skip
