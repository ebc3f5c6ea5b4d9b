"""Answers about initiatives: the list, one with all that hangs on it, and the choices of forms."""

from accord.apps.initiatives.reads.asked import MOST, ServingLine, good_news, serving_lines, turn_items
from accord.apps.initiatives.reads.choices import (
    InitiativeChoice,
    goal_choices,
    initiative_choices,
    initiative_titles,
    stage_move,
)
from accord.apps.initiatives.reads.exporting import SHOWN_ONLY, Export, initiatives_export
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
from accord.apps.initiatives.reads.states import (
    ListLine,
    ListStory,
    MoneyMove,
    MoveLine,
    Pair,
    StatesLine,
    list_story,
    source_lists,
)
from accord.apps.initiatives.reads.story import StatementLine, Story, initiative_story, planned_words

__all__ = [
    "MOST",
    "SHOWN_ONLY",
    "Export",
    "GoalServed",
    "InitiativeChoice",
    "InitiativeLine",
    "InitiativePage",
    "LinkLine",
    "ListLine",
    "ListStory",
    "MilestoneLine",
    "MoneyLine",
    "MoneyMove",
    "MoveLine",
    "Pair",
    "ServingLine",
    "SideLine",
    "StageLine",
    "StatedFacts",
    "StatementLine",
    "StatesLine",
    "Story",
    "all_initiative_lines",
    "goal_choices",
    "goal_link",
    "good_news",
    "initiative_choices",
    "initiative_history",
    "initiative_lines",
    "initiative_page",
    "initiative_slice",
    "initiative_story",
    "initiative_titles",
    "initiatives_export",
    "initiatives_spec",
    "link",
    "list_story",
    "milestone",
    "money",
    "planned_words",
    "serving_lines",
    "source_lists",
    "stage_change",
    "stage_move",
    "stated_facts",
    "statements_there",
    "turn_items",
]  # fmt: skip
