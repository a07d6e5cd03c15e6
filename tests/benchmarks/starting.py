"""From nothing to the first records on screen, against a bare PySide6 window: `python -m tests.benchmarks.starting`.

Both run as processes of their own, offscreen, caches warm. What counts is the ratio.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

ROUNDS: Final = 7
_BARE: Final = """
import time, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow
class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint:
            print(time.process_time()); sys.stdout.flush(); import os; os._exit(0)
        return False
application = QApplication([])
window = QMainWindow()
watch = Watch()
application.installEventFilter(watch)
window.show()
application.exec()
"""
_OURS: Final = """
import time, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QTableView
class Watch(QObject):
    def eventFilter(self, seen, event):
        if event.type() == QEvent.Type.Paint and isinstance(seen.parent(), QTableView):
            model = seen.parent().model()
            if model is not None and model.rowCount() >= {rows}:
                print(time.process_time()); sys.stdout.flush(); import os; os._exit(0)
        return False
from desktop_app import app
application = app.make_application()
watch = Watch()
application.installEventFilter(watch)
app.main([{file!r}])
"""


def _seconds(code: str) -> float:
    """Median CPU seconds of a fresh process until its first picture."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    found = []
    for _round in range(ROUNDS + 1):
        run = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=surroundings, timeout=60, check=True
        )
        found.append(float(run.stdout.split()[-1]))
    return statistics.median(found[1:])


def main() -> None:
    """Print both and their ratio."""
    from db.store import Store
    from desktop_app.records.sample import write_sample

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "sample.rekod")
        with Store.create(file) as store:
            write_sample(store)
        bare = _seconds(_BARE)
        ours = _seconds(_OURS.format(rows=11, file=str(file)))
    print(f"bare window {bare * 1000:.0f} ms   first records {ours * 1000:.0f} ms   ratio {ours / bare:.2f} (target 4)")


if __name__ == "__main__":
    main()
