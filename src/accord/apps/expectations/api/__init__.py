"""Expectations as JSON: the same reads and writes as the pages."""

from accord.apps.expectations.api import answers, outcomes, results, rounds
from accord.apps.expectations.api.subjects import router

__all__ = ["answers", "outcomes", "results", "rounds", "router"]
