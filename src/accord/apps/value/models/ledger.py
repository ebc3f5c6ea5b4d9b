"""Postings of an initiative, and the months that are closed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.goals.models import Measure
from accord.apps.initiatives.models import Initiative
from accord.apps.initiatives.rules import Flow
from accord.apps.people.models import Person
from accord.apps.value.rules.words import MOST_ID, MOST_TITLE, Entry, Source


class Posting(models.Model):
    """An amount that was committed, or really spent or earned. It never changes: a mistake is answered by a counter-posting.

    ``month`` is the accounting period, ``date`` the day of the document. ``posting_id`` is its number in the books it
    comes from (``books``); a negative amount is a credit note or takes back ``corrects``. ``line_key`` names the line of
    the case it belongs to. ``removed_at`` is set only when an import is taken back while the month is open.
    """

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, related_name="postings")
    entry = models.CharField(max_length=12)
    flow = models.CharField(max_length=12)
    month = models.DateField()
    date = models.DateField()
    amount = models.DecimalField(max_digits=20, decimal_places=2)
    currency = models.CharField(max_length=3)
    books = models.CharField(max_length=MOST_TITLE, blank=True, default="")
    posting_id = models.CharField(max_length=MOST_ID, blank=True, default="")
    words = models.CharField(max_length=500, blank=True, default="")
    account = models.CharField(max_length=MOST_TITLE, blank=True, default="")
    line_key = models.CharField(max_length=32, blank=True, default="")
    source = models.CharField(max_length=12, default=Source.HAND)
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    batch = models.CharField(max_length=80, blank=True, default="")
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["month", "date", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["books", "posting_id"],
                condition=~Q(posting_id="") & Q(removed_at=None),
                name="posting_id_once",
            ),
            models.CheckConstraint(condition=Q(entry__in=[e.value for e in Entry]), name="posting_entry_known"),
            models.CheckConstraint(condition=Q(flow__in=[f.value for f in Flow]), name="posting_flow_known"),
            models.CheckConstraint(condition=Q(source__in=[s.value for s in Source]), name="posting_source_known"),
            models.CheckConstraint(condition=Q(month__day=1), name="posting_first_of_month"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["initiative", "entry", "flow", "month"], name="posting_by_initiative"),
            models.Index(fields=["month", "initiative"], name="posting_by_month"),
            models.Index(fields=["batch"], name="posting_by_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} {self.flow} {self.month:%Y-%m}"


class Closing(models.Model):
    """A month that finance closed: nothing is posted into it until it is opened again, with a reason."""

    month = models.DateField()
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering: ClassVar = ["-month", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["month"], condition=Q(opened_at=None), name="closing_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="closing_first_of_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
