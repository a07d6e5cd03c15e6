"""Starting loads little: nothing that reads sheets, prints or migrates comes before the first records are painted."""

import subprocess
import sys
from pathlib import Path

HEAVY = ("alembic", "openpyxl", "typst", "pypdfium2", "python_calamine", "rapidfuzz", "numpy", "lxml")
SCRIPT = """
import sys
from pathlib import Path
from desktop_app.app import make_application
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.settings import Settings

application = make_application()
window = MainWindow(Settings(Path(sys.argv[2])))
window.show()
window.file_commands.open(Path(sys.argv[1]))
while not (window.file.is_open and window.page.settled and not window.tasks.busy):
    application.processEvents()
assert window.page.model.rowCount() == 3
print(" ".join(name for name in sys.argv[3:] if name in sys.modules))
window.close()
"""


def test_nothing_heavy_is_loaded_before_the_first_records_are_painted(office: Path, tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", SCRIPT, str(office), str(tmp_path / "rekod.ini"), *HEAVY]

    done = subprocess.run(arguments, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == []
