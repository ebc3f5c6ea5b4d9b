"""What was measured: the catalogue, one practice about a subject, the rows behind it, measurements."""

from accord.apps.readings.reads.catalogue import (
    Catalogue,
    Entry,
    FamilyPage,
    PracticeLine,
    catalogue,
    family_page,
    practice_lines,
)
from accord.apps.readings.reads.evidence import (
    EVIDENCE,
    EvidenceLine,
    EvidencePage,
    evidence_lines,
    evidence_page,
    evidence_slice,
)
from accord.apps.readings.reads.forecast import DateForecast, date_forecast
from accord.apps.readings.reads.lines import (
    HistoryPoint,
    ReadingLine,
    Trend,
    department_lines,
    history_points,
    latest_reading,
    reading_of,
    reading_slice,
    side_lines,
)
from accord.apps.readings.reads.measurements import MeasurementLine, last_measurement, measurement, measurement_slice
from accord.apps.readings.reads.practice import PracticePage, practice_of, practice_page, subject_of
from accord.apps.readings.reads.subjects import Subject

__all__ = [
    "EVIDENCE",
    "Catalogue",
    "DateForecast",
    "Entry",
    "EvidenceLine",
    "EvidencePage",
    "FamilyPage",
    "HistoryPoint",
    "MeasurementLine",
    "PracticeLine",
    "PracticePage",
    "ReadingLine",
    "Subject",
    "Trend",
    "catalogue",
    "date_forecast",
    "department_lines",
    "evidence_lines",
    "evidence_page",
    "evidence_slice",
    "family_page",
    "history_points",
    "last_measurement",
    "latest_reading",
    "measurement",
    "measurement_slice",
    "practice_lines",
    "practice_of",
    "practice_page",
    "reading_of",
    "reading_slice",
    "side_lines",
    "subject_of",
]
