"""What a document is: data gathered from the records, put into words, laid out by a template."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.documents.wording import Words
from desktop_app.records.dates import today

Data = dict[str, Any]
"""Plain data of a document: texts, numbers, dates, lists and dicts of them. Pictures are bytes under "pictures"."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose about a document before it is made."""

    draft: bool = False
    """A draft also shows the findings, and says on every page that it is one."""
    names: bool = True
    """List everybody by name at the end, not only the figures."""
    printed_on: dt.date = field(default_factory=today)


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document, as the catalogue lists it.

    `build(session, record_id, options)` reads the records and returns plain data that depends on no language;
    it raises RecordsError("missing-record") where there is no such record. `present(data, words)` returns what the
    template prints: every text final, no section without content.
    """

    name: str
    title: str
    about: str
    template: str
    build: Callable[[Session, int, Options], Data]
    present: Callable[[Data, Words], Data]
