"""Answers about goals: the tree, one goal, choices."""

from accord.apps.goals.reads.exporting import Export, goals_export
from accord.apps.goals.reads.goals import (
    GoalLine,
    GoalNode,
    goal_choices,
    goal_lines,
    goal_slice,
    goal_titles,
    goal_tree,
    goals_spec,
    narrowed_page,
)
from accord.apps.goals.reads.page import (
    ActualLine,
    GoalPage,
    MeasureLine,
    SideLine,
    find_actual,
    find_measure,
    goal_page,
)
from accord.apps.goals.reads.turn import goals_to_agree, goals_to_review

__all__ = [
    "ActualLine",
    "Export",
    "GoalLine",
    "GoalNode",
    "GoalPage",
    "MeasureLine",
    "SideLine",
    "find_actual",
    "find_measure",
    "goal_choices",
    "goal_lines",
    "goal_page",
    "goal_slice",
    "goal_titles",
    "goal_tree",
    "goals_export",
    "goals_spec",
    "goals_to_agree",
    "goals_to_review",
    "narrowed_page",
]
