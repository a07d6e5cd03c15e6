"""The rows of a table whose columns are known, normalised: one ReadRow for each.

Whole columns are worked at a time and repeated texts once, so that a hundred thousand rows take about a second.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from desktop_app.exchange import lexicon
from desktop_app.exchange.columns import Columns, Profile
from desktop_app.exchange.grid import Grid, shown
from desktop_app.exchange.layout import Line, Table
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.marks import Mark, is_cross, mark
from desktop_app.exchange.moments import Order, clock, duration, moment
from desktop_app.exchange.persons import Persons, Signs
from desktop_app.exchange.result import ReadRow, Session
from desktop_app.exchange.sessions import MarkColumn
from desktop_app.exchange.values import email, identity_number, is_nothing, phone_and_extension, plain
from desktop_app.records.names import split_titles

_PLAIN_FIELDS: Final = (
    *("post", "grade", "organisation", "unit", "nationality", "address", "postcode", "state"),
    *("category", "role", "group", "remarks"),
)
_GENDERS: Final = {
    **dict.fromkeys(("l", "lelaki", "m", "male", "laki laki", "laki", "man"), "male"),
    **dict.fromkeys(("p", "perempuan", "f", "female", "wanita", "woman"), "female"),
}
_OWN_TO_A_ROW: Final = frozenset(("number", "name", "given_name", "surname", "identity_number", "phone", "email"))
Marks = tuple[Mark | None, ...]


@dataclass(slots=True)
class Part:
    """Rows of one table under one title, with everything known of their columns.

    `day_at` is the column of the day where each row is an attendance of its own; `texts` are the cells of each line.
    """

    table: Table
    lines: list[Line]
    columns: Columns
    profiles: list[Profile]
    over: str
    marks: list[MarkColumn] = field(default_factory=list)
    day_at: int | None = None
    texts: list[tuple[str, ...]] = field(default_factory=list)
    merged: dict[tuple[int, int], str] = field(default_factory=dict)

    def take_texts(self, grid: Grid) -> None:
        """Turn the cells of the lines into texts, once."""
        rows = grid.rows
        self.texts = [
            tuple([cell if type(cell) is str else shown(cell) for cell in rows[line.row]]) for line in self.lines
        ]
        self.merged = _merged_down(grid, {line.row for line in self.lines})

    def column(self, at: int | None) -> list[str]:
        """The texts of one column; all blank for none."""
        if at is None or at < 0:
            return [""] * len(self.lines)
        return [cells[at] if at < len(cells) else "" for cells in self.texts]

    def field(self, name: str) -> list[str]:
        """The texts of the column of a field. A cell merged over several rows speaks for all of them, but where it says
        who somebody is."""
        at = self.columns.place.get(name)
        texts = self.column(at)
        if self.merged and at is not None and name not in _OWN_TO_A_ROW:
            return [text or self.merged.get((line.row, at), "") for text, line in zip(texts, self.lines, strict=True)]
        return texts


def _merged_down(grid: Grid, rows: set[int]) -> dict[tuple[int, int], str]:
    """For each cell that a merged range covers further down, the text at the top of the range."""
    return {
        (row, left): text
        for top, left, bottom, _right in grid.merged
        if bottom > top
        and top < len(grid.rows)
        and left < len(grid.rows[top])
        and (text := shown(grid.rows[top][left]))
        for row in range(top + 1, min(bottom + 1, len(grid.rows)))
        if row in rows and top in rows
    }


class RowMaker:
    """Makes the rows of all parts of a sheet: they share its sessions, its people, and how its dates and crosses
    read."""

    def __init__(self, sessions: list[Session], order: Order, cross: Mark | None) -> None:
        self.sessions, self.order, self.cross = sessions, order, cross
        self.places = {session.label: at for at, session in enumerate(sessions)}
        self.persons = Persons()

    def make(self, parts: Sequence[Part]) -> list[ReadRow]:
        """All rows in order. Sessions that the rows themselves name are added to the list this was made with."""
        marks = [self._marks(part) for part in parts]
        every = len(self.sessions)
        blank: Marks = (None,) * every
        return [
            row
            for part, found in zip(parts, marks, strict=True)
            for row in self._rows(part, [one + blank[len(one) :] for one in found])
        ]

    def session(self, session: Session) -> int:
        """The place of a session, by its label; a new one goes to the end."""
        at = self.places.get(session.label)
        if at is None:
            at = self.places[session.label] = len(self.sessions)
            self.sessions.append(session)
        return at

    def _rows(self, part: Part, marks: list[Marks]) -> list[ReadRow]:
        names = [named(text, self._post_in_name(part)) for text in self._names(part)]
        identities = [identity_number(text) for text in part.field("identity_number")]
        phones = [phone_and_extension(text) for text in part.field("phone")]
        emails = [email(text) or "" for text in part.field("email")]
        plain_fields = {name: _each(part.field(name), tidy) for name in _PLAIN_FIELDS if name in part.columns.place}
        births = [_day(text, self.order) for text in part.field("date_of_birth")]
        genders = _each(part.field("gender"), gender)
        numbers = [text.strip().strip("()").rstrip(".") for text in part.field("number")]
        minutes = _each(part.field("minutes"), _minutes)
        times = self._times(part)
        headings = part.table.headings.labels
        headings += ("",) * (len(part.columns.fields) - len(headings))
        rows = []
        for at, line in enumerate(part.lines):
            own = {name: texts[at] for name, texts in plain_fields.items()}
            titles, name, number, post = names[at]
            if line.organisation:
                own["group" if own.get("organisation") else "organisation"] = line.organisation
            if line.section and not own.get("role"):
                own["role"] = line.section
            if post and not own.get("post"):
                own["post"] = post
            identity, telephone = identities[at], phones[at]
            signs = Signs(name, identity.value, emails[at], telephone.number or "", own.get("organisation", ""))
            came, went = times[at]
            rows.append(
                ReadRow(
                    row=line.row + 1,
                    cells=part.texts[at],
                    headings=headings,
                    number=numbers[at] or number,
                    name=name,
                    titles=titles,
                    identity_number=identity.value,
                    identity_kind=identity.kind if identity.value else "",
                    phone=telephone.number or "",
                    extension=telephone.extension,
                    email=emails[at],
                    gender=genders[at],
                    date_of_birth=births[at],
                    marks=marks[at],
                    minutes=minutes[at],
                    time_in=came,
                    time_out=went,
                    notes=(identity.note,) if identity.note else (),
                    person=self.persons.of(signs),
                    **own,
                )
            )
        return rows

    def _names(self, part: Part) -> list[str]:
        whole = part.field("name")
        if "given_name" not in part.columns.place:
            return whole
        given, family = part.field("given_name"), part.field("surname")
        return [name or f"{first} {last}" for name, first, last in zip(whole, given, family, strict=True)]

    def _post_in_name(self, part: Part) -> bool:
        at = part.columns.place.get("name")
        key = heading_key(part.table.headings.label(at)) if at is not None else ""
        return "jawatan" in key or "position" in key or "designation" in key

    # --- marks and times ---

    def _marks(self, part: Part) -> list[Marks]:
        """For each row one mark a session of the whole sheet; sessions of other tables are None."""
        if part.day_at is not None:
            return self._marks_by_day(part, part.day_at)
        blank: list[Mark | None] = [None] * len(self.sessions)
        if not part.marks:
            return [tuple(blank)] * len(part.lines)
        read: dict[str, Callable[[str], Mark | None]] = {"mark": self._mark, "signature": signed, "time": signed}
        found = [
            (self.session(one.session), _each(part.column(one.column), read[one.kind], None)) for one in part.marks
        ]
        out = []
        for at in range(len(part.lines)):
            marks = blank.copy()
            for session, said in found:
                marks[session] = said[at] or marks[session]
            out.append(tuple(marks))
        return out

    def _mark(self, text: str) -> Mark | None:
        return self.cross if is_cross(text) else mark(text)

    def _marks_by_day(self, part: Part, day_at: int) -> list[Marks]:
        """Rows that are each one attendance on the day they name."""
        place = part.columns.place
        days = [_day(text, self.order) for text in part.column(day_at)]
        came = part.column(place.get("time_in", place.get("signature")))
        status = part.column(place.get("status", place.get("attendance")))
        proof = "time_in" in place or "signature" in place
        sessions = [self.session(Session(day.isoformat(), day)) if day else None for day in days]
        out: list[Marks] = []
        for at, session in enumerate(sessions):
            marks: list[Mark | None] = [None] * len(self.sessions)
            if session is not None:
                said = self._mark(status[at]) if status[at] else None
                marks[session] = said or (signed(came[at]) if proof else "present")
            out.append(tuple(marks))
        return out

    def _times(self, part: Part) -> list[tuple[datetime | None, datetime | None]]:
        place = part.columns.place
        if "time_in" not in place and "time_out" not in place:
            return [(None, None)] * len(part.lines)
        only = next((one.session.day for one in part.marks if one.session.day), None)
        out = []
        for day_text, first, last in zip(
            part.column(part.day_at), part.field("time_in"), part.field("time_out"), strict=True
        ):
            day = _day(day_text, self.order) or only
            out.append((_moment(first, day, self.order), _moment(last, day, self.order)))
        return out


def _each(texts: Sequence[str], make: Callable[[str], Any], blank: Any = "") -> list[Any]:
    """`make` of each text, of equal texts once, of blank ones `blank`."""
    known: dict[str, Any] = {"": blank}
    for text in set(texts):
        if text:
            known[text] = make(text)
    return [known[text] for text in texts]


def tidy(text: str) -> str:
    """A text on one line, "" for what only says that there is nothing."""
    line = plain(text)
    return "" if is_nothing(line) else line


def named(text: str, post_too: bool = False) -> tuple[str, str, str, str]:
    """Titles, name, running number in front of it, and the post under it, of the text in a column of names."""
    post = ""
    if "\n" in text:
        first, *rest = [line for line in text.splitlines() if line.strip()] or [""]
        if rest and (post_too or lexicon.sounds_like_person(first)):
            text, post = first, plain(" ".join(rest))
    line = plain(text).rstrip(" ,;*")
    number = ""
    if line[:1].isdecimal():
        bare = lexicon.bare_title(line)
        if bare != line and not bare[:1].isdecimal():
            number, line = line[: line.index(bare)].strip(" ().:"), bare
    titles, name = split_titles(line)
    return titles, name, number, post


def gender(text: str) -> str:
    """ "male" or "female" of L, P, M, F and the words; "" for anything else."""
    return _GENDERS.get(heading_key(text), "")


def signed(text: str) -> Mark | None:
    """A signature, its initials or a time of arrival is presence, unless the words say otherwise."""
    said = mark(text)
    if said or is_nothing(text.strip()) or plain(text).casefold() in ("☐", "belum hadir", "belum"):
        return said
    return "present"


def _day(text: str, order: Order) -> date | None:
    if not text:
        return None
    if len(text) == 8 and text.isdecimal() and text[:2] in ("19", "20"):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    found = moment(text, order)
    return found.date() if found else None


def _moment(text: str, day: date | None, order: Order) -> datetime | None:
    if not text:
        return None
    found = moment(text, order)
    if found:
        return found
    at: time | None = clock(text)
    return datetime.combine(day, at) if at and day else None


def _minutes(text: str) -> int | None:
    found = duration(text)
    return round(found.total_seconds() / 60) if found else None
