"""What keeps a spreadsheet from being read, and the sentence that says so."""

from typing import Any, Final

from db.errors import RecordsError
from desktop_app.language import N_, _

SENTENCES: Final = {
    "missing": N_("There is no file at this place any more. Choose it again."),
    "unopenable": N_("The file cannot be opened: {reason}. Close it in other programs and try again."),
    "empty": N_("The file is empty: there is nothing to import."),
    "encrypted": N_(
        "The file is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook), "
        "save it and import it again."
    ),
    "bomb": N_(
        "The file would unpack to an unreasonable size ({megabytes} MB), so it was not opened. "
        "Copy the list into a new workbook and import that."
    ),
    "doctype": N_(
        "The file contains instructions that a spreadsheet never needs (a document type), so it was not opened. "
        "Copy the list into a new workbook and import that."
    ),
    "too-large": N_("The file is larger than Rekod reads at once. Split it into several files and import each."),
    "truncated": N_("The file is not whole: its end is missing. Copy or download it again."),
    "damaged": N_("The file is damaged and no part of it can be read. Open it in Excel, save it anew and import that."),
    "not-a-spreadsheet": N_(
        "This is not a spreadsheet but {what}. Rekod reads Excel (.xlsx, .xls, .xlsb), OpenDocument (.ods), CSV "
        "and TSV."
    ),
    "legacy-macro": N_("The file holds only old Excel macros and no list, so there is nothing to import."),
    "no-sheet": N_("There is no sheet called “{sheet}” in the file. It has: {sheets}."),
    "too-slow": N_("Reading the file took too long and was stopped. Copy the list alone into a new workbook."),
    "summary": N_(
        "The file holds only totals, not the people or answers behind them. Import the list it was made from."
    ),
    "cancelled": N_("Reading was stopped; nothing was imported."),
}
"""One sentence for each code; the holes are the facts of the refusal."""


class SheetRefused(RecordsError):
    """A file that is not read, or not further: `code` is one of SENTENCES, nothing was changed."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, **facts)

    def sentence(self) -> str:
        """What happened and what to do, in the language spoken now."""
        return _(SENTENCES[self.code]).format(
            **{key: _(v) if isinstance(v, str) else v for key, v in self.facts.items()}
        )
