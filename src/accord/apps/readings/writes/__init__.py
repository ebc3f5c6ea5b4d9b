"""Measuring: the snapshot from the records, the readings into the history."""

from accord.apps.readings.writes.measuring import measure, snapshot_of, touch

__all__ = ["measure", "snapshot_of", "touch"]
