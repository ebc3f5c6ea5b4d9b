"""How many questions come in, counted without knowing from whom: in memory, under a key that is thrown away every hour.

What is counted is a keyed digest of an address. The key is drawn anew each hour, exists only in the memory of one process and
is never written anywhere; with it go the counts. Nothing of this can be found later, not even by whoever has the machine.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from collections import Counter
from datetime import datetime
from threading import Lock

HOUR = 3_600
FROM_ONE, FROM_ALL = 10, 120  # an hour, in each web process; a whole office may share one address
KEYS_TRIED = 60


class Gate:
    """Lets a few through each hour: so many from one address, so many altogether."""

    def __init__(self, *, from_one: int = FROM_ONE, from_all: int = FROM_ALL) -> None:
        self._most, self._most_of_all = from_one, from_all
        self._lock = Lock()
        self._hour = -1
        self._key = b""
        self._counts: Counter[bytes] = Counter()

    def admits(self, address: str, *, at: datetime) -> bool:
        """Count one more and tell whether it may pass."""
        with self._lock:
            self._begin(int(at.timestamp()) // HOUR)
            who = hmac.digest(self._key, network_of(address).encode(), "sha256")
            if self._counts[who] >= self._most or self._counts.total() >= self._most_of_all:
                return False
            self._counts[who] += 1
            return True

    def _begin(self, hour: int) -> None:
        if hour != self._hour:
            self._hour, self._key = hour, secrets.token_bytes(32)
            self._counts.clear()


def network_of(address: str) -> str:
    """Give what one household or office has in common: the address itself, or the first half of an IPv6 address."""
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return "unknown"
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, 64), strict=False))
    return str(found)
