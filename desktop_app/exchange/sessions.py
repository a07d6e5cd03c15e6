"""Which columns of a list are marks of attendance, and of which day and part of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal

from desktop_app.exchange.columns import Columns, Profile
from desktop_app.exchange.headings import Headings, is_session_heading
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.marks import ordinal_session, part_of_day
from desktop_app.exchange.moments import Order, days_in
from desktop_app.exchange.result import EventFound, Session
from desktop_app.exchange.values import plain


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """A column whose cells say whether somebody was there: by a mark, by a signature, or by the time of arrival."""

    column: int
    session: Session
    kind: Literal["mark", "signature", "time"]


@dataclass(frozen=True, slots=True)
class Days:
    """What is known of the days of a table: the event's first and last, the table's own day, a month without a day."""

    event: EventFound
    own: date | None = None
    month: date | None = None

    @property
    def only(self) -> date | None:
        """The one day everything in the table is about, where there is one."""
        if self.own:
            return self.own
        return self.event.start if self.event.start and self.event.start == self.event.end else None

    @property
    def year(self) -> int | None:
        """The year of a heading that names a day without one."""
        known = self.own or self.event.start or self.month
        return known.year if known else None


_MARKABLE: Final = (None, "attendance", "date", "status", "other", "remarks")


def mark_columns(
    headings: Headings, columns: Columns, profiles: Sequence[Profile], days: Days, order: Order
) -> list[MarkColumn]:
    """The columns of attendance, left to right, each with its session; none where the sheet has no such column."""
    found: list[MarkColumn] = []
    monthly = _days_of_month(headings, profiles)
    for at, name in enumerate(columns.fields):
        label = headings.label(at)
        if not label:
            continue
        seen = profiles[at]
        if at in monthly and days.month:
            day = days.month.replace(day=1) + timedelta(days=monthly[at] - 1)
            found.append(MarkColumn(at, _session(day, "", label), "mark"))
        elif name == "signature" and is_session_heading(label):
            found.append(MarkColumn(at, session_of(label, days, order), "signature"))
        elif name == "time_in" and _names_day(headings.texts[at], order, days):
            found.append(MarkColumn(at, session_of(label, days, order), "time"))
        elif (name in ("attendance", "status") and seen.marks >= 0.6 and (seen.filled or name == "attendance")) or (
            name in _MARKABLE
            and name != "remarks"
            and is_session_heading(label)
            and (seen.marks >= 0.6 or not seen.filled)
        ):
            found.append(MarkColumn(at, session_of(label, days, order), "mark"))
    return _told_apart(_surest(found, columns), headings)


def _names_day(texts: Sequence[str], order: Order, days: Days) -> bool:
    return any(days_in(text, order, days.year or 2000) or ordinal_session(text) for text in texts)


def _surest(found: list[MarkColumn], columns: Columns) -> list[MarkColumn]:
    """Days beside a status or a sum: the days are the marks, the status only repeats them."""
    dated = [one for one in found if columns.fields[one.column] != "status"]
    return dated or found


def _days_of_month(headings: Headings, profiles: Sequence[Profile]) -> dict[int, int]:
    """Columns headed 1, 2, 3 … of a monthly register: at least five, each one more than the one before."""
    numbers = {
        at: int(texts[-1])
        for at, texts in enumerate(headings.texts)
        if texts and re.fullmatch(r"\d{1,2}", texts[-1]) and int(texts[-1]) <= 31
    }
    run = [at for at in numbers if profiles[at].marks >= 0.6 or not profiles[at].filled]
    rising = all(numbers[a] < numbers[b] for a, b in pairwise(run))
    return {at: numbers[at] for at in run} if len(run) >= 5 and rising else {}


def session_of(label: str, days: Days, order: Order) -> Session:
    """The session a heading names, its day filled in from the titles where the heading has none."""
    named = days_in(label, order, days.year)
    ordinal = ordinal_session(label)
    day = named[0] if named else None
    part = part_of_day(label)
    if day is None and ordinal and ordinal[0] == "day":
        day = _day_by_number(ordinal[1], days)
    elif ordinal and ordinal[0] == "session":
        part = f"{_session_word(label)} {ordinal[1]}" + (f" {part}" if part else "")
    if day is None and not (ordinal and ordinal[0] == "day"):
        day = days.only
    return _session(day, part, label)


def _day_by_number(number: int, days: Days) -> date | None:
    first, last = days.event.start, days.event.end
    if days.own:
        return days.own
    if first is None or number > 31:
        return None
    day = first + timedelta(days=number - 1)
    return day if last is None or day <= last or first == last else None


_SESSION_WORD: Final = re.compile(
    r"\b(sesi|session|slot|modul|module|kuliah|lecture|kelas|class|minggu|week|bengkel|pertemuan|topik|topic)\b",
    re.IGNORECASE,
)


def _session_word(label: str) -> str:
    found = _SESSION_WORD.search(label)
    return found[1].capitalize() if found else "Sesi"


def _session(day: date | None, part: str, label: str) -> Session:
    if day is None:
        return Session(plain(label), None, part)
    return Session(f"{day.isoformat()} {part}".rstrip(), day, part)


def _told_apart(found: list[MarkColumn], headings: Headings) -> list[MarkColumn]:
    """Two columns of one label get the words of their headings too: two marks are never one."""
    labels = [one.session.label for one in found]
    out = []
    for one in found:
        session = one.session
        if labels.count(session.label) > 1:
            own = plain(headings.texts[one.column][-1])
            label = (
                f"{session.label} {own}"
                if heading_key(own) not in heading_key(session.label)
                else f"{session.label} ({one.column + 1})"
            )
            session = Session(label, session.day, session.part or own)
        out.append(MarkColumn(one.column, session, one.kind))
    return out
