"""Questions about batches: which there are, what was found in one, its rows and their problems."""

from accord.apps.batches.reads.batches import (
    BatchLine,
    BatchView,
    all_batch_lines,
    batch_page,
    batch_view,
    extra_field_labels,
)
from accord.apps.batches.reads.columns import ColumnView, column_views
from accord.apps.batches.reads.rows import (
    PROBLEM_COLUMNS,
    ROWS,
    ProblemLine,
    RowLine,
    first_cells,
    problem_rows,
    row_line,
    row_page,
)
from accord.apps.batches.reads.sentences import note_sentence, problem_label, problem_sentence
from accord.apps.batches.reads.values import ValueView

__all__ = [
    "PROBLEM_COLUMNS", "ROWS", "BatchLine", "BatchView", "ColumnView", "ProblemLine", "RowLine", "ValueView",
    "all_batch_lines", "batch_page", "batch_view", "column_views", "extra_field_labels", "first_cells", "note_sentence", "problem_label", "problem_rows",
    "problem_sentence", "row_line", "row_page",
]  # fmt: skip
