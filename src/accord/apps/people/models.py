"""Departments as a tree and the persons in them; a person is also who signs in."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

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
