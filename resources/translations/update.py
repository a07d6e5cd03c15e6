"""Brings the catalogues up to date with the program's texts: `python resources/translations/update.py [--check]`.

Every text in `_("…")`, `N_("…")` and `ngettext("…", "…", n)` of desktop_app/ and db/ goes into each `.po` file beside
this one, sorted and without line numbers or dates, so that a change of a text is the only change seen. Translations are
kept; texts no longer in the program leave the catalogue. Then the `.mo` files the program reads are written.
Prints what has no translation. `--check` writes nothing and fails where a catalogue is not up to date.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
SOURCES = ("db", "desktop_app")
PLURALS = {"ms": (1, "0")}  # a language, how many forms its nouns have after a number, and which one when
KEYWORDS = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}

Text = str | tuple[str, ...] | list[str]


class _Plain(Catalog):
    """A catalogue whose header says only what a reader of it needs: no date, no tool, no translator."""

    @property
    def num_plurals(self) -> int:
        return PLURALS[str(self.locale)][0]

    @property
    def plural_expr(self) -> str:
        return PLURALS[str(self.locale)][1]

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def texts() -> Iterator[tuple[Text, Path]]:
    """Every text of the program, singular and plural as a pair, with the file it stands in."""
    for source in SOURCES:
        for file in sorted((ROOT / source).rglob("*.py")):
            for _line, text, _comments, _context in extract_from_file("python", str(file), KEYWORDS):
                if text:
                    yield text, file


def read(language: str) -> Catalog:
    """The catalogue of one language as it was last written; empty where there is none yet."""
    file = FOLDER / f"{language}.po"
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as written:
        return read_po(written, locale=language, abort_invalid=True)


def updated(language: str) -> Catalog:
    """The catalogue of one language with every text of the program, translated as far as it was."""
    before, after = read(language), _Plain(locale=language, header_comment="", fuzzy=False)
    for text, _file in texts():
        known = before.get(text if isinstance(text, str) else text[0])
        found = strings(known) if known else ("",)
        padded = (*found, *("",) * after.num_plurals)[: after.num_plurals]
        comments = known.user_comments if known else ()
        after.add(text, found[0] if isinstance(text, str) else padded, user_comments=comments)
    return after


def untranslated(catalogue: Catalog) -> list[Text]:
    """The texts that would be shown in English."""
    return [message.id for message in catalogue if message.id and not all(strings(message))]


def strings(message: Message) -> tuple[str, ...]:
    """The translations of one text: one, or one a plural form; empty strings where there is none."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def written(catalogue: Catalog) -> dict[str, bytes]:
    """What belongs into the files `.po` and `.mo` of a catalogue."""
    readable, compiled = io.BytesIO(), io.BytesIO()
    write_po(readable, catalogue, width=120, no_location=True, sort_output=True)
    write_mo(compiled, catalogue)
    return {".po": readable.getvalue(), ".mo": compiled.getvalue()}


def main(arguments: list[str]) -> int:
    """Update, or with `--check` only compare, and return the exit code."""
    stale = 0
    for language in PLURALS:
        catalogue = updated(language)
        for ending, content in written(catalogue).items():
            file = FOLDER / f"{language}{ending}"
            if file.exists() and file.read_bytes() == content:
                continue
            stale += 1
            if "--check" not in arguments:
                file.write_bytes(content)
        lacking = untranslated(catalogue)
        for text in lacking:
            print(f"{language}: no translation: {text if isinstance(text, str) else text[0]}")
        print(f"{language}: {len(catalogue)} texts, {len(lacking)} without a translation")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
