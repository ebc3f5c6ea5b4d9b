"""The measured practices, one file each, by theme: `measure_all(snapshot)` gives their readings."""

from accord.practices.catalogue import FAMILIES, PRACTICES, measures_of, practice, touched_by
from accord.practices.family import Family
from accord.practices.measure import measure_all, opening, subjects_of
from accord.practices.practice import Practice, Scope
from accord.practices.reading import Basis, Evidence, Reading, Reason, Status, SubjectKind, Verdict, find
from accord.practices.units import UNITS, Unit

__all__ = [
    "FAMILIES",
    "PRACTICES",
    "UNITS",
    "Basis",
    "Evidence",
    "Family",
    "Practice",
    "Reading",
    "Reason",
    "Scope",
    "Status",
    "SubjectKind",
    "Unit",
    "Verdict",
    "find",
    "measure_all",
    "measures_of",
    "opening",
    "practice",
    "subjects_of",
    "touched_by",
]
