"""What the controllers post: the spending of the last months with the numbers of their books, and the months they close."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

from accord.apps.initiatives.models import Money
from accord.apps.value.writes.ledger import months
from accord.apps.value.writes.ledger import postings as writes
from accord.site.sample.arriving import House
from accord.site.sample.chronicle import Chronicle
from accord.site.sample.working import Told

CONTROLLER = "Edda Falk"
BOOKS = "Halden general ledger"
MONTHS = 8  # so many are posted with their numbers; before that the books gave totals by month only
SUPPLIERS = Decimal("0.65")
CENTS = Decimal("0.01")
ROUNDED = ("Mail sorting", Decimal("1.20"))  # what was rounded by hand in the totals of this one
FIRST_NUMBER = 240_100
DURING = 300  # days: what was approved since then is posted piece by piece


def note_postings(chronicle: Chronicle, house: House, told: Sequence[Told]) -> None:
    """Note postings after the end of each month, and the closing of the month a week later."""
    young = [one for one in told if (chronicle.today - one.approved).days < DURING]
    for back in range(MONTHS, 0, -1):
        month = _back(chronicle.today, back)
        following = _back(chronicle.today, back - 1)
        posted = following + timedelta(days=8)
        words = f"{month:%B %Y} is posted"
        chronicle.note(_weekday(posted), partial(_post, house, young, month, back), words, time(17, 5))
        if back > 1:
            close = partial(_close, house, month)
            chronicle.note(_weekday(following + timedelta(days=15)), close, f"{month:%B %Y} is closed", time(17, 30))


def _post(house: House, told: Sequence[Told], month: date, back: int, at: datetime) -> None:
    """Post what each initiative spent in a month in two pieces that add up to its total."""
    by = house.person(CONTROLLER)
    for place, one in enumerate(told):
        if not one.record.pk:  # not proposed yet
            continue
        spent = Money.objects.filter(
            initiative=one.record, period=month, kind="actual", flow="cost", removed_at=None
        ).first()
        if spent is None:
            continue
        title, off = ROUNDED
        total = spent.amount + (off if one.work.title == title and back == MONTHS // 4 else 0)
        suppliers = (total * SUPPLIERS).quantize(CENTS)
        for part, (amount, words, account) in enumerate(
            ((suppliers, "Suppliers", "6300 Services"), (total - suppliers, "Time of our people", "6100 Staff"))
        ):
            writes.post(
                initiative_id=one.record.pk, entry="actual", flow="cost", month=month, on=_last(month), amount=amount,
                currency=spent.currency, books=BOOKS, account=account, words=words,
                posting_id=f"GL-{FIRST_NUMBER + 100 * (MONTHS - back) + 2 * place + part}", by=by, at=at,
            )  # fmt: skip


def _close(house: House, month: date, at: datetime) -> None:
    months.close_month(month=month, by=house.person(CONTROLLER), at=at)


def _back(day: date, count: int) -> date:
    """Give the first of the month that lies so many months back."""
    years, place = divmod(day.month - 1 - count, 12)
    return date(day.year + years, place + 1, 1)


def _last(month: date) -> date:
    return _back(month, -1) - timedelta(days=1)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))
