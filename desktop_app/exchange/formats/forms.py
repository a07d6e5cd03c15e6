"""What the exports of form programs have in common: a row for each answer, columns that say who, columns that ask."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from desktop_app.exchange.columns import Profile, profile
from desktop_app.exchange.formats.base import (
    Header,
    cell_of,
    filled_rows,
    left_out,
    settle_order,
    text_row,
    with_persons,
)
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.lexicon import meaning_of
from desktop_app.exchange.moments import moment
from desktop_app.exchange.result import EventFound, LeftOut, Reading, ReadRow, Session, distinct
from desktop_app.exchange.rows import gender, named, tidy
from desktop_app.exchange.values import email, identity_number, is_nothing, phone_and_extension, plain

WHO: Final = frozenset(
    "name given_name surname titles identity_number post grade organisation unit phone email gender nationality "
    "age race religion"
    " date_of_birth address postcode state district".split()
)
"""The fields a form may ask of the person; any other heading is a question."""


def form_reading(
    name: str,
    grid: Grid,
    header: int,
    decisions: Mapping[str, Any],
    *,
    own: Collection[int],
    when: int | None = None,
    account: Mapping[str, int | None] | None = None,
    skip: Callable[[list[str]], str | None] | None = None,
    clean: Callable[[str], str] = plain,
    by_code: bool = False,
) -> Reading:
    """Read the answers below `header`.

    `own` are the program's columns, which ask nothing; `when` the one with the moment of sending; `account` the columns
    of the account that sent ("name", "email"), which yield to what the person wrote; `skip` gives the code of WHY a row
    is left out. With `by_code` headings are codes, and say who only when they are the very word.
    """
    heading = Header(text_row(grid, header))
    texts = {row: text_row(grid, row) for row in filled_rows(grid, header + 1)}
    width = max([len(heading.texts), *map(len, texts.values())], default=0)
    sample = list(texts.values())[:200]
    profiles = [profile([cells[at] for cells in sample if at < len(cells)]) for at in range(width)]
    who = _who(heading, profiles, own)
    asked = [
        at
        for at in range(width)
        if at not in own and at not in who.values() and (cell_of(heading.texts, at) or profiles[at].filled)
    ]
    order, choices = settle_order((cell_of(cells, when) for cells in texts.values()), decisions)
    rows: list[ReadRow] = []
    omitted: list[LeftOut] = []
    for row, cells in texts.items():
        code = "heading" if Header(cells).keys == heading.keys else skip(cells) if skip else None
        if code:
            omitted.append(left_out(grid, row, code))
            continue
        sent = moment(cell_of(cells, when), order)
        rows.append(_row(row, cells, heading, who, account or {}, asked, sent, clean))
    days = sorted(row.time_in.date() for row in rows if row.time_in)
    questions = distinct([cell_of(heading.texts, at) for at in asked])
    return Reading(
        format=name,
        holds="responses",
        sheet=grid.name,
        rows=tuple(with_persons(rows)),
        left_out=tuple(omitted),
        header_rows=(header + 1,),
        event=EventFound(
            "", days[0] if days and days[0] == days[-1] else None, days[-1] if days and days[0] == days[-1] else None
        ),
        columns={field: heading.texts[at] for field, at in sorted(who.items(), key=lambda one: one[1])},
        questions=tuple(questions),
        choices=tuple(choices),
    )


def _who(heading: Header, profiles: Sequence[Profile], own: Collection[int]) -> dict[str, int]:
    """The columns that say who answers: by a short heading of that meaning whose content does not belie it."""
    found: dict[str, int] = {}
    for at, text in enumerate(heading.texts):
        meaning = (
            meaning_of(text)
            if at not in own and len(text.split()) <= 8 and "[" not in text and "?" not in text
            else None
        )
        if meaning is None or meaning.field not in WHO or meaning.sure < 0.6:
            continue
        seen = profiles[at]
        if meaning.field == "email" and seen.filled and not seen.emails:
            continue
        if meaning.field == "name" and seen.filled and seen.numbers > 0.5:
            continue
        found.setdefault(meaning.field, at)
    return found


def _row(
    row: int,
    cells: list[str],
    heading: Header,
    who: Mapping[str, int],
    account: Mapping[str, int | None],
    asked: Sequence[int],
    sent: datetime | None,
    clean: Callable[[str], str],
) -> ReadRow:
    def text(field: str) -> str:
        said = cell_of(cells, who.get(field))
        return said if not is_nothing(said) else cell_of(cells, account.get(field))

    whole = text("name")
    if is_nothing(whole):
        whole = f"{cell_of(cells, who.get('given_name'))} {cell_of(cells, who.get('surname'))}".strip()
    titles, name, _number, _post = named("" if is_nothing(whole) else whole)
    identity = identity_number(text("identity_number"))
    number = phone_and_extension(text("phone"))
    return ReadRow(
        row=row + 1,
        cells=tuple(cells),
        headings=heading.texts,
        name=name,
        titles=titles,
        identity_number=identity.value,
        identity_kind=identity.kind if identity.value else "",
        post=tidy(text("post")),
        grade=tidy(text("grade")),
        organisation=tidy(text("organisation")) or tidy(text("unit")),
        unit=tidy(text("unit")) if text("organisation") else "",
        phone=number.number or "",
        extension=number.extension,
        email=email(text("email")) or "",
        gender=gender(text("gender")),
        nationality=tidy(text("nationality")),
        address=tidy(text("address")),
        postcode=tidy(text("postcode")),
        state=tidy(text("state")),
        time_in=sent,
        answers=tuple(clean(cell_of(cells, at)) for at in asked),
        notes=(identity.note,) if identity.note else (),
    )


def as_attendance(reading: Reading, holds: str) -> Reading:
    """A form that only asks who somebody is, read as a list: each day on which answers were sent is a session."""
    if holds == "people":
        return replace(reading, holds="people", questions=())
    days = sorted({row.time_in.date() for row in reading.rows if row.time_in})
    sessions = tuple(Session(day.isoformat(), day) for day in days)
    rows = tuple(
        replace(row, marks=tuple("present" if row.time_in and row.time_in.date() == day else None for day in days))
        for row in reading.rows
    )
    event = EventFound("", days[0], days[-1]) if days else EventFound()
    return replace(reading, holds="attendance", sessions=sessions, rows=rows, event=event, questions=())
