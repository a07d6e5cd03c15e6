"""The documents the program prints. To add one: a file with its `DOCUMENT`, a template, and a line here."""

from typing import Final

from db.errors import RecordsError
from desktop_app.documents import event_summary
from desktop_app.documents.document import Document

DOCUMENTS: Final = (event_summary.DOCUMENT,)


def document(name: str) -> Document:
    """The document called `name` ("event-summary"). Raises RecordsError("no-such-document")."""
    for one in DOCUMENTS:
        if one.name == name:
            return one
    raise RecordsError("no-such-document", name=name, known=[one.name for one in DOCUMENTS])
