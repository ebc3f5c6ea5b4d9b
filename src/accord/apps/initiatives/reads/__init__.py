"""Answers about initiatives: the list, one with all that hangs on it, and the choices of forms."""

from accord.apps.initiatives.reads.asked import MOST, ServingLine, good_news, serving_lines, turn_items
from accord.apps.initiatives.reads.choices import (
    InitiativeChoice,
    goal_choices,
    initiative_choices,
    initiative_titles,
    stage_move,
)
from accord.apps.initiatives.reads.lines import (
    InitiativeLine,
    all_initiative_lines,
    initiative_lines,
    initiative_slice,
    initiatives_spec,
)
from accord.apps.initiatives.reads.page import (
    GoalServed,
    InitiativePage,
    LinkLine,
    MilestoneLine,
    MoneyLine,
    SideLine,
    StageLine,
    initiative_history,
    initiative_page,
)
from accord.apps.initiatives.reads.parts import goal_link, link, milestone, money, stage_change
from accord.apps.initiatives.reads.stated import StatedFacts, stated_facts, statements_there

__all__ = [
    "MOST",
    "GoalServed",
    "InitiativeChoice",
    "InitiativeLine",
    "InitiativePage",
    "LinkLine",
    "MilestoneLine",
    "MoneyLine",
    "ServingLine",
    "SideLine",
    "StageLine",
    "StatedFacts",
    "all_initiative_lines",
    "goal_choices",
    "goal_link",
    "good_news",
    "initiative_choices",
    "initiative_history",
    "initiative_lines",
    "initiative_page",
    "initiative_slice",
    "initiative_titles",
    "initiatives_spec",
    "link",
    "milestone",
    "money",
    "serving_lines",
    "stage_change",
    "stage_move",
    "stated_facts",
    "statements_there",
    "turn_items",
]  # fmt: skip
