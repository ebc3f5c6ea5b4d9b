"""A read knows who is looking."""

from tests.house import drawing

READS = list(drawing.public_functions("reads"))


def test_there_are_reads_to_look_at():
    assert len(READS) > 3


def test_every_read_takes_viewer():
    without = [str(read) for read in READS if "viewer" not in read.keywords and not read.says("no viewer")]
    assert not without, "a read takes keyword-only `viewer`, or says `# no viewer: the reason`"


def test_every_read_takes_keywords_only():
    by_position = [
        f"{read} takes {read.positional} by position"
        for read in READS
        if read.positional and not read.says("no viewer")
    ]
    assert not by_position
