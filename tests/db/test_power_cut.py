"""The power is cut, on paper, while the program saves; the three hundred times are `tests.benchmarks.power_cut`."""

import random
import shutil
from pathlib import Path

import pytest

from tests.benchmarks.power_cut import play


@pytest.mark.skipif(not shutil.which("strace"), reason="what is asked of the disk is written down by strace, on Linux")
def test_of_ten_power_cuts_none_loses_an_acknowledged_save(tmp_path: Path) -> None:
    tally = play(10, random.randrange(10**6), tmp_path, saves=8)
    assert tally.faults == []
    assert tally.kills == 10
