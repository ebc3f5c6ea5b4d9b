"""The page of a revealed round: what it says in five seconds, what each number means, what it never shows."""

import pytest

pytestmark = pytest.mark.django_db


def page(client, round_):
    answer = client.get(f"/expectations/{round_.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


class TestRevealedPage:
    def test_says_how_far_apart_in_the_heading(self, revealed, cast, client_of):
        assert "Business expects it to pay off 8 months before IT does." in page(client_of(cast.cio), revealed)

    def test_is_not_there_for_whom_it_is_not_open(self, revealed, cast, client_of):
        assert client_of(cast.employee).get(f"/expectations/{revealed.pk}/").status_code == 404
        assert client_of(None).get(f"/expectations/{revealed.pk}/").status_code == 302
