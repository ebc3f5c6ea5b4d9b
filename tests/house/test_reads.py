"""A read knows who is looking."""

import pytest

from tests.house import drawing

READS = list(drawing.public_functions("reads"))


def test_there_are_reads_to_look_at():
    assert len(READS) > 3


@pytest.mark.parametrize("read", READS, ids=str)
def test_takes_viewer(read):
    assert "viewer" in read.keywords or read.says("no viewer"), (
        f"{read} takes keyword-only `viewer`, or says `# no viewer: the reason`"
    )


@pytest.mark.parametrize("read", READS, ids=str)
def test_takes_keywords_only(read):
    assert not read.positional or read.says("no viewer"), f"{read} takes {read.positional} by position"
