"""Every fault a person can meet has its sentence, in full and without jargon."""

import ast
import re
from pathlib import Path

import pytest

from db.errors import RecordsError, StaleRecord, StoreError
from desktop_app.exchange.errors import SENTENCES
from desktop_app.messages import RECORDS, STORE, sentence

ROOT = Path(__file__).resolve().parent.parent
KNOWN = {"RecordsError": RECORDS, "StaleRecord": RECORDS, "StoreError": STORE, "SheetRefused": SENTENCES}


def raised() -> set[tuple[str, str, frozenset[str]]]:
    """(kind of error, code, names of its facts) wherever the program raises one by its code."""
    found = set()
    for file in [*(ROOT / "db").rglob("*.py"), *(ROOT / "desktop_app").rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KNOWN and node.args:
                code = node.args[0]
                facts = frozenset(one.arg for one in node.keywords if one.arg)
                if isinstance(code, ast.Constant):
                    found.add((node.func.id, str(code.value), facts))
    return found


@pytest.mark.parametrize(("kind", "code", "facts"), sorted(raised(), key=str))
def test_a_code_that_is_raised_has_a_sentence_whose_holes_are_its_facts(
    kind: str, code: str, facts: frozenset[str]
) -> None:
    holes = set(re.findall(r"{(\w+)}", KNOWN[kind][code]))
    assert holes <= facts | {"name", "path"}


def test_a_fault_of_the_file_names_the_file_and_says_what_to_do() -> None:
    said = sentence(StoreError("newer", path=Path("/somewhere/office.rekod"), number=9, newest=1))
    assert said.startswith("office.rekod was made by a newer Rekod.")
    assert "install the newer version" in said


def test_what_is_wrong_with_each_field_is_said_too() -> None:
    assert "A name is needed." in sentence(RecordsError("invalid", problems={"name": "A name is needed."}))


def test_a_lost_race_says_that_the_text_is_kept() -> None:
    assert "Your text is kept" in sentence(StaleRecord("stale", table="person", id=1, theirs={}))
