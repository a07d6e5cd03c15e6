"""A sheet an office made for itself, read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from desktop_app.exchange import columns as columns_of
from desktop_app.exchange.columns import profile, settle
from desktop_app.exchange.grid import Grid, is_blank, shown
from desktop_app.exchange.headings import is_session_heading
from desktop_app.exchange.layout import Layout, Line, Table, lay_out
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.marks import Mark, is_cross, mark
from desktop_app.exchange.moments import Order, days_in, moment, month_in, order_of
from desktop_app.exchange.result import Choice, EventFound, LeftOut, Reading, ReadRow, Session, date_choice
from desktop_app.exchange.rows import Part, RowMaker
from desktop_app.exchange.sessions import Days, MarkColumn, mark_columns
from desktop_app.exchange.titles import event_of, says_attendance
from desktop_app.exchange.values import plain
from desktop_app.language import _, ngettext

Decisions = Mapping[str, Any]
"""What a person has settled: "columns" {heading: field or ""}, "date_order" dmy or mdy, "cross" present or absent,
"heading_row" from 1."""

WIDER: Final = 32
"""Columns looked at beyond those with a heading: what lies farther out was typed by mistake."""


def read_grid(grid: Grid, decisions: Decisions | None = None, layout: Layout | None = None) -> Reading:
    """Read one sheet. Whatever it holds, nothing is raised: what nobody can make sense of is left out with a reason."""
    decisions = decisions or {}
    heading_row = decisions.get("heading_row")
    layout = layout or lay_out(grid, heading_row - 1 if heading_row else None)
    return _FreeSheet(grid, layout, decisions).read()


class _FreeSheet:
    def __init__(self, grid: Grid, layout: Layout, decisions: Decisions) -> None:
        self.grid, self.layout, self.decisions = grid, layout, decisions
        self.notes: list[str] = []
        self.choices: list[Choice] = []
        self.titles = [[shown(cell).strip() for cell in grid.rows[row] if not is_blank(cell)] for row in layout.titles]
        self.sessions: list[Session] = []
        self.order: Order = "dmy"

    def read(self) -> Reading:
        decided = {heading_key(heading): name for heading, name in (self.decisions.get("columns") or {}).items()}
        parts = [part for table in self.layout.tables for part in self._parts(table, decided)]
        self._settle_order(parts)
        event = self._event(parts)
        for at, part in enumerate(parts):
            self._find_marks(part, event, is_first=at == 0)
        self._settle_crosses(parts)
        rows = RowMaker(self.sessions, self.order, self.cross).make(parts)
        event = self._event_from_sessions(event)
        first = parts[0] if parts else None
        holds = self._holds(parts, rows)
        self._note(rows, holds)
        return Reading(
            format="sheet",
            holds=holds,
            sheet=self.grid.name,
            rows=tuple(rows),
            left_out=tuple(self._left_out()),
            header_rows=tuple(at + 1 for at in first.table.headings.rows) if first else (),
            event=event,
            columns=self._named_columns(parts),
            sessions=tuple(self.sessions),
            notes=tuple(dict.fromkeys(self.notes)),
            choices=tuple(self.choices),
        )

    # --- columns ---

    def _parts(self, table: Table, decided: Mapping[str, str]) -> list[Part]:
        headed = len(table.headings.texts)
        width = max([headed, *(len(self.grid.rows[line.row]) for line in table.rows[: columns_of.SAMPLE])])
        width = min(width, headed + WIDER)
        sample = [self.grid.rows[line.row] for line in _spread(table.rows, columns_of.SAMPLE)]
        profiles = [profile([shown(row[at]) for row in sample if at < len(row)]) for at in range(width)]
        columns = settle(table.headings, profiles, decided)
        self.notes += columns.notes
        groups: list[Part] = []
        for line in table.rows:
            if not groups or groups[-1].over != line.over:
                groups.append(Part(table, [], columns, profiles, line.over))
            groups[-1].lines.append(line)
        for part in groups:
            part.take_texts(self.grid)
        return groups or [Part(table, [], columns, profiles, "")]

    def _settle_order(self, parts: Sequence[Part]) -> None:
        if chosen := self.decisions.get("date_order"):
            self.order = chosen
            return
        texts = [text for cells in self.titles for text in cells]
        for part in parts:
            texts += [text for column in part.table.headings.texts for text in column]
            texts.append(part.over)
            dates = (part.columns.place.get(name) for name in ("date", "time_in", "date_of_birth"))
            texts += [text for at in dates if at is not None for text in part.column(at)[:2000]]
        evidence = order_of(texts)
        self.order = evidence.order
        if not evidence.certain:
            self.choices.append(date_choice(evidence.order))

    # --- the event and its sessions ---

    def _event(self, parts: Sequence[Part]) -> EventFound:
        event = event_of(self.titles, self.order)
        if not event.start and (days := days_in(self.grid.name, self.order)):
            event = replace(event, start=min(days), end=max(days))
        days = tuple(day for part in parts for line in part.over.split("\n") for day in days_in(line, self.order))
        if days:
            every = [*days, *(day for day in (event.start, event.end) if day)]
            event = replace(event, start=min(every), end=max(every))
        return event

    def _event_from_sessions(self, event: EventFound) -> EventFound:
        days = [session.day for session in self.sessions if session.day]
        if days and not event.start:
            return replace(event, start=min(days), end=max(days))
        return event

    def _own_day(self, part: Part, is_first: bool, event: EventFound) -> date | None:
        """The day a table is about: in the line over it, or in the last title before the first table."""
        over = part.over
        if is_first and not over:
            lone = [cells[0] for cells in self.titles[-3:] if len(cells) == 1 and is_session_heading(cells[0])]
            over = lone[-1] if lone else ""
        for line in reversed(over.split("\n")):
            days = days_in(line, self.order, event.start.year if event.start else None)
            if len(set(days)) == 1:
                return days[0]
        return None

    def _find_marks(self, part: Part, event: EventFound, is_first: bool) -> None:
        own = self._own_day(part, is_first, event)
        month = next((found for cells in self.titles for text in cells if (found := month_in(text))), None)
        days = Days(event, own, month)
        place = part.columns.place
        part.marks = mark_columns(part.table.headings, part.columns, part.profiles, days, self.order)
        listed = says_attendance([text for cells in self.titles for text in cells] + [self.grid.name, part.over])
        if not part.marks and self._has_day_of_each(part, listed):
            part.day_at = place["date"]
        elif not part.marks and ("time_in" in place or "signature" in place or (listed and days.only)):
            name = "time_in" if "time_in" in place else "signature"
            at = place.get(name, -1)
            day = days.only
            held = at >= 0 and part.profiles[at].filled > 0
            if day or held:
                label = day.isoformat() if day else part.table.headings.label(at)
                part.marks = [MarkColumn(at, Session(label, day), "time" if name == "time_in" else "signature")]
        for one in part.marks:
            self._session(one.session)

    def _has_day_of_each(self, part: Part, listed: bool) -> bool:
        """Whether each row is one attendance with its own day: a log of a scanner, a visitors' book."""
        at = part.columns.place.get("date")
        if at is None or not (listed or "time_in" in part.columns.place or "signature" in part.columns.place):
            return False
        texts = [text for text in part.column(at)[: columns_of.SAMPLE] if text]
        return bool(texts) and sum(1 for text in texts if moment(text, self.order)) >= 0.6 * len(texts)

    def _session(self, session: Session) -> int:
        for at, known in enumerate(self.sessions):
            if known.label == session.label:
                return at
        self.sessions.append(session)
        return len(self.sessions) - 1

    def _settle_crosses(self, parts: Sequence[Part]) -> None:
        """A sheet whose only mark is x leaves open whether x is a tick: that is asked, not guessed."""
        self.cross: Mark | None = "absent"
        texts = {
            plain(text).casefold()
            for part in parts
            for one in part.marks
            if one.kind == "mark"
            for text in part.column(one.column)
        }
        held = [text for text in texts if mark(text) or is_cross(text)]
        if chosen := self.decisions.get("cross"):
            self.cross = chosen
        elif held and all(map(is_cross, held)):
            self.cross = None
            question = _("The only mark in the list is x. Does it mean present or absent?")
            self.choices.append(Choice("cross", question, ("present", "absent"), ""))

    # --- the whole ---

    def _left_out(self) -> list[LeftOut]:
        return [
            LeftOut(one.row + 1, one.why, tuple(map(shown, self.grid.rows[one.row])))
            for one in sorted(self.layout.skipped, key=lambda one: one.row)
        ]

    def _holds(self, parts: Sequence[Part], rows: Sequence[ReadRow]) -> str:
        named = any(
            name in part.columns.place for part in parts for name in ("name", "given_name", "email", "identity_number")
        )
        if not named:
            return "summary"
        listed = says_attendance([text for cells in self.titles for text in cells])
        signs = any("signature" in part.columns.place or "time_in" in part.columns.place for part in parts)
        return "attendance" if self.sessions or signs or listed else "people"

    def _note(self, rows: Sequence[ReadRow], holds: str) -> None:
        hidden = self.grid.hidden_rows & {row.row - 1 for row in rows} if self.grid.hidden_rows else ()
        if hidden:
            listed = ", ".join(str(at + 1) for at in sorted(hidden)[:20])
            self.notes.append(
                ngettext(
                    "Row {rows} is hidden in the sheet and was read too.",
                    "Rows {rows} are hidden in the sheet and were read too.",
                    len(hidden),
                ).format(rows=listed)
            )
        if self.grid.uncached and any(is_blank(cell) for row in rows[:1] for cell in self.grid.rows[row.row - 1]):
            self.notes.append(
                _(
                    "Some formulas have no result in the file. If a column is empty that should not be, open the "
                    "file in Excel and save it."
                )
            )
        if holds == "summary":
            self.notes.append(_("No column of names was found: the sheet holds totals or things, nobody to import."))
        elif holds == "attendance" and not any(row.attended for row in rows) and rows:
            self.notes.append(_("No mark says who was there: confirm who was present."))

    def _named_columns(self, parts: Sequence[Part]) -> dict[str, str]:
        if not parts:
            return {}
        part = parts[0]
        return {
            name: part.table.headings.label(at)
            for name, at in sorted(part.columns.place.items(), key=lambda one: one[1])
        }


def _spread(lines: Sequence[Line], most: int) -> Sequence[Line]:
    """At most that many lines, the first half of them from the top and the rest from all over the table."""
    if len(lines) <= most:
        return lines
    step = max(1, len(lines) // (most // 2))
    return [*lines[: most // 2], *lines[most // 2 :: step]]
