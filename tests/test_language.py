"""Every text a person reads is in the catalogue, in Malay, with its holes; none is shown that is not."""

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from desktop_app import language
from desktop_app.records import finding, findings, findings_of_events, lists
from desktop_app.records.entities import ENTITIES
from desktop_app.records.fields import Entity
from resources.translations import update

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = update.updated("ms")
MESSAGES = [message for message in CATALOGUE if message.id]
IDS = {text for message in MESSAGES for text in ([message.id] if isinstance(message.id, str) else message.id)}
WINDOW = sorted((ROOT / "desktop_app" / "ui").glob("*.py"))
PROGRAM = sorted(file for source in update.SOURCES for file in (ROOT / source).rglob("*.py"))

SHOWN_FIRST = frozenset(
    (
        *("QLabel", "QPushButton", "QCheckBox", "QRadioButton", "QGroupBox", "QToolButton", "QAction", "QMenu"),
        *("setText", "setToolTip", "setStatusTip", "setWhatsThis", "setTitle", "setWindowTitle", "setPlaceholderText"),
        *("setAccessibleName", "setAccessibleDescription", "setHtml", "setPlainText", "addAction", "addMenu"),
        *("addItem", "insertItem", "setLabelText", "setInformativeText", "setDetailedText", "showMessage"),
        *("plain", "button", "ElidedLabel", "KeyButton", "Tick", "Question", "Command"),
    )
)
SHOWN_SECOND = frozenset(("Bar", "Answer", "Column", "Tab", "say", "addTab", "setTabText", "addRow"))
"""What shows its first or its second argument to a person."""
NO_WORDS = re.compile(r"\bRekod\b|\bCtrl\+\w+")
"""The program's name and the names of keys are the same in every language."""
MARKERS = frozenset(("_", "N_", "gettext", "ngettext"))


def holes(text: str) -> set[str]:
    return {name for _before, name, _spec, _how in string.Formatter().parse(text) if name is not None}


