"""Departments as a tree, the persons in them (a person is also who signs in), invitations and API tokens."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Cast, Lower
from django.utils.crypto import salted_hmac

from accord.apps.people.rules import SIDE_LABELS, Role, Side


class Department(models.Model):
    """A unit of the organisation, on one side, under at most one parent."""

    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    side = models.CharField(max_length=16, choices=[(s.value, SIDE_LABELS[s]) for s in Side], default=Side.BUSINESS)
    head = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="heads")
    external_key = models.CharField(max_length=200, blank=True, default="", db_index=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(side__in=[s.value for s in Side]), name="department_side_known"),
            models.CheckConstraint(condition=~models.Q(parent=models.F("id")), name="department_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    """Finds persons the way sign-in asks for them."""

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find by mail address, whatever its capitals."""
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """Make a person who can sign in (used by sign-on libraries; records go through writes)."""
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody in the organisation; signs in only with a mail address and a password or single sign-on."""

    name = models.CharField(max_length=200)
    email = models.EmailField(null=True, blank=True, unique=True)
    title = models.CharField(max_length=200, blank=True, default="")
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    roles = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    left_date = models.DateField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=10, blank=True, default="")
    external_key = models.CharField(max_length=200, blank=True, default="", db_index=True)
    session_epoch = models.PositiveIntegerField(default=0)  # one more ends every session of the person
    version = models.PositiveIntegerField(default=1)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name_plural = "people"
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="person_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_administrator(self) -> bool:
        """Tell whether the person administers this home."""
        return Role.ADMINISTRATOR in self.roles

    def get_session_auth_hash(self) -> str:
        """Digest what a session is bound to: the password and the count of "sign out everywhere"."""
        return self._session_hash()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield the digests under earlier secret keys."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | bytes | None = None) -> str:
        value = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accord.people.session", value, secret=secret, algorithm="sha256").hexdigest()


class Invitation(models.Model):
    """A link by which a person sets a first password; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class ApiToken(models.Model):
    """A key by which a person's programs use the API as that person; only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)  # its last signs, to tell tokens apart
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name


def holding(role: str, people: models.QuerySet[Person] | None = None) -> models.QuerySet[Person]:
    """Narrow persons to those who hold a role (on every database: the list is searched as its text)."""
    records = Person.objects.all() if people is None else people
    return records.alias(roles_text=Cast("roles", models.TextField())).filter(roles_text__contains=f'"{role}"')
