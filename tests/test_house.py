"""The rules of the house that a machine can check: floors, names, what is imported when, what no file may say."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("db", "desktop_app", "resources", "tests", ".ci", ".github")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MODULES = sorted(
    file for folder in ("db", "desktop_app", "resources", "tests") for file in (ROOT / folder).rglob("*.py")
)
PROGRAM = [file for file in MODULES if file.relative_to(ROOT).parts[0] != "tests"]


def files() -> Iterator[Path]:
    """Every file of the project that a person writes."""
    yield from (file for file in ROOT.iterdir() if file.is_file() and file.suffix != ".lock")
    for folder in FOLDERS:
        yield from (file for file in (ROOT / folder).rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def run(code: str) -> str:
    """What a new interpreter prints for `code`."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    return done.stdout


# --- floors -----------------------------------------------------------------------------------------------------------


def test_arrows_point_down_only() -> None:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_part_of_the_program_stands_on_a_floor() -> None:
    layers = PROJECT["tool"]["importlinter"]["contracts"][0]["layers"]
    placed = {module.strip(" ()") for layer in layers for module in layer.split("|")}
    present = {
        f"desktop_app.{entry.stem}"
        for entry in (ROOT / "desktop_app").iterdir()
        if entry.suffix == ".py" or (entry / "__init__.py").is_file()
    }
    assert present - {"desktop_app.__init__"} <= placed


def test_the_command_line_answers_without_qt() -> None:
    code = """
import sys
sys.modules["PySide6"] = sys.modules["shiboken6"] = None  # importing them fails from here on
from desktop_app import cli
try:
    cli.main(["--help"])
except SystemExit as left:
    assert not left.code, left.code
"""
    assert "usage" in run(code).lower()


def test_no_module_is_a_drawer_for_odds_and_ends() -> None:
    drawers = {"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common", "info", "data", "stuff"}
    assert [name(file) for file in PROGRAM if drawers & set(file.stem.split("_"))] == []


# --- what is imported when --------------------------------------------------------------------------------------------

HEAVY = (
    "sqlalchemy",
    "openpyxl",
    "python_calamine",
    "typst",
    "pypdfium2",
    "rapidfuzz",
    "alembic",
    "numpy",
    "lxml",
    "xml.sax",
)


def test_nothing_heavy_is_imported_before_the_first_painted_window(tmp_path: Path) -> None:
    code = f"""
import json, sys
from pathlib import Path
from desktop_app.app import make_application
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.settings import Settings
application = make_application()
window = MainWindow(Settings(Path({str(tmp_path / "rekod.ini")!r})))
window.show()
window.grab()
window.close()
print(json.dumps([module for module in {HEAVY!r} if module in sys.modules]))
"""
    assert json.loads(run(code).splitlines()[-1]) == []


# --- packages ---------------------------------------------------------------------------------------------------------


def _canonical(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match.group()).lower()


def _imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("part", ["program", "tests"])
def test_every_package_that_is_imported_is_asked_for(part: str) -> None:
    from importlib.metadata import packages_distributions

    project = PROJECT["project"]
    asked = {_canonical(line) for line in project["dependencies"]}
    if part == "tests":
        asked |= {_canonical(line) for extra in project["optional-dependencies"].values() for line in extra}
    origins = packages_distributions()
    ours = {"db", "desktop_app", "resources", "tests"}
    shiboken = {"shiboken6"}  # comes with PySide6
    unasked = set()
    for file in PROGRAM if part == "program" else MODULES:
        if part == "program" and file.name == "update.py":  # the translators' tool, not part of the program
            continue
        for module in _imports(file):
            top = module.partition(".")[0]
            if top in ours | shiboken or top in sys.stdlib_module_names:
                continue
            if not {_canonical(origin) for origin in origins.get(top, [top])} & asked:
                unasked.add(f"{name(file)}: {module}")
    assert unasked == set()


