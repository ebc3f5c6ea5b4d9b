"""Makes portfolio files as large as wanted, with the headers, quirks and lengths of real ones; always the same."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HEADERS = (
    "Use Case Name", "Agency", "Bureau", "What is the intended purpose and expected benefits of the AI?",
    "Stage of Development", "Is the AI use case rights-impacting, safety-impacting, both, or neither?", "Date Initiated",
    "Date when Acquisition and/or Development began", "Date Implemented", "Date Retired",
    "Has an AI impact assessment been conducted for this AI use case?",
    "Has an independent evaluation of the AI use case been conducted?",
    *(f"Further question {number} about data, code, access and resources?" for number in range(50)),
)  # fmt: skip
STAGES = (
    "Operation and Maintenance",
    "Acquisition and/or Development",
    "Initiated",
    "Implementation and Assessment",
    "Retired",
)
IMPACTS = ("Neither", "Neither", "Neither", "Both", "Rights-Impacting\n", "Safety-impacting", "")
ANSWERS = ("", "", "", "Yes", "No", "Planned or in-progress.", "N/A")
WORDS = [
    "reads",
    "sorts",
    "mail",
    "claims",
    "pictures",
    "finds",
    "wrong",
    "numbers",
    "helps",
    "clerks",
    "answer",
    "sooner",
    "with",
    "less",
    "typing",
    "and",
    "fewer",
    "errors",
]


def portfolio(path: Path, *, rows: int, seed: int = 7) -> Path:
    """Write a file with this many rows and 62 columns."""
    chance = random.Random(seed)
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(rows):
            writer.writerow(_row(chance, number))
    return path


def _row(chance: random.Random, number: int) -> list[str]:
    answers = [chance.choice(ANSWERS) for _place in range(2)]
    further = [chance.choice(("", "", "Yes", "No", "N/A", _text(chance, 12))) for _place in range(50)]
    return [
        f"Use {number}", f"Department of {chance.choice('ABCDEFGHIJKLMNOPQRSTUVWXYZ')}", f"Bureau {number % 300}",
        _text(chance, 60), chance.choice(STAGES), chance.choice(IMPACTS), *(_day(chance) for _place in range(4)),
        *answers, *further,
    ]  # fmt: skip


def _text(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _place in range(words)) + chance.choice((".", "…", ".\nSecond line."))


def _day(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return chance.choice(("", "N/A"))
    if chance.random() < 0.05:
        return chance.choice(("7/15/1905", "24-Sep", "Q4FY25"))
    return f"{chance.randint(1, 12)}/{chance.randint(1, 28)}/{chance.randint(2018, 2024)}"