def forms(text: update.Text) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def translated() -> Iterator[tuple[update.Text, str]]:
    for message in MESSAGES:
        for translation in filter(None, update.strings(message)):
            yield message.id, translation


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def calls(source: str) -> Iterator[tuple[int, str, list[ast.expr]]]:
    """Every call in a source: its line, the last name of what is called, and its arguments in order."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield node.lineno, called(node), node.args


def literals(shown: ast.expr) -> Iterator[str]:
    """The words of an expression that no catalogue has seen. What a call returns is not looked into."""
    if isinstance(shown, ast.Constant) and isinstance(shown.value, str):
        yield shown.value
    elif isinstance(shown, ast.IfExp):
        yield from literals(shown.body)
        yield from literals(shown.orelse)
    elif isinstance(shown, ast.BoolOp):
        for value in shown.values:
            yield from literals(value)
    elif isinstance(shown, ast.BinOp):
        yield from literals(shown.left)
        yield from literals(shown.right)
    elif isinstance(shown, ast.JoinedStr):
        for value in shown.values:
            yield from literals(value.value if isinstance(value, ast.FormattedValue) else value)
    elif isinstance(shown, ast.Call) and isinstance(shown.func, ast.Attribute) and shown.func.attr == "format":
        yield from literals(shown.func.value)


def bare_words(source: str) -> Iterator[tuple[int, str]]:
    """Words handed to what shows them to a person without asking the catalogue."""
    for line, name, arguments in calls(source):
        shown = arguments[:1] if name in SHOWN_FIRST else arguments[1:2] if name in SHOWN_SECOND else []
        for text in (text for one in shown for text in literals(one)):
            if re.search(r"[^\W\d_]{2}", NO_WORDS.sub("", text)):
                yield line, text


def texts_made_up(source: str) -> Iterator[tuple[int, str]]:
    """Texts that are put together before the catalogue is asked, which can never know them."""
    for line, name, arguments in calls(source):
        for argument in arguments[: 2 if name == "ngettext" else 1] if name in MARKERS else ():
            if isinstance(argument, ast.JoinedStr | ast.BinOp) or (
                isinstance(argument, ast.Call) and called(argument) in ("format", "join", "replace", "strip", "lower")
            ):
                yield line, ast.unparse(argument)


def test_every_text_has_a_malay_translation() -> None:
    assert update.untranslated(CATALOGUE) == []


def test_the_catalogue_holds_the_texts_of_the_program_and_no_other() -> None:
    for ending, content in update.written(CATALOGUE).items():
        stored = (update.FOLDER / f"ms{ending}").read_bytes()
        assert stored == content, "run: python resources/translations/update.py"


def test_no_translation_is_a_guess_or_left_over() -> None:
    with (update.FOLDER / "ms.po").open("rb") as written:
        stored = read_po(written, locale="ms")
    assert [message.id for message in stored if message.id and message.fuzzy] == []
    assert list(stored.obsolete) == []


def test_a_translation_has_the_holes_of_its_text() -> None:
    wrong = []
    for text, translation in translated():
        # A singular may leave its number out ("A job is under way"); the one Malay form follows the plural.
        allowed = {hole for form in forms(text) for hole in holes(form)}
        needed = set.intersection(*(holes(form) for form in forms(text)))
        if not needed <= holes(translation) <= allowed:
            wrong.append((text, translation))
    assert wrong == []


def test_every_hole_has_a_name() -> None:
    unnamed = [
        text for text, _translation in translated() if any(not hole for one in forms(text) for hole in holes(one))
    ]
    assert unnamed == []


def test_a_translation_keeps_the_spaces_and_the_dots_at_its_end() -> None:
    def edges(text: str) -> tuple[bool, str]:
        ending = re.search(r"(?:…|\.|:|\?|!)?\s*$", text)
        return text[:1].isspace(), ending.group() if ending else ""

    wrong = [
        (text, translation)
        for text, translation in translated()
        if edges(translation) not in {edges(form) for form in forms(text)}
    ]
    assert wrong == []


def test_a_translation_keeps_the_keys_the_quotation_marks_and_the_lines() -> None:
    def signs(text: str) -> Counter[str]:
        return Counter(re.findall(r"(?:Ctrl|Alt)\+\S+|\b(?:Enter|Del|Esc|F\d+)\b|[“”\"·→;*\n]", text))

    wrong = [
        (text, translation)
        for text, translation in translated()
        if signs(translation) not in [signs(form) for form in forms(text)]
    ]
    assert wrong == []


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_name_of_a_table_and_its_fields_is_in_the_catalogue(entity: Entity) -> None:
    named = [entity.one, entity.many]
    for field in entity.fields:
        named += [field.label, field.section, field.help, *(label for _code, label in field.choices)]
    assert [text for text in named if text and text not in IDS] == []


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_two_fields_of_a_table_have_two_names_in_malay(entity: Entity) -> None:
    malay = language.catalogue("ms").gettext
    names = Counter((malay(label), malay(section)) for label, section in {(f.label, f.section) for f in entity.fields})
    assert [name for name, count in names.items() if count > 1] == []


def test_two_choices_of_a_list_have_two_names_in_malay() -> None:
    malay = language.catalogue("ms").gettext
    closed = {name: value for name, value in vars(lists).items() if isinstance(value, tuple) and name.isupper()}
    closed |= {"DECISIONS": finding.DECISIONS, "LACKS": findings_of_events.LACKS}
    closed |= {"FINDINGS": tuple((one.code, one.label) for one in findings.FINDINGS)}
    for name, choices in closed.items():
        labels = [choice[1] for choice in choices if len(choice) == 2]
        assert len({malay(label) for label in labels}) == len(labels), name
        assert [label for label in labels if label not in IDS] == [], name


@pytest.mark.parametrize("file", WINDOW, ids=lambda file: file.stem)
def test_the_window_shows_no_word_that_is_not_in_the_catalogue(file: Path) -> None:
    assert list(bare_words(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "source",
    [
        'QLabel("Hello")',
        'one.setText("Saved" if saved else _("Open"))',
        'one.setToolTip(f"{count} rows")',
        'one.setText("Row {row}".format(row=3))',
        'button("Save", kind="main")',
        'Answer("save", "Save")',
    ],
)
def test_a_bare_word_is_found_wherever_it_hides(source: str) -> None:
    assert list(bare_words(source))


def test_words_from_the_catalogue_or_the_records_are_no_bare_words() -> None:
    source = 'QLabel(_("Hello"))\nbutton(_("Save"), kind="main")\none.setText(f"{name}: {size:,}")\nQLabel(title)'
    assert list(bare_words(source)) == []


def test_no_text_is_put_together_before_it_is_looked_up() -> None:
    found = [
        (file.relative_to(ROOT).as_posix(), line, text)
        for file in PROGRAM
        for line, text in texts_made_up(file.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("text", ['f"{n} rows"', '"Row " + name', '"Row %s" % name', '"Row {n}".format(n=1)'])
def test_a_text_put_together_is_found(text: str) -> None:
    assert list(texts_made_up(f"_({text})"))


def test_malay_has_one_form_after_any_number() -> None:
    spoken = language.catalogue("ms")
    said = {spoken.ngettext("{count} row", "{count} rows", count) for count in (0, 1, 2, 11)}
    assert said == {"{count} baris"}


def test_a_text_without_a_translation_is_shown_in_english() -> None:
    before = language.language()
    try:
        language.set_language("ms")
        assert language._("Nobody has ever written this") == "Nobody has ever written this"
        assert language._("Save") == "Simpan"
    finally:
        language.set_language(before)


def test_no_other_language_can_be_set() -> None:
    with pytest.raises(ValueError, match="xx"):
        language.set_language("xx")
