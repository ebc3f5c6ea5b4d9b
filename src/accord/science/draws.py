"""Chance that can be repeated: the same inputs give the same draws, on every machine and on every night."""

import hashlib
import math

import numpy as np

from accord.science.inputs import Floats

DRAWS = 10_000
ROUNDING = 1e-12  # a share that should be met exactly may miss it by this much


def generator(digest: str, purpose: str) -> np.random.Generator:
    """Return a counter-based generator (Philox; Salmon et al., SC 2011) whose key is the digest of the inputs.

    Each purpose has a stream of its own, so that a new one leaves the others as they were. Put the subject into the
    digest: two subjects with the same digest are drawn alike and are not independent. Raises ValueError without one.
    """
    if not digest:
        raise ValueError("Draws need the digest of their inputs: without it nobody could repeat them.")
    key = hashlib.blake2b(f"{purpose}\n{digest}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(key, "little")))


def drawn_quantile(draws: Floats, certainty: float) -> float:
    """Return the smallest drawn value with at least a share `certainty` (above 0, to 1) of the draws at or below it."""
    if not 0 < certainty <= 1:
        raise ValueError(f"A certainty lies above 0 and is at most 1, not {certainty}.")
    place = max(math.ceil(certainty * len(draws) - ROUNDING * len(draws)), 1) - 1
    return float(np.partition(draws, place)[place])
