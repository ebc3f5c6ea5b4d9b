"""Problems and notes as sentences, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accord.apps.batches.rules.problems import TEXTS, Kind, Problem


class _Said(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


# no viewer: it says in words what the caller already holds
def problem_sentence(problem: Problem) -> str:
    """Say one problem."""
    return _(TEXTS[problem.kind][1]) % _Said(problem.values)


# no viewer: see problem_sentence
def problem_label(kind: str) -> str:
    """Name a kind of problem."""
    return _(TEXTS[Kind(kind)][0])


# no viewer: see problem_sentence
def problem_advice(kind: str) -> str:
    """Say what to do about a kind of problem."""
    return _(TEXTS[Kind(kind)][2])


# no viewer: see problem_sentence
def note_sentence(kind: str, values: Mapping[str, Any]) -> str:
    """Say what was noticed while a file was read."""
    count = int(values.get("count", 0))
    match kind:
        case "blank_at_end":
            return ngettext(
                "%(count)s blank row at the end was left out.", "%(count)s blank rows at the end were left out.", count
            ) % {"count": count}
        case "above_header":
            return ngettext(
                "%(count)s line above the headers was left out.",
                "%(count)s lines above the headers were left out.",
                count,
            ) % {"count": count}
        case "odd_bytes":
            return ngettext(
                "%(count)s byte belongs to no alphabet and stands as it is.",
                "%(count)s bytes belong to no alphabet and stand as they are.", count,
            ) % {"count": count}  # fmt: skip
        case "turned":
            return _("Each record stood in a column; the table was turned so that each stands in a row.")
    return kind
