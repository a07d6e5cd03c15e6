"""A fault of the program is logged without anybody's data, and said in one sentence."""

import sys
from pathlib import Path

from desktop_app.ui.faults import FaultLog


def test_the_log_names_the_place_and_not_what_somebody_typed(tmp_path: Path) -> None:
    told: list[str] = []
    log = FaultLog(tmp_path / "logs" / "rekod.log", told.append)

    try:
        raise ValueError("Aminah binti Contoh, 800101-14-5566")
    except ValueError as error:
        log.note(type(error), error, sys.exc_info()[2])

    written = log.file.read_text(encoding="utf-8")
    assert "builtins.ValueError" in written
    assert "test_faults.py" in written
    assert "Aminah" not in written.replace('raise ValueError("Aminah binti Contoh, 800101-14-5566")', "")
    assert told == [
        f"Something went wrong in Rekod itself. What you typed is still here: save it. The log is in {log.file}."
    ]


def test_a_log_that_cannot_be_written_is_no_second_fault(tmp_path: Path) -> None:
    told: list[str] = []
    in_the_way = tmp_path / "logs"
    in_the_way.write_text("a file where the folder should be")
    log = FaultLog(in_the_way / "rekod.log", told.append)

    log.note(ValueError, ValueError("x"), None)

    assert len(told) == 1
