"""Answers whose values stand nowhere else, sealed through the real doors, and a look for them in anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accord.apps.expectations import writes
from accord.apps.expectations.models import Asked, Round
from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.models import Initiative
from accord.apps.ui.templatetags.formats import money_words, number_words

WORD = "xylophonium"  # stands in every sealed reason
YEARS = ("2057", "2058", "2059", "2053")  # of every sealed month
AMOUNTS = (
    7_654_321, 8_765_433, 9_876_547, 6_543_217, 1_234_577, 2_345_671, 3_456_789, 4_567_893,
    5_718_293, 6_829_317, 7_931_428, 3_141_593, 2_718_283, 3_827_491, 4_916_357, 1_618_033,
)  # fmt: skip
SHARE = "0.37"
NOTE = "Before the board meets."


def forms_of(amount: int) -> set[str]:
    """Write an amount in every way a page, a file or a row may."""
    whole, grouped = str(amount), f"{amount:,}"
    said = {money_words(amount), money_words(amount, "EUR"), number_words(amount)}
    return {whole, *said, *(grouped.replace(",", sign) for sign in (",", ".", " ", "\u202f", "\xa0", "'", "_"))}


NEEDLES = sorted({WORD, *YEARS, *(form for amount in AMOUNTS for form in forms_of(amount))})
# Alone, not inside a digest or a token, in which four digits may stand by chance.
_ANY = re.compile(r"(?<![\w.])(?:" + "|".join(map(re.escape, NEEDLES)) + r")(?!\w)")
SECRET = tuple(one.encode() for one in (WORD, *map(str, AMOUNTS)))  # for bytes: short forms occur there by chance


def leaks(text: str | bytes) -> list[str]:
    """List what of the planted answers stands in a page, a file or a dump."""
    if isinstance(text, bytes):
        return [one.decode() for one in SECRET if one in text]
    return sorted(set(_ANY.findall(text)))


def money(first: int, word: str) -> dict[str, Any]:
    low, likely, high, guess = (str(one) for one in AMOUNTS[first : first + 4])
    return {"low": low, "likely": likely, "high": high, "guess": guess, "reason": f"{word} {first}"}


def as_json(first: int, word: str = WORD) -> dict[str, Any]:
    """An answer as a program sends it."""
    low, likely, high, guess = (f"{year}-05-01" for year in YEARS)
    return {
        "payoff": {"low": low, "likely": likely, "high": high, "guess": guess, "never_share": float(SHARE),
                   "reason": f"{word} {first}"},
        "benefit": money(first, word), "cost": money(first + 4, word),
    }  # fmt: skip


def as_form(first: int, word: str = WORD) -> dict[str, str]:
    """The same answer as the form sends it."""
    sent = {
        f"{question}_{name}": str(value)
        for question, values in as_json(first, word).items()
        for name, value in values.items()
    }
    months = {f"payoff_{name}": sent[f"payoff_{name}"][:7] for name in ("low", "likely", "high", "guess")}
    chance = {"payoff_never": "own", "payoff_never_own": str(round(float(SHARE) * 100))}
    del sent["payoff_never_share"]
    return {**sent, **months, **chance}


@dataclass(frozen=True)
class Planted:
    """A round in which business answered through the API and IT through the pages; finance has not answered."""

    round: Round
    initiative: Initiative
    deadline: datetime
    answers: tuple[Any, ...]  # what the server said to the answers

    @property
    def after(self) -> datetime:
        """A moment after the deadline."""
        return self.deadline + timedelta(minutes=1)


def plant(cast: Any, client_of: Any, word: str = WORD) -> Planted:
    """Open a round as of now and let both sides answer over HTTP."""
    now = timezone.now()
    initiative = initiatives.add_initiative(
        title="Churn early warning", department_id=cast.marketing.pk, sponsor_id=cast.department_head.pk,
        lead_id=cast.delivery_lead.pk, visibility="everyone", by=cast.office, at=now,
    )  # fmt: skip
    round_ = writes.open_round(
        about_kind="initiatives.initiative", about_id=initiative.pk, deadline_at=now + timedelta(days=3), currency="EUR",
        asked=[(cast.department_head.pk, "business"), (cast.delivery_lead.pk, "it"), (cast.cfo.pk, "finance")],
        note=NOTE, by=cast.office, at=now,
    )  # fmt: skip
    by_api = client_of(cast.department_head).post(
        f"/api/v1/rounds/{round_.pk}/answer", as_json(0, word), content_type="application/json"
    )
    assert by_api.status_code == 201, by_api.content
    client, page = client_of(cast.delivery_lead), f"/expectations/{round_.pk}/answer/"
    wrong = client.post(
        page, {**as_form(8, word), "cost_low": "-1"}
    )  # what was typed comes back to who typed it, and is kept nowhere
    assert wrong.status_code == 422
    second_look = client.post(page, as_form(8, word))
    assert second_look.status_code == 200, second_look.content
    by_page = client.post(page, {**as_form(8, word), "step": "seal"})
    assert by_page.status_code == 302, by_page.content.decode()
    assert Asked.objects.filter(round=round_, answered_at__isnull=False).count() == 2
    return Planted(round_, initiative, round_.deadline_at, (by_api, by_page))
