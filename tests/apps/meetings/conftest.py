"""A meeting between both sides, a second one, and topics with evidence."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from accord.apps.initiatives import writes as initiatives
from accord.apps.initiatives.permissions import visible_to
from accord.apps.meetings import sockets, writes
from accord.apps.meetings.sockets import TopicCandidate, TopicEvidence, TopicSource
from accord.apps.ui.rules import Ref

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
LATER = AT + timedelta(days=1)
START = datetime(2026, 6, 10, 9, tzinfo=UTC)
KIND = "initiatives.initiative"


@pytest.fixture
def secret(cast):
    return initiatives.add_initiative(
        title="Quiet takeover", department_id=cast.finance.pk, lead_id=cast.cio.pk, visibility="limited",
        by=cast.office, at=AT,
    )  # fmt: skip


@pytest.fixture
def topic(cast):
    made = initiatives.add_initiative(title="Invoice reader", department_id=cast.marketing.pk, by=cast.office, at=AT)
    return Ref(KIND, made.pk)


@pytest.fixture
def hidden(secret):
    return Ref(KIND, secret.pk)


@pytest.fixture
def source(cast):
    """Plug initiatives in as topics, as an app above would."""

    def candidates(viewer, meeting_id):
        rows = visible_to(viewer).order_by("title")
        return [TopicCandidate(Ref(KIND, one.pk), f"{one.title} waits", "/x/", 15, (cast.marketer.pk,)) for one in rows]

    def evidence(viewer, refs):
        rows = visible_to(viewer).filter(pk__in=[ref.id for ref in refs])
        return {Ref(KIND, one.pk): TopicEvidence(f"{one.title}: 3 of 8", "since May", "/x/") for one in rows}

    plugged = TopicSource(KIND, "Initiative", candidates, evidence)
    before = list(sockets.topics)
    for one in before:
        sockets.topics.unplug(one)
    sockets.topics.plug(plugged)
    yield plugged
    sockets.topics.unplug(plugged)
    sockets.topics.plug(*before)


@pytest.fixture
def meeting(cast):
    """The delivery lead chairs; the marketer, the head of marketing and the CIO are invited."""
    people = [cast.marketer.pk, cast.department_head.pk, cast.cio.pk]
    return writes.plan_meeting(
        title="Marketing and IT", starts_at=START, chair_id=cast.delivery_lead.pk, attendee_ids=people, minutes=30,
        place="Room 4", by=cast.delivery_lead, at=AT,
    )  # fmt: skip


@pytest.fixture
def other(cast):
    """The CFO's own meeting, with the delivery lead."""
    return writes.plan_meeting(
        title="Money talk", starts_at=START + timedelta(days=7), chair_id=cast.cfo.pk,
        attendee_ids=[cast.delivery_lead.pk], by=cast.cfo, at=AT,
    )  # fmt: skip


@pytest.fixture
def item(cast, meeting, topic):
    return writes.put_on_agenda(meeting_id=meeting.pk, topic=topic, by=cast.delivery_lead, at=AT)


@pytest.fixture
def json_of(client_of):
    def client(person):
        own = client_of(person)
        return {name: partial(getattr(own, name), content_type="application/json")
                for name in ("post", "put", "patch", "delete")} | {"get": own.get}  # fmt: skip

    return client
