"""What other places show of postings and of an initiative's value: names, texts to be found by, the section of its page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accord.apps.initiatives.models import Initiative
from accord.apps.search.sockets import Text, pieces
from accord.apps.ui.rules import Viewer
from accord.apps.value.models import CaseVersion, Claim, Closing, Posting, Review
from accord.apps.value.permissions import visible_to
from accord.apps.value.reads.ledger.amounts import amount_of, ledger_sums
from accord.apps.value.reads.ledger.evidence import counted_claims
from accord.apps.value.reads.ledger.postings import seen
from accord.apps.value.reads.ledger.standing import Step, next_step
from accord.apps.value.rules import CaseState
from accord.apps.value.rules.ledger import What


@dataclass(frozen=True)
class Glance:
    """An initiative's value in four figures, in the currency most of it is in, and one sentence what to do next."""

    currency: str
    planned: Decimal | None
    released: Decimal | None
    actual: Decimal | None
    realised: Decimal | None
    is_signed: bool
    grade: str
    others: tuple[str, ...]
    step: Step


def value_glance(*, viewer: Viewer, initiative_id: int) -> Glance | None:
    """Give the value of an initiative at a glance; None where its money is not open to the viewer: three queries.

    Where effects are claimed there are three more, for what they are credited with.
    """
    mine = visible_to(viewer).filter(pk=initiative_id)
    known = _known(mine)
    if known is None:
        return None
    sums: dict[tuple[str, str, str], int] = {}
    for one in ledger_sums(viewer=viewer, among=mine):
        key = (one.currency, one.what, one.flow)
        sums[key] = sums.get(key, 0) + one.cents
    counted = counted_claims(viewer=viewer, initiative_ids=[initiative_id]) if known.has_claim else []
    for claim in counted:
        if claim.realised is not None:
            key = (claim.currency, What.REALISED, "benefit")
            sums[key] = sums.get(key, 0) + int(claim.realised.amount.scaleb(2))
    currency = known.currency or _main_currency(sums)

    def amount(what: str, flow: str) -> Decimal | None:
        found = sums.get((currency, what, flow))
        return None if found is None else amount_of(found)

    return Glance(
        currency=currency,
        planned=amount(What.PLANNED, "cost"),
        released=amount(What.RELEASED, "cost"),
        actual=amount(What.ACTUAL, "cost"),
        realised=amount(What.REALISED, "benefit"),
        is_signed=known.is_signed,
        grade=max((one.grade for one in counted), default=""),
        others=tuple(sorted({code for code, _what, _flow in sums} - {currency})),
        step=next_step(
            viewer=viewer, initiative_id=initiative_id, state=known.state, has_evidence=bool(counted),
            has_review=known.has_review,
        ),
    )  # fmt: skip


@dataclass(frozen=True)
class _Known:
    """How the case of an initiative stands: state and currency of its latest version, "" without one."""

    state: str
    currency: str
    is_signed: bool
    has_review: bool
    has_claim: bool


def _known(mine: QuerySet[Initiative]) -> _Known | None:
    """Look all of it up in one query; None where there is no such initiative."""
    versions = CaseVersion.objects.filter(case__initiative=OuterRef("pk"))
    latest = versions.order_by("-number")
    row = mine.values_list(
        Subquery(latest.values("state")[:1]),
        Subquery(latest.values("currency")[:1]),
        Exists(versions.filter(state=CaseState.SIGNED)),
        Exists(Review.objects.filter(initiative=OuterRef("pk"), held_date=None, removed_at=None)),
        Exists(Claim.objects.filter(initiative=OuterRef("pk"), removed_at=None)),
    ).first()
    return None if row is None else _Known(row[0] or "", row[1] or "", *row[2:])


def _main_currency(sums: dict[tuple[str, str, str], int]) -> str:
    sizes: dict[str, int] = {}
    for (currency, _what, _flow), cents in sums.items():
        sizes[currency] = sizes.get(currency, 0) + abs(cents)
    return max(sizes, key=lambda code: (sizes[code], code), default="")


def posting_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name the postings the viewer may see, with their addresses; also those an import took back."""
    mine = Posting.objects.filter(pk__in=ids, initiative__in=visible_to(viewer).order_by().values("pk"))
    rows = mine.values_list("pk", "amount", "currency", "month", "initiative__title")
    return {
        pk: (
            _("%(amount)s %(currency)s, %(month)s, %(initiative)s") % {
                "amount": amount, "currency": currency, "month": date_format(month, "M Y"), "initiative": title,
            },
            reverse("value:posting", args=[pk]),
        )
        for pk, amount, currency, month, title in rows
    }  # fmt: skip


def closing_titles(*, viewer: Viewer, ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Name months that were closed: that they were is no secret."""
    rows = Closing.objects.filter(pk__in=ids).values_list("pk", "month")
    return {pk: (date_format(month, "F Y"), reverse("value:months")) for pk, month in rows}


# no viewer: the index; whoever searches is asked for at the search
def posting_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give postings with their numbers and words."""
    for piece in pieces(Posting.objects.filter(removed_at=None), ids):
        for one in Posting.objects.filter(pk__in=piece, removed_at=None).order_by("pk"):
            day: date = one.date
            title = one.words or one.posting_id or f"{one.amount} {one.currency}"
            yield Text(one.pk, title, (one.posting_id, one.books, one.account, f"{one.amount} {one.currency}"), day)


def postings_found(*, viewer: Viewer, words: str, limit: int) -> list[tuple[int, str, str]]:
    """Find postings by their number or words: (id, what it is, of which initiative)."""
    found = seen(viewer)
    for word in words.split():
        found = found.filter(posting_id__icontains=word) | found.filter(words__icontains=word)
    rows = found.order_by("-month", "-pk").values_list(
        "pk", "amount", "currency", "posting_id", "words", "initiative__title"
    )
    return [
        (pk, f"{amount} {currency} {number or text}".strip(), title)
        for pk, amount, currency, number, text, title in rows[:limit]
    ]
