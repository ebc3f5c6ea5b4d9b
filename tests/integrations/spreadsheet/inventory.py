"""What the federal inventory itself says about the further questions, counted from its cells with nothing of ours."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

Cells = dict[str, str | None]

# by the file's own codes: place of the column, and how the cells that say something begin
PLACES = {"personal_data": 22, "privacy_reviewed": 23, "data_documented": 27, "code_rights": 31, "reuse": 42,
          "results_shared": 43, "pre_deployment_testing": 46, "independent_review": 48, "monitoring": 49,
          "public_feedback": 56}  # fmt: skip
BEGINNINGS = {
    "data_documented": {
        "Documentation is complete": "yes", "Documentation is widely": "yes", "Documentation is available": "yes",
        "Documentation is missing": "no", "Documentation has been partially": "in_progress",
    },
    "reuse": {
        "Use of existing": "yes", "Re-use": "yes", "Reused selected": "yes", "Reused for many": "yes", "None": "no",
    },
    "results_shared": {
        "Documentation has been published": "yes", "No documentation": "no", "Limited documentation": "in_progress",
        "Documentation has been developed": "in_progress", "Documentation has been partially": "in_progress",
    },
    "pre_deployment_testing": {
        "Performance evaluation": "yes", "Benchmark evaluation": "yes", "Impact evaluation": "yes", "No testing": "no",
        "Agency CAIO has waived": "not_applicable",
    },
    "independent_review": {
        "Planned": "in_progress", "TRUE": "yes", "AI is not safety": "not_applicable",
        "Does not apply": "not_applicable", "Agency CAIO has waived": "not_applicable",
    },
    "monitoring": {
        "Intermittent": "yes", "Automated and": "yes", "Established Process": "yes", "No monitoring": "no",
        "AI is not safety": "not_applicable",
    },
    "public_feedback": {
        "Direct user testing": "yes", '["Direct user testing': "yes", "General solicitations": "yes", "Post": "yes", '["Post': "yes",
        "Public hearings": "yes", "None of the above": "no", '["None of the above': "no", "N/A -": "not_applicable",
    },
}  # fmt: skip
WHOLE_CELLS = {
    "yes": "yes",
    "no": "no",
    "n/a": "not_applicable",
    "na": "not_applicable",
    "not applicable": "not_applicable",
}
STAGES = {
    "Acquisition and/or Development": "building", "Implementation and Assessment": "testing",
    "Operation and Maintenance": "live", "In production": "live", "In mission": "live",
}  # fmt: skip


def answer(question: str, cell: str) -> str | None:
    """Read a cell by what it begins with; None: it is blank, or says something else."""
    text = " ".join(cell.replace("\u00a0", " ").split())
    if text.casefold().rstrip(".") in WHOLE_CELLS:
        return WHOLE_CELLS[text.casefold().rstrip(".")]
    if question == "reuse" and text == "No":
        return "no"
    starts = {"Yes –": "yes", "No –": "no", **BEGINNINGS.get(question, {})}
    return next((code for start, code in starts.items() if text.startswith(start)), None)


def rows(path: Path) -> Iterator[Cells]:
    """Yield of each use case its stage and what its cells answer."""
    with path.open(encoding="cp1252", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for line in lines:
            yield {"stage": STAGES.get(" ".join(line[9].split())),
                   **{question: answer(question, line[place]) for question, place in PLACES.items()}}  # fmt: skip


def counts(path: Path, questions: Sequence[str]) -> dict[str, dict[str, int]]:
    """Count the answers to some questions over the whole file."""
    found: dict[str, Counter[str]] = {question: Counter() for question in questions}
    for row in rows(path):
        for question in questions:
            if said := row[question]:
                found[question][said] += 1
    return {question: dict(count) for question, count in found.items()}


def there(path: Path, questions: Sequence[str], stages: Sequence[str]) -> tuple[int, int, int]:
    """Return of the use cases of some stages: how many were asked, of how many answers, and how many of these say yes."""
    asked, needed, yes = 0, 0, 0
    for row in rows(path):
        if row["stage"] not in stages:
            continue
        said = {question: row[question] for question in questions}
        if "privacy_reviewed" in said and row["personal_data"] == "no":
            said["privacy_reviewed"] = "not_applicable"
        applies = [one for one in said.values() if one != "not_applicable"]
        if not applies or not any(said.values()):
            continue
        asked, needed, yes = asked + 1, needed + len(applies), yes + applies.count("yes")
    return asked, needed, yes
