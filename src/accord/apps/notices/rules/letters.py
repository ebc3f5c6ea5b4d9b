"""Names of letters by which they are threaded and found again, and what a bounce says about them."""

from __future__ import annotations

import email
import email.policy
import hmac
import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

MESSAGE_ID = re.compile(r"<[^<>\s]{3,250}>")
STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
MOST_BOUNCE = 2_000_000


def letter_id(secret: bytes, key: str, domain: str) -> str:
    """Name a letter: the same key gives the same name, and nobody else can guess it."""
    return f"<{_digest(secret, 'letter', key)}@{domain}>"


def thread_id(secret: bytes, person_id: int, about: str, domain: str) -> str:
    """Name the thread of all letters to one person about one record."""
    return f"<thread.{_digest(secret, 'thread', f'{person_id}|{about}')}@{domain}>"


def _digest(secret: bytes, what: str, text: str) -> str:
    return hmac.digest(secret, f"accord.notices.{what}|{text}".encode(), "sha256").hex()[:40]


@dataclass(frozen=True)
class Bounce:
    """One letter that did not arrive for good: its name and the status, such as 5.1.1 (no such mailbox)."""

    message_id: str
    status: str


def bounces_in(data: bytes) -> Iterator[Bounce]:
    """Read the delivery status notifications (RFC 3464) of one message, for good failures only.

    A delay, a success, and anything that is no such notification give nothing.
    """
    message = email.message_from_bytes(data[:MOST_BOUNCE], policy=email.policy.compat32)
    if message.get_content_type() != "multipart/report":
        return
    parts = list(message.walk())
    status = next((found for part in parts if (found := _failed(part))), "")
    name = next((found for part in parts if (found := _original(part))), "")
    if status and name:
        yield Bounce(name, status)


def _failed(part: Message) -> str:
    """Give the status of the first recipient whose delivery failed for good, "" if none did."""
    if part.get_content_type() != "message/delivery-status":
        return ""
    groups = part.get_payload()
    for group in groups if isinstance(groups, list) else []:
        if not isinstance(group, Message):
            continue
        found = STATUS.search(str(group.get("Status", "")))
        is_failed = str(group.get("Action", "")).strip().lower() == "failed"
        if is_failed and found and found[0].startswith("5"):
            return found[0]
    return ""


def status_in(text: str) -> str:
    """Find the enhanced status (RFC 3463) in a server's answer, such as 5.1.1, "" if it says none."""
    found = STATUS.search(text)
    return found[0] if found else ""


def _original(part: Message) -> str:
    """Give the Message-ID of the letter that came back: whole (message/rfc822) or its headers only."""
    kind = part.get_content_type()
    if kind not in {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}:
        return ""
    payload = part.get_payload()
    if isinstance(payload, list) and payload and isinstance(payload[0], Message):
        inner: Message = payload[0]
    else:
        raw = part.get_payload(decode=True)
        inner = email.message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=email.policy.compat32)
    found = MESSAGE_ID.search(str(inner.get("Message-ID", "")))
    return found[0] if found else ""


def messages_in(data: bytes, path: Path | None = None) -> Iterator[bytes]:
    """Split what a mail server left: an mbox (a file that starts with ``From ``), or one message as it is."""
    if path is None or not data.startswith(b"From "):
        yield data
        return
    box = mailbox.mbox(str(path), create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()
