"""The words of Qt's own dialogs and menus in the language spoken now. Qt has no Malay catalogue; ours answers."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QTranslator

from desktop_app.language import N_, _, language

CONTEXTS: Final = frozenset(
    (
        *("QPlatformTheme", "QDialogButtonBox", "QFileDialog", "QFileSystemModel", "QLineEdit", "QWidgetTextControl"),
        *("QPrintDialog", "QPrintSettingsOutput", "QPrintWidget", "QAbstractSpinBox", "QCalendarWidget"),
    )
)
TEXTS: Final = frozenset(
    (
        *(N_("OK"), N_("&Yes"), N_("&No"), N_("Cancel"), N_("Close"), N_("Discard"), N_("Open"), N_("Save")),
        *(N_("&Undo"), N_("&Redo"), N_("Cu&t"), N_("&Copy"), N_("&Paste"), N_("Delete"), N_("Select All")),
        *(N_("%1 already exists.\nDo you want to replace it?"), N_("&Delete"), N_("&Look in:"), N_("&New Folder")),
        *(N_("&Open"), N_("&Rename"), N_("&Save"), N_("All Files (*)"), N_("Back"), N_("Forward"), N_("Go back")),
        *(N_("Go forward"), N_("Parent Directory"), N_("Go to the parent directory"), N_("Create New Folder")),
        *(N_("Create a New Folder"), N_("List View"), N_("Detail View"), N_("Change to list view mode")),
        *(N_("Change to detail view mode"), N_("File &name:"), N_("Files of &type:"), N_("Show &hidden files")),
        *(N_("Sidebar"), N_("List of places and bookmarks"), N_("Files"), N_("Computer"), N_("Name"), N_("Size")),
        *(N_("Type"), N_("Date Modified"), N_("&Print"), N_("Print"), N_("&Options >>"), N_("&Options <<")),
        *(N_("Print to File (PDF)"), N_("Local file"), N_("Write PDF file"), N_("All Pages"), N_("Odd Pages")),
        *(N_("Even Pages"), N_("Collate"), N_("Color Mode"), N_("Color"), N_("Grayscale"), N_("Copies")),
        *(N_("Copies:"), N_("Double Sided Printing"), N_("Off"), N_("Long side binding"), N_("Short side binding")),
        *(N_("Options"), N_("Output Settings"), N_("Page &Set:"), N_("Pages"), N_("Pages from"), N_("to")),
        *(N_("Current Page"), N_("Selection"), N_("Print all"), N_("Print range"), N_("Reverse"), N_("Printer")),
        *(N_("&Name:"), N_("Location:"), N_("Type:"), N_("Output &file:"), N_("P&roperties"), N_("Preview")),
    )
)


class QtTexts(QTranslator):
    """Install one for the life of the program: it asks the catalogue each time a dialog is built."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str | None:
        """Qt's text in the language spoken now; None leaves it as Qt has it."""
        if language() == "en" or context not in CONTEXTS or source not in TEXTS:
            return None
        return _(source)


def install(application: QCoreApplication) -> QtTexts:
    """Let `application` ask it; keep what is returned as long as the application lives."""
    made = QtTexts(application)
    application.installTranslator(made)
    return made
