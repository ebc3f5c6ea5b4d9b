"""Answers about gaps: what is out of step, one gap, whose turn it is."""

from accord.apps.gaps.reads.about import forecast_gaps, gaps_about
from accord.apps.gaps.reads.lines import (
    GapLine,
    all_gap_lines,
    gap_lines,
    gap_page_of_lines,
    gap_slice,
    gap_titles,
    gaps_spec,
    waiting_readings,
)
from accord.apps.gaps.reads.page import Evidence, EvidenceLine, GapPage, OutOfStep, gap_page, out_of_step
from accord.apps.gaps.reads.people import KIND, concerned_by, owners_of
from accord.apps.gaps.reads.topics import candidates, topic_evidence
from accord.apps.gaps.reads.turn import AT_MOST, closed_lately, turn_items

__all__ = [
    "AT_MOST",
    "KIND",
    "Evidence",
    "EvidenceLine",
    "GapLine",
    "GapPage",
    "OutOfStep",
    "all_gap_lines",
    "candidates",
    "closed_lately",
    "concerned_by",
    "forecast_gaps",
    "gap_lines",
    "gap_page",
    "gap_page_of_lines",
    "gap_slice",
    "gap_titles",
    "gaps_about",
    "gaps_spec",
    "out_of_step",
    "owners_of",
    "topic_evidence",
    "turn_items",
    "waiting_readings",
]
