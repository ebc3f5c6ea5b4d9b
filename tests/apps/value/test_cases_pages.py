"""The pages of a case: what they say at once, who may write and sign there, what is refused at its field."""

import pytest
from django.urls import reverse

from accord.apps.value.models import CaseVersion

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_case_page_draft(a_case, initiative, cast, client_of):
    version = a_case(initiative, by=cast.office)
    for person in (cast.office, cast.cfo, cast.department_head):
        html = client_of(person).get(reverse("value:case", args=[initiative.pk])).content.decode()
        assert "Complete, and not put to the signers yet" in html
    for name in ("printing", "add_line"):
        assert client_of(cast.office).get(reverse(f"value:{name}", args=[initiative.pk, 1])).status_code == 200
    for part in ("evidence", "otherwise", "counting"):
        assert client_of(cast.office).get(reverse("value:part", args=[initiative.pk, 1, part])).status_code == 200
    assert client_of(cast.cfo).get(reverse("value:rates")).status_code == 200
    assert client_of(cast.cfo).get(reverse("value:add_rate")).status_code == 200
