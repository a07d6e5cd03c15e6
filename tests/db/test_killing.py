"""The program is killed while it saves; the thousand times are `python -m tests.benchmarks.killing`."""

import random
from pathlib import Path

from tests.benchmarks.killing import kill


def test_of_twenty_kills_none_loses_an_acknowledged_save_or_leaves_a_half_one(tmp_path: Path) -> None:
    tally = kill(20, random.randrange(10**6), tmp_path, longest=0.4)
    assert tally.faults == []
    assert tally.kills == 20
    assert tally.acknowledged > 0
