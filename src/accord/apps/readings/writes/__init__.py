"""Measuring: the snapshot from the records, the readings into the history."""

from accord.apps.readings.writes.measuring import measure, start_measuring
from accord.apps.readings.writes.records import snapshot_of
from accord.apps.readings.writes.touching import touch

__all__ = ["measure", "snapshot_of", "start_measuring", "touch"]
