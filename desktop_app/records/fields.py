"""What a field and an entity are: one declaration that form, table, import, export and print follow."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement

from db.base import Record
from desktop_app.language import _, language
from desktop_app.records import dates
from desktop_app.records.lists import Choices, label

Kind = Literal[
    "text", "lines", "date", "time", "number", "decimal", "yes_no", "choice", "link", "email", "phone", "computed"
]
Value = Any
"""str, int, bool, date, time, the id of a linked record, or None."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entity: `name` is the model's attribute, `label` what a person reads (marked, not translated).

    `to` names the entity a link leads to. `expression` makes a computed, read-only field: it returns the SQL for the
    value of one row; `reads` turns it into what a person reads, `sort_expression` orders the rows where the value does
    not. `sort_by` is the column that orders it where that is another one. `width` is in pixels at 100 %.
    """

    name: str
    label: str
    kind: Kind = "text"
    choices: Choices = ()
    to: str = ""
    required: bool = False
    section: str = ""
    width: int = 140
    help: str = ""
    sort_by: str = ""
    expression: Callable[[], ColumnElement[Any]] | None = None
    sort_expression: Callable[[], ColumnElement[Any]] | None = None
    reads: Callable[[Any], str] | None = None
    read_only: bool = False

    @property
    def right_aligned(self) -> bool:
        return self.kind in ("number", "decimal")


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record: `name` is its table. `title` is the attribute that names a record in a list or a link.

    `columns` are the fields a table shows at first; `parent` is the field that says which event a row belongs to;
    `children` are the entities edited inside this one's record; `filters` are offered as chips.
    """

    name: str
    model: type[Record]
    one: str
    many: str
    fields: tuple[Field, ...]
    columns: tuple[str, ...]
    title: str = "title"
    default_sort: tuple[tuple[str, bool], ...] = ()
    parent: str = ""
    children: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    searched: bool = False
    detail: tuple[str, ...] = ()
    """Fields shown beside the title where a record is picked from a list."""
    ordered: bool = False
    """Rows have a `position` and keep the order a person gave them."""

    def field(self, name: str) -> Field:
        """The field called `name`. Raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"{self.name}.{name}")

    @property
    def form(self) -> tuple[Field, ...]:
        """The fields a person fills in."""
        return tuple(f for f in self.fields if f.expression is None and f.name != self.parent)


def shown(field: Field, value: Value) -> str:
    """`value` as a person reads it in the language spoken now; the text of a link is found by records.queries."""
    if value is None or value == "":
        return ""
    if field.reads is not None:
        return field.reads(value)
    if isinstance(value, bool):
        return (_("Yes") if value else "") if field.kind == "yes_no" else str(value)
    if field.kind == "choice":
        return label(field.choices, str(value))
    if isinstance(value, dt.datetime):
        return value.astimezone().strftime("%d/%m/%Y %H:%M")
    if isinstance(value, dt.date):
        return dates.shown_date(value)
    if isinstance(value, dt.time):
        return dates.shown_time(value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


class NotUnderstood(ValueError):
    """What was typed is not a value of the field; the text of the error says so in a sentence."""


def parsed(field: Field, typed: str, near: dt.date | None = None) -> Value:
    """The value a person meant by `typed`; None for an empty text. Dates without a year fall near `near` (or today).

    Raises NotUnderstood with a sentence for the person.
    """
    text = typed.strip()
    if not text:
        return False if field.kind == "yes_no" else None
    if field.kind == "date":
        day = dates.parsed_date(text, near)
        if day is None:
            raise NotUnderstood(_("“{typed}” is not a date. Type it as 29/08/2019.").format(typed=text))
        return day
    if field.kind == "time":
        time = dates.parsed_time(text)
        if time is None:
            raise NotUnderstood(_("“{typed}” is not a time. Type it as 14:30.").format(typed=text))
        return time
    if field.kind == "number":
        digits = text.replace(",", "").replace(" ", "")
        if not digits.lstrip("-").isdecimal():
            raise NotUnderstood(_("“{typed}” is not a whole number.").format(typed=text))
        return int(digits)
    if field.kind == "decimal":
        try:
            return float(text.replace(",", ""))
        except ValueError:
            raise NotUnderstood(_("“{typed}” is not a number.").format(typed=text)) from None
    if field.kind == "yes_no":
        return text.casefold() in {"y", "yes", "ya", "1", "true", "benar", _("Yes").casefold()}
    if field.kind == "choice":
        return _chosen(field, text)
    return text


def _chosen(field: Field, text: str) -> str:
    folded = text.casefold()
    for code, name in field.choices:
        if folded in {code.casefold(), name.casefold(), _(name).casefold()}:
            return code
    starting = [code for code, name in field.choices if _(name).casefold().startswith(folded)]
    if len(starting) == 1:
        return starting[0]
    offered = ", ".join(_(name) for _code, name in field.choices)
    raise NotUnderstood(_("“{typed}” is not one of: {offered}.").format(typed=text, offered=offered))


def link_text(row: Any, title: str) -> str:
    """How a linked record is named: a person with the titles, roles and categories in the language spoken now."""
    if titles := getattr(row, "titles", None):
        return f"{titles} {row.name}"
    if title == "name_en":
        return str((row.name_ms if language() == "ms" else None) or row.name_en)
    return str(getattr(row, title) or "")
