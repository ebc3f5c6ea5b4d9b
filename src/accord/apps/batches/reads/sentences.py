"""Problems and notes as sentences, in the reader's language."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from accord.apps.batches.reads.noticed import note_sentence
from accord.apps.batches.rules.problems import TEXTS, Kind, Problem

__all__ = ["note_sentence", "problem_advice", "problem_label", "problem_sentence"]


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
