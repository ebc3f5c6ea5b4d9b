"""The people and departments that are here, to be recognised in a file."""

from __future__ import annotations

from django.db.models import Count

from accord.apps.batches.rules.fields import FieldType
from accord.apps.batches.rules.naming import Known, Names
from accord.apps.people.models import Department, Person


# no viewer: whoever brings a file in has been checked, and compares it with everything that is here
def names_of(*, kind: FieldType) -> Names:
    """Give the names by which people or departments are known here."""
    if kind == FieldType.DEPARTMENT:
        rows = Department.objects.order_by("pk").values_list("name", flat=True)
        return Names([Known(name, name, (name,)) for name in dict.fromkeys(rows)])
    people = list(Person.objects.filter(is_active=True).order_by("pk").values_list("name", "email"))
    twice = set(
        Person.objects.filter(is_active=True)
        .values_list("name")
        .annotate(n=Count("pk"))
        .filter(n__gt=1)
        .values_list("name", flat=True)
    )
    return Names(
        [
            Known(mail if name in twice and mail else name, f"{name} ({mail})" if mail else name, (name, mail or name))
            for name, mail in people
        ]
    )
