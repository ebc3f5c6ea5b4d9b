"""The planted truths: what is out of step at Halden Mutual and where, and what is sound.

Written before the measures and apart from them; the story (`story.py`) makes them true, the engine must find them.

Halden Mutual is an insurer of about 400 people. Two divisions took up AI in two different ways. **Operations** works
with IT the way one would wish: goals owned by both, results to show every few weeks, evidence filed before start. But it
tells nobody: most of its initiatives are closed to staff. **Commercial** moved fast and alone: its initiatives are open
for all to read, but serve no goal that both sides agreed to, show nothing for months, and its risky uses of AI run without
the evidence the rules ask for. In Finance and People there is too little to say anything.
"""

from __future__ import annotations

from dataclasses import dataclass

OPERATIONS = "Operations"
COMMERCIAL = "Commercial"
FINANCE = "Finance"
PEOPLE = "People"


@dataclass(frozen=True)
class Truth:
    """One fact of the story: what a practice must find for a department.

    ``finding`` is ``gap`` (out of step, must open), ``sound`` (must not open) or ``silent`` (too little to say).
    ``initiatives`` names those of the department the fact is about, where it is a fact about each of them and no
    estimate for the whole: a guardrail that is red, or one that is not.
    """

    practice: str
    department: str
    finding: str
    why: str
    initiatives: tuple[str, ...] = ()


TRUTHS: tuple[Truth, ...] = (
    Truth("P01", COMMERCIAL, "gap", "Its initiatives were started by the division alone; no goal was agreed with IT."),
    Truth(
        "P01", OPERATIONS, "sound", "Its three goals have an owner on each side and both agreed to what serves them."
    ),
    Truth(
        "P22", OPERATIONS, "gap", "Claims and Underwriting keep their initiatives closed: staff cannot read of them."
    ),
    Truth("P22", COMMERCIAL, "sound", "Marketing and Sales tell everybody, in plain words."),
    Truth("P31", COMMERCIAL, "gap", "Half a year of building at a time; results are shown every ten weeks or later."),
    Truth("P31", OPERATIONS, "sound", "Something to see every three weeks."),
    Truth("P33", COMMERCIAL, "gap", "Approved more than a year ago and still not live, with two exceptions."),
    Truth("P33", OPERATIONS, "sound", "Live within about five months of approval."),
    Truth(
        "P36",
        COMMERCIAL,
        "gap",
        "Scoring and profiling run live while testing, oversight and appeal were never done.",
        ("Churn early warning", "Audience builder"),
    ),
    Truth(
        "P36",
        OPERATIONS,
        "sound",
        "Claims triage and fraud checks have their evidence, dated before they went live.",
        ("Claims triage", "Fraud hints"),
    ),
    Truth("P01", FINANCE, "silent", "One initiative is too few to judge."),
    Truth("P01", PEOPLE, "silent", "One initiative is too few to judge."),
)

IMPLIED: tuple[str, ...] = ("P01", "P31", "P33")
"""Practices that may find the organisation as a whole out of step too: two fifths of its initiatives are Commercial's."""
