"""What stages, releases, challenges, reviews and budgets offer to the sockets of lower apps."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accord.apps.people.sockets import Keeper, keepers
from accord.apps.search.sockets import MAKE, TextSource, texts
from accord.apps.ui.permissions import may
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Command, CommandSource, Thing, commands, things
from accord.apps.value import writes
from accord.apps.value.permissions import BUDGET, CHALLENGE
from accord.apps.value.plugs import deciding_telling, deciding_turns
from accord.apps.value.reads.deciding import budgets, challenges, releases, reviews, stages
from accord.apps.value.reads.deciding import texts as deciding_texts


def plug_in() -> None:
    """Plug in names, search, the palette, whose words are kept, turns, news and notices."""
    things.plug(
        Thing("value.stage", _("Stage of money"), _stages),
        Thing(releases.KIND, _("Release of money"), _releases),
        Thing(challenges.KIND, _("Challenge to a benefit"), _challenges),
        Thing(reviews.KIND, _("Value review"), _reviews),
        Thing(budgets.KIND, _("Budget for trying things out"), _budgets),
        Thing(budgets.USE, _("Use of a budget"), _uses),
    )
    texts.plug(
        TextSource(releases.KIND, _("Releases of money"), 43, deciding_texts.release_texts),
        TextSource(challenges.KIND, _("Challenges to benefits"), 44, deciding_texts.challenge_texts),
        TextSource(reviews.KIND, _("Value reviews"), 45, deciding_texts.review_texts),
        TextSource(budgets.KIND, _("Budgets for trying things out"), 46, deciding_texts.budget_texts),
    )
    commands.plug(CommandSource("value.deciding", MAKE, 33, _commands))
    keepers.plug(Keeper("value.deciding", _erase))
    deciding_turns.plug_in()
    deciding_telling.plug_in()


def _commands(viewer: Viewer, today: date) -> list[Command]:
    found = []
    if may(viewer, CHALLENGE):
        words = _("doubt a benefit, question a case")
        found.append(Command(_("Challenge a benefit"), reverse("value:new_challenge"), "help", words))
    if may(viewer, BUDGET):
        words = _("research, experiments, budget")
        found.append(Command(_("Set money or time aside"), reverse("value:add_budget"), "plus", words))
    return found


def _stages(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return stages.stage_titles(viewer=viewer, ids=ids)


def _releases(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return releases.release_titles(viewer=viewer, ids=ids)


def _challenges(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return challenges.challenge_titles(viewer=viewer, ids=ids)


def _reviews(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reviews.review_titles(viewer=viewer, ids=ids)


def _budgets(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return budgets.budget_titles(viewer=viewer, ids=ids)


def _uses(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return budgets.use_titles(viewer=viewer, ids=ids)


def _erase(person_id: int, by: Viewer | None, at: datetime) -> int:
    return writes.erase_deciding_words(person_id=person_id, by=by, at=at)
