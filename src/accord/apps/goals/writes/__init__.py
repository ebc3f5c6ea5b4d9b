"""Changes to goals, their agreement, measures and values: the only door for pages, API, imports and commands."""

from accord.apps.goals.writes.agreement import agree, withdraw_agreement
from accord.apps.goals.writes.goals import add_goal, close_goal, edit_goal, reopen_goal, review_goal
from accord.apps.goals.writes.imports import (
    GoalRow,
    MeasureRow,
    ask_again,
    change_goals,
    change_measures,
    hang_goals,
    import_goals,
    import_measures,
    take_changes_of_goals_back,
    take_goals_back,
    take_measures_back,
)
from accord.apps.goals.writes.measures import (
    add_measure,
    correct_actual,
    edit_measure,
    record_actual,
    remove_actual,
    remove_measure,
)

__all__ = [
    "GoalRow",
    "MeasureRow",
    "add_goal",
    "add_measure",
    "agree",
    "ask_again",
    "change_goals",
    "change_measures",
    "close_goal",
    "correct_actual",
    "edit_goal",
    "edit_measure",
    "hang_goals",
    "import_goals",
    "import_measures",
    "record_actual",
    "remove_actual",
    "remove_measure",
    "reopen_goal",
    "review_goal",
    "take_changes_of_goals_back",
    "take_goals_back",
    "take_measures_back",
    "withdraw_agreement",
]
