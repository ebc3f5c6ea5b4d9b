"""The measured practices, one file each, by theme: `measure_all(snapshot)` gives their readings."""

from accord.practices.catalogue import PRACTICES, practice, touched_by
from accord.practices.measure import measure_all, opening, subjects_of
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Evidence, Reading, Reason, Status, SubjectKind, Verdict, find

__all__ = [
    "PRACTICES",
    "Basis",
    "Evidence",
    "Practice",
    "Reading",
    "Reason",
    "Scope",
    "Status",
    "SubjectKind",
    "Verdict",
    "find",
    "measure_all",
    "opening",
    "practice",
    "subjects_of",
    "touched_by",
]