def test_both_lists_of_test_packages_are_alike() -> None:
    assert PROJECT["dependency-groups"]["dev"] == PROJECT["project"]["optional-dependencies"]["test"]


def test_qt_keeps_its_count_of_true_and_none(qapp: object) -> None:
    """PySide6 6.12.0 on Python 3.11 takes a reference to True or None with every signal and item call, and aborts."""
    from PySide6.QtCore import QObject, Qt, Signal
    from PySide6.QtGui import QStandardItem

    class Sender(QObject):
        told = Signal(object)
        switched = Signal(bool)

    heard: list[object] = []
    sender, item = Sender(), QStandardItem()
    sender.told.connect(heard.append)
    sender.switched.connect(heard.append)
    payload = object()
    watched: tuple[object, ...] = (True, False, None, payload)

    def work() -> None:
        for value in watched:
            sender.told.emit(value)
            item.setData(value, Qt.ItemDataRole.UserRole)
            item.data(Qt.ItemDataRole.UserRole)
        sender.switched.emit(True)
        item.setEnabled(True)
        item.isEnabled()
        item.data(Qt.ItemDataRole.DisplayRole)
        item.setData(None, Qt.ItemDataRole.UserRole)
        heard.clear()

    work()
    before = [sys.getrefcount(value) for value in watched]
    for _turn in range(3000):
        work()
    after = [sys.getrefcount(value) for value in watched]
    drift = [abs(now - then) for then, now in zip(before, after, strict=True)]
    assert max(drift) < 100, drift


# --- texts ------------------------------------------------------------------------------------------------------------


def test_a_text_is_looked_up_before_its_holes_are_filled() -> None:
    """`_(f"…")` and `_("…".format(…))` are never found in a catalogue."""
    wrong = []
    for file in PROGRAM:
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", None) in ("_", "N_", "ngettext"):
                wrong += [f"{name(file)}:{text.lineno}" for text in call.args[:2] if _is_filled(text)]
    assert wrong == []


def _is_filled(text: ast.expr) -> bool:
    filled_by_call = isinstance(text, ast.Call) and getattr(text.func, "attr", None) == "format"
    return filled_by_call or isinstance(text, ast.JoinedStr | ast.BinOp)


SHOWING = {
    *("setText", "setWindowTitle", "setToolTip", "setPlaceholderText", "setStatusTip", "setTitle", "setAccessibleName"),
    *("addAction", "addMenu", "addTab", "addItem", "addRow", "label"),
    *("QLabel", "QPushButton", "QToolButton", "QCheckBox", "QRadioButton", "QGroupBox", "QAction"),
}


def test_every_text_that_is_shown_can_be_translated() -> None:
    untranslatable = []
    for folder in ("ui", "documents"):
        for file in (ROOT / "desktop_app" / folder).rglob("*.py"):
            for call in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in SHOWING:
                    untranslatable += [f"{name(file)}:{call.lineno}" for text in call.args if _has_words(text)]
    assert untranslatable == []


def _has_words(text: ast.expr) -> bool:
    """Whether a literal holds letters besides the program's name and the names in its holes."""
    parts = text.values if isinstance(text, ast.JoinedStr) else [text]
    literal = "".join(str(part.value) for part in parts if isinstance(part, ast.Constant))
    return any(letter.isalpha() for letter in literal.replace("Rekod", "").replace("None", ""))


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    unsaid = [
        *(
            rf"\b{host}\b"
            for host in (r"pypi\.org", r"pythonhosted\.org", r"deb\.debian\.org", r"registry\.npmjs\.org")
        ),
        r"(?<![\w.~])/(?:work|root|opt|tmp)/\w",
    ]
    pattern = re.compile("|".join(unsaid).encode())
    own = Path(__file__)
    said = [name(file) for file in files() if file != own and file.stat().st_size < 1_000_000 and _names(file, pattern)]
    assert said == []


def _names(file: Path, pattern: re.Pattern[bytes]) -> bool:
    content = file.read_bytes()
    return b"\0" not in content[:8000] and pattern.search(content) is not None
