"""You said, we did: published questions by what they are about, with what was answered and what was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accord.apps.ui.rules import Viewer
from accord.apps.voice import permissions
from accord.apps.voice.models import Question
from accord.apps.voice.reads.lines import QuestionLine, lines_of, whole
from accord.apps.voice.rules import OFFICE_SEES_FROM, THEME_LABELS, State, Theme

MOST_EACH = 20


@dataclass(frozen=True)
class ThemeSaid:
    """What was asked about one theme. ``asked`` is None where it is too few to tell."""

    code: str
    label: str
    asked: int | None
    lines: tuple[QuestionLine, ...]

    @property
    def done(self) -> int:
        """How many of the shown ones led to something."""
        return sum(bool(line.done) for line in self.lines)


def said_and_done(*, viewer: Viewer) -> list[ThemeSaid]:
    """Group what everybody can read by theme, most asked first: three queries and one per kind of what was done."""
    asked = Counter(Question.objects.exclude(state=State.HIDDEN).exclude(theme="").values_list("theme", flat=True))
    lines = lines_of(viewer, list(whole(permissions.published()).order_by("-published_on", "pk")), None)
    groups: dict[str, list[QuestionLine]] = {}
    for line in lines:
        groups.setdefault(line.theme or Theme.OTHER.value, []).append(line)
    found = [
        ThemeSaid(
            code=code,
            label=_(THEME_LABELS[code]),
            asked=asked[code] if asked[code] >= OFFICE_SEES_FROM else None,
            lines=tuple(sorted(rows, key=lambda line: not line.done)[:MOST_EACH]),
        )
        for code, rows in groups.items()
    ]
    return sorted(found, key=lambda group: (-(group.asked or 0), group.label))
