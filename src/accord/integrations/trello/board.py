"""A board as it was exported: its parts by id, whatever is missing or odd in the file."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.ui.rules import Refused

MOST_BYTES = 80_000_000
_ID = re.compile(r"[0-9a-f]{24}$")
_FIRST, _LAST = datetime(2010, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
Thing = Mapping[str, Any]


@dataclass(frozen=True)
class Board:
    """The parts of a board. ``cards`` stand as on the board: by list, then by their place in it."""

    name: str
    cards: Sequence[Thing]
    lists: Mapping[str, Thing]
    members: Mapping[str, str]
    labels: Mapping[str, str]
    checklists: Mapping[str, Sequence[Thing]]
    comments: Mapping[str, Sequence[Thing]]
    moves: Mapping[str, Sequence[Thing]]
    fields: Sequence[Thing]
    actions: int


def load_board(path: Path) -> Board:
    """Load an exported board. Raises Refused, with a sentence, for what is broken, too large or holds no cards."""
    if path.stat().st_size > MOST_BYTES:
        raise Refused(_("A board is read up to %(most)s MB.") % {"most": MOST_BYTES // 1_000_000})
    try:
        data = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        raise Refused(_("This board is damaged: its JSON breaks off or is no JSON. Export it again.")) from None
    if not isinstance(data, dict) or not isinstance(data.get("lists"), list) or not isinstance(data.get("cards"), list):
        raise Refused(_("This file begins like a Trello board but holds no lists and cards. Export the whole board."))
    lists = {text(one, "id"): one for one in things(data, "lists")}
    order = {key: place for place, key in enumerate(sorted(lists, key=lambda key: number(lists[key], "pos")))}
    actions = things(data, "actions")
    cards = sorted(
        things(data, "cards"), key=lambda card: (order.get(text(card, "idList"), len(order)), number(card, "pos"))
    )
    return Board(
        name=text(data, "name"), cards=cards, lists=lists, members=_members(things(data, "members")),
        labels={text(one, "id"): text(one, "name") or text(one, "color") for one in things(data, "labels")},
        checklists=_by(things(data, "checklists"), lambda one: text(one, "idCard")),
        comments=_by([one for one in actions if text(one, "type") in {"commentCard", "copyCommentCard"}], _card_of),
        moves=_by([one for one in actions if "listAfter" in part(one, "data")], _card_of),
        fields=things(data, "customFields"), actions=len(actions),
    )  # fmt: skip


def _members(members: Sequence[Thing]) -> dict[str, str]:
    """Name the members; those who share a name are told apart by their user name."""
    names = {text(one, "id"): text(one, "fullName") or text(one, "username") for one in members}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    users = {text(one, "id"): text(one, "username") for one in members}
    return {key: f"{name} ({users[key]})" if name in shared and users[key] else name for key, name in names.items()}


def _by(parts: Sequence[Thing], card: Any) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = {}
    for one in parts:
        found.setdefault(card(one), []).append(one)
    return found


def _card_of(action: Thing) -> str:
    return text(part(part(action, "data"), "card"), "id")


def things(data: Thing, name: str) -> list[Thing]:
    """List the objects under a name; whatever else stands there is none."""
    found = data.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def texts(data: Thing, name: str) -> list[str]:
    """List the texts under a name."""
    found = data.get(name)
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def part(data: Thing, name: str) -> Thing:
    """Give the object under a name, or an empty one."""
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def text(data: Thing, name: str) -> str:
    """Give the text under a name; numbers and yes or no as text, nothing else."""
    found = data.get(name)
    if isinstance(found, bool):
        return "yes" if found else "no"
    return str(found) if isinstance(found, (str, int, float)) else ""


def number(data: Thing, name: str) -> float:
    """Give the number under a name, 0 where there is none."""
    found = data.get(name)
    return float(found) if isinstance(found, (int, float)) and abs(found) < 1e300 else 0.0


def day(said: str) -> str:
    """Give the day of a moment as ISO, in the home's time zone; what is no moment stays as it is."""
    try:
        moment = datetime.fromisoformat(said)
        return timezone.localtime(moment).date().isoformat() if timezone.is_aware(moment) else moment.date().isoformat()
    except (ValueError, OverflowError):
        return said


def made_on(key: str) -> str:
    """Give the day on which something was made: the first eight signs of its id are the second."""
    if not _ID.match(key):
        return ""
    moment = datetime.fromtimestamp(int(key[:8], 16), tz=UTC)
    return day(moment.isoformat()) if _FIRST <= moment < _LAST else ""
