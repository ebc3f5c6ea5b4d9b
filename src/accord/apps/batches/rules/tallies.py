"""What a preview counts over all rows, added up row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median
from typing import Any

from accord.apps.batches.rules.fields import Figure, Span
from accord.apps.batches.rules.rows import CheckedRow


class Tally:
    """Adds up verdicts, problems, choices, spans of dates and the target's own figures."""

    def __init__(self, *, spans: Sequence[Span], figures: Sequence[Figure]) -> None:
        self.spans, self.figures = spans, figures
        self.rows = 0
        self.verdicts: Counter[str] = Counter()
        self.problems: Counter[str] = Counter()
        self._with_problems = 0
        self._words: dict[str, Counter[str]] = defaultdict(Counter)
        self._codes: dict[str, Counter[str]] = defaultdict(Counter)
        self._figure_counts: Counter[str] = Counter()
        self.days: dict[str, list[int]] = {span.name: [] for span in spans}

    def add(self, row: CheckedRow, verdict: str) -> None:
        """Take in one checked row."""
        self.rows += 1
        self.verdicts[verdict] += 1
        self.problems.update(str(problem.kind) for problem in row.problems)
        self._with_problems += bool(row.problems)
        for name, word in row.words.items():
            self._words[name][word] += 1
            self._codes[name][str(row.values.get(name, ""))] += 1
        self._figure_counts.update(figure.name for figure in self.figures if figure.of(row.values))
        self.add_days(row)

    def add_days(self, row: CheckedRow) -> None:
        """Take in the spans of dates of one row."""
        for span in self.spans:
            start, end = row.values.get(span.start), row.values.get(span.end)
            if start and end and len(start) == len(end) == 10:
                self.days[span.name].append((date.fromisoformat(end) - date.fromisoformat(start)).days)

    def result(self) -> dict[str, Any]:
        """Give everything counted, as JSON."""
        return {
            "rows": self.rows,
            "verdicts": {name: self.verdicts[name] for name in ("new", "changed", "same", "refused")},
            "problems": dict(self.problems.most_common()),
            "rows_with_problems": self._with_problems,
            "words": {name: _joined(counts) for name, counts in self._words.items()},
            "codes": {name: dict(counts.most_common()) for name, counts in self._codes.items()},
            "figures": {figure.name: self._figure_counts[figure.name] for figure in self.figures},
            "spans": {name: _span(days) for name, days in self.days.items()},
        }


def moved(result: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """Take what some rows counted before out of a result and put in what they count now; medians stay as they are."""
    found = dict(result)
    for name in ("verdicts", "figures"):
        found[name] = _moved(result[name], before[name], after[name])
    found["problems"] = _above_zero(_moved(result["problems"], before["problems"], after["problems"]))
    for name in ("words", "codes"):
        fields = {**result[name], **after[name]}
        found[name] = {
            field: _above_zero(
                _moved(result[name].get(field, {}), before[name].get(field, {}), after[name].get(field, {}))
            )
            for field in fields
        }
    found["rows_with_problems"] += after["rows_with_problems"] - before["rows_with_problems"]
    return found


def _moved(counts: Mapping[str, int], before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, int]:
    return {
        key: counts.get(key, 0) - before.get(key, 0) + after.get(key, 0) for key in dict.fromkeys([*counts, *after])
    }


def _above_zero(counts: Mapping[str, int]) -> dict[str, int]:
    return {key: count for key, count in counts.items() if count > 0}


def _joined(counts: Counter[str]) -> dict[str, int]:
    """Add up spellings that differ only in capitals, under the most frequent of them."""
    spellings: dict[str, str] = {}
    joined: Counter[str] = Counter()
    for word, count in counts.most_common():
        joined[spellings.setdefault(word.casefold(), word)] += count
    return dict(joined.most_common())


def _span(days: Sequence[int]) -> dict[str, Any]:
    forward = [number for number in days if number >= 0]
    return {
        "readable_pairs": len(days),
        "backwards": len(days) - len(forward),
        "forward": len(forward),
        "median_days": median(forward) if forward else None,
    }
