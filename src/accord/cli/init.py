"""`accord init`: an empty organisation with its first administrator, for a real start."""

from __future__ import annotations

import sys

import click


@click.command()
@click.option("--name", prompt="Your name", help="Name of the first administrator.")
@click.option("--email", prompt="Your mail address", help="Mail address to sign in with.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
def command(name: str, email: str, password_stdin: bool) -> None:
    """Make an empty organisation in ACCORD_HOME with a first administrator."""
    from accord.cli.django_ready import ready
    from accord.cli.upgrade import upgrade

    ready()
    from django.conf import settings

    upgrade(quiet=True)
    password = sys.stdin.readline().rstrip("\n") if password_stdin else _asked()
    _make(name, email, password)
    _make_sealing_key()
    click.echo(f"The organisation is ready in {settings.ACCORD_HOME}. {name} is its administrator.")
    click.echo("Start it:    accord serve")
    click.echo("Keep safe:   the keys, apart from backups: accord keys export FILE")
    click.echo("First step:  bring in your portfolio on the page Import, or with `accord import FILE`.")


def _make_sealing_key() -> None:
    """Have the key that answers are sealed with from the first day, so that the first copy of the keys holds it."""
    from accord.apps.expectations import writes

    writes.sealing_key()


def _asked() -> str:
    said: str = click.prompt("A password of at least 12 characters", hide_input=True, confirmation_prompt=True)
    return said


def _make(name: str, email: str, password: str) -> None:
    from django.db import transaction
    from django.utils import timezone

    from accord.apps.people import writes
    from accord.apps.people.models import Person
    from accord.apps.people.rules import Role
    from accord.apps.people.writes.invitations import password_problem
    from accord.apps.ui.rules import Invalid

    if Person.objects.exists():
        raise click.ClickException("This home already holds an organisation. Choose another ACCORD_HOME.")
    now = timezone.now()
    try:
        with transaction.atomic():
            person = writes.add_person(name=name, email=email, by=None, at=now)
            if problem := password_problem(password, person):
                raise Invalid(problem)
            for role in (Role.ADMINISTRATOR, Role.PROGRAMME_OFFICE):
                person = writes.grant_role(person_id=person.pk, role=role, by=None, at=now)
            writes.set_password(person=person, password=password, by=None, at=now)
    except Invalid as refusal:
        said = " ".join([refusal.message, *refusal.fields.values()])
        raise click.ClickException(said) from None
