"""What lower apps and earlier meetings offer to an agenda: promises, goals, money, decisions, and what was parked."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from accord.apps.meetings import reads
from accord.apps.meetings.reads.topics import money, parked, promised, reviewed, troubled, undecided
from accord.apps.meetings.sockets import TopicSource, topics
from accord.apps.ui.rules import Viewer
from accord.apps.ui.sockets import Thing, things

NOTE, MINUTES = "meetings.note", "meetings.minutes"


def plug_in() -> None:
    """Plug in the topics from below and what was parked, and what notes and minutes are called."""
    topics.plug(
        TopicSource(undecided.KIND, _("Decision"), undecided.candidates, undecided.evidence),
        TopicSource(promised.KIND, _("Promise"), promised.candidates, promised.evidence),
        TopicSource(troubled.KIND, _("Check-in"), troubled.candidates, troubled.evidence),
        TopicSource(money.RELEASE, _("Release of money"), money.asked, money.release_evidence),
        TopicSource(money.CHALLENGE, _("Challenge to a benefit"), money.doubted, money.doubt_evidence),
        TopicSource(money.REVIEW, _("Value review"), money.overdue, money.review_evidence),
        TopicSource(reviewed.KIND, _("Goal"), reviewed.candidates, reviewed.evidence),
        TopicSource(parked.NOTE, _("Parked"), parked.candidates, parked.evidence),
        TopicSource(parked.ITEM, _("Parked item"), parked.parked_items, parked.item_evidence),
    )
    things.plug(Thing(NOTE, _("Note"), _notes), Thing(MINUTES, _("Minutes"), _minutes))


def _notes(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.note_titles(viewer=viewer, ids=ids)


def _minutes(viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    return reads.minutes_titles(viewer=viewer, ids=ids)
