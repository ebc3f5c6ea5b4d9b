"""How the benchmarks time things: medians, best of some, a bare page to compare with, memory."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
TIMES = 15
TABLE = "<table>{% for row in rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"


def median(action: Callable[[], object], times: int = TIMES) -> float:
    """Time an action: the median of some runs after one to warm up, in seconds."""
    action()
    taken = []
    for _run in range(times):
        clock = time.perf_counter()
        action()
        taken.append(time.perf_counter() - clock)
    return statistics.median(taken)


def best(work: Callable[[], T], times: int) -> tuple[float, T]:
    """Return the best of some runs in seconds, and what the last one gave."""
    taken = []
    for _run in range(times):
        clock = time.perf_counter()
        result = work()
        taken.append(time.perf_counter() - clock)
    return min(taken), result


def bare_page(records: Any, columns: Sequence[str]) -> str:
    """Read fifty rows and write them into a table: what any page of such a list costs at least."""
    from django.template import engines

    return engines["django"].from_string(TABLE).render({"rows": records.values_list(*columns)[:50]})


def peak() -> float:
    """Return the most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
