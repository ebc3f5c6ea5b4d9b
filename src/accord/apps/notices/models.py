"""Who is told what, the letters it goes out in, how each person wants it, what they follow, and which links were used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accord.apps.notices.rules import Digest, LetterKind, LetterState, Mode, NoticeState
from accord.apps.people.models import Person
from accord.apps.ui.rules import Ref


class Letter(models.Model):
    """One mail to one person. It keeps no text: what it says is asked when it is sent, as its reader.

    ``key`` names it for good: sent again after a crash it has the same Message-ID. ``about`` is the record whose
    thread it belongs to, empty for none.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=250, unique=True)
    about = models.CharField(max_length=100, blank=True, default="")
    state = models.CharField(max_length=10, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=20, blank=True, default="")  # the code of a refusal, never its words

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[k.value for k in LetterKind]), name="letter_kind_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in LetterState]), name="letter_state_known"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(state=LetterState.SENT), name="letter_sent_at_when_sent"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["next_at"], condition=Q(state__in=["waiting", "sending"]), name="letter_on_its_way"),
        ]

    def __str__(self) -> str:
        return self.key


class Notice(models.Model):
    """One event told to one person as one kind; the entry of the trail is its source, so it is there once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    entry_id = models.BigIntegerField()
    ref_kind = models.CharField(max_length=60)
    ref_id = models.BigIntegerField()
    happened_at = models.DateTimeField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=NoticeState.BUFFERED)
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="notices")
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-happened_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry_id", "person", "kind"], name="notice_once"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in NoticeState]), name="notice_state_known"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-happened_at"], name="notice_by_person"),
            models.Index(fields=["person"], condition=Q(state="buffered"), name="notice_buffered"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref} to {self.person_id}"

    @property
    def ref(self) -> Ref:
        """The record it is about."""
        return Ref(self.ref_kind, self.ref_id)


class Gathered(models.Model):
    """An entry of the trail whose notices are stored; kept only as long as a slower writer may still come before it."""

    entry_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.entry_id)


class Cursor(models.Model):
    """How far the trail has been read: everything up to ``floor`` for good, up to ``position`` once.

    ``mark`` is where ``position`` was at ``marked_at``; it becomes the next floor.
    """

    name = models.CharField(max_length=20, unique=True)
    position = models.BigIntegerField(default=0)
    floor = models.BigIntegerField(default=0)
    mark = models.BigIntegerField(default=0)
    marked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.name} at {self.position}"


class Preference(models.Model):
    """How one person wants to be told; who has none gets a summary every working day at eight."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=10, default=Digest.DAILY)
    hour = models.PositiveSmallIntegerField(default=8)
    weekday = models.PositiveSmallIntegerField(default=0)
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True, default=19)
    quiet_to = models.PositiveSmallIntegerField(default=7)
    weekends_quiet = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(digest__in=[d.value for d in Digest]), name="preference_digest_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.digest}"


class KindPreference(models.Model):
    """How one person wants to be told about one kind."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    mode = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="kind_preference_once"),
            models.CheckConstraint(condition=Q(mode__in=[m.value for m in Mode]), name="kind_preference_mode_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}: {self.mode}"


class Follow(models.Model):
    """A record that somebody wants to hear about."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    ref_kind = models.CharField(max_length=60)
    ref_id = models.BigIntegerField()
    followed_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-followed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "ref_kind", "ref_id"], name="follow_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["ref_kind", "ref_id"], name="follow_by_ref")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.ref}"

    @property
    def ref(self) -> Ref:
        """The record that is followed."""
        return Ref(self.ref_kind, self.ref_id)


class LinkUse(models.Model):
    """A signed link that was used; it works once. Only its random part is kept."""

    nonce = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"link used {self.used_at:%Y-%m-%d}"


class Mailbox(models.Model):
    """What is known of a person's mail: the latest summary, and whether the address takes what is sent to it.

    ``address`` is the one that refused: another address starts anew.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    digest_at = models.DateTimeField(null=True, blank=True)
    address = models.CharField(max_length=254, blank=True, default="")
    refusals = models.PositiveSmallIntegerField(default=0)
    refused_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=20, blank=True, default="")

    class Meta:
        verbose_name_plural = "mailboxes"

    def __str__(self) -> str:
        return f"mailbox of {self.person_id}"
