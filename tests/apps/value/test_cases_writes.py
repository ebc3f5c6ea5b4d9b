"""Writing a case, putting it to its signers, signing it; and that a signed version never changes."""

from decimal import Decimal

import pytest

from accord.apps.ui.rules import EditConflict, Invalid, NotAllowed, NotFound, WrongState
from accord.apps.value import writes
from accord.apps.value.models import CaseVersion, Line, Signature
from tests.apps.value.conftest import AT, BUILD, DAY, RUN, SAVED, TODAY

pytestmark = pytest.mark.django_db


class TestSign:
    def test_is_in_force_with_the_third_side(self, a_signed_case, initiative, cast):
        version = a_signed_case(initiative, cast)

        assert (version.state, version.signed_at, len(version.digest)) == ("signed", AT, 64)
