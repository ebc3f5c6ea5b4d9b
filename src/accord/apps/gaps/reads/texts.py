"""Gaps as they are found by their words."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from accord.apps.gaps.models import Gap
from accord.apps.people.models import Department
from accord.apps.search.sockets import Text, pieces
from accord.practices import PRACTICES


# no viewer: the index; whoever searches is asked for at the search
def gap_texts(ids: Collection[int] | None) -> Iterator[Text]:
    """Give gaps by their practice, department, owners and reasons; never by the title of an initiative."""
    for piece in pieces(Gap.objects.all(), ids):
        rows = list(Gap.objects.filter(pk__in=piece).select_related("business_owner", "it_owner").order_by("pk"))
        units = [one.subject_id for one in rows if one.subject_kind == "department"]
        names = dict(Department.objects.filter(pk__in=units).values_list("pk", "name"))
        for one in rows:
            practice = PRACTICES.get(one.practice)
            if practice is None:
                continue
            unit = names.get(one.subject_id, "") if one.subject_kind == "department" else ""
            people = (str(who or "") for who in (one.business_owner, one.it_owner))
            said = (practice.code, unit, one.reason, *people)
            yield Text(one.pk, _(practice.title), said, timezone.localdate(one.opened_at))
