"""Which column holds what: by its heading, checked against its content.

Content overrules a heading only where it cannot be mistaken: e-mail addresses, identity numbers, telephone numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.exchange import lexicon
from desktop_app.exchange.headings import PERSON_FIELDS, Headings
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.marks import is_markish, mark
from desktop_app.exchange.values import email, identity_number, is_mobile, is_nothing, phone, plain
from desktop_app.language import _

SAMPLE = 400
"""Rows looked at to know a column."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What a column holds, as shares (0 to 1) of its cells that hold something; `filled` counts those."""

    filled: int = 0
    emails: float = 0.0
    identities: float = 0.0
    phones: float = 0.0
    mobiles: float = 0.0
    names: float = 0.0
    persons: float = 0.0
    offices: float = 0.0
    marks: float = 0.0
    numbers: float = 0.0
    distinct: float = 0.0


def profile(texts: Sequence[str]) -> Profile:
    """Look at the texts of one column."""
    held = [text for text in texts if text and (not is_nothing(text) or mark(text))]
    marks = [text for text in texts if text.strip()]
    if not held:
        return Profile(0, marks=1.0 if marks and all(map(is_markish, marks)) else 0.0)
    count = len(held)
    numbers = [phone(text) if any(map(str.isdecimal, text)) and "@" not in text else None for text in held]
    return Profile(
        filled=count,
        emails=sum(1 for text in held if email(text)) / count,
        identities=sum(1 for text in held if len(text) >= 12 and identity_number(text).kind == "mykad") / count,
        phones=sum(1 for number in numbers if number) / count,
        mobiles=sum(1 for number in numbers if is_mobile(number)) / count,
        names=sum(1 for text in held if _is_name_like(text)) / count,
        persons=sum(1 for text in held if lexicon.sounds_like_person(text)) / count,
        offices=sum(1 for text in held if lexicon.sounds_like_organisation(text)) / count,
        marks=sum(1 for text in marks if is_markish(text)) / len(marks),
        numbers=sum(1 for text in held if text.replace(".", "", 1).isdecimal()) / count,
        distinct=len(set(held)) / count,
    )


def _is_name_like(text: str) -> bool:
    line = plain(text)
    return 4 <= len(line) <= 70 and " " in line and not any(map(str.isdecimal, line)) and mark(line) is None


@dataclass(slots=True)
class Columns:
    """The field of each column (None: none of ours), the column of each field, and what a person should know."""

    fields: list[str | None]
    place: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def settle(headings: Headings, profiles: Sequence[Profile], decided: Mapping[str, str] | None = None) -> Columns:
    """Decide each column. `decided` maps headings (as `heading_key` makes them) to fields or "" for none, and wins."""
    width = len(profiles)
    sure: list[float] = [0.0] * width
    columns = Columns([None] * width)
    for at in range(width):
        label = headings.label(at)
        meaning = headings.meaning(at) if at < len(headings.texts) else None
        if decided and (key := heading_key(label)) in decided:
            columns.fields[at], sure[at] = decided[key] or None, 2.0
            continue
        if meaning and meaning.sure > 0:
            columns.fields[at], sure[at] = meaning.field, meaning.sure
        seen = _by_content(columns.fields[at], profiles[at])
        if seen != columns.fields[at]:
            if columns.fields[at] and seen:
                columns.notes.append(
                    _("The column “{heading}” holds {content}, and is read so.").format(
                        heading=label, content=_content_name(seen)
                    )
                )
            columns.fields[at], sure[at] = seen, max(sure[at], 0.7)
    _choose_one_each(columns, sure, profiles)
    _supply_missing(columns, headings, profiles)
    columns.place = {name: at for at, name in reversed(list(enumerate(columns.fields))) if name and name != "other"}
    return columns


def _content_name(field: str) -> str:
    return {
        "email": _("e-mail addresses"),
        "identity_number": _("identity numbers"),
        "phone": _("telephone numbers"),
        "name": _("names"),
    }[field]


def _by_content(named: str | None, seen: Profile) -> str | None:
    if not seen.filled:
        return named
    if seen.emails >= 0.5 and named != "email":
        return (
            "email"
            if named in (None, "identity_number", "phone", "number", "name", "address", "other", "post", "remarks")
            else named
        )
    if seen.identities >= 0.6 and named in (None, "number", "phone", "email", "other"):
        return "identity_number"
    if (
        seen.phones >= 0.7
        and named in (None, "email", "identity_number")
        and seen.identities < 0.3
        and seen.mobiles >= 0.4
    ):
        return "phone"
    if named == "phone" and seen.phones == 0 and seen.names >= 0.5:
        return None  # "Contact person"
    if named == "email" and seen.emails == 0 and seen.filled > 2 and seen.names >= 0.8:
        return None
    if named == "number" and seen.names >= 0.6 and seen.persons >= 0.2:
        return "name"
    return named


def _choose_one_each(columns: Columns, sure: list[float], profiles: Sequence[Profile]) -> None:
    """Of several columns of one field, keep the surest, then the one with the better content, then the first."""
    several_allowed = (None, "other", "attendance", "signature", "time_in", "time_out", "status", "date", "minutes")
    for name in {name for name in columns.fields if name not in several_allowed}:
        places = [at for at, found in enumerate(columns.fields) if found == name]
        if len(places) < 2:
            continue

        def worth(at: int, name: str | None = name) -> tuple[float, ...]:
            seen = profiles[at]
            content = {"phone": seen.mobiles, "email": seen.emails, "identity_number": seen.identities}.get(
                name or "", 0.0
            )
            return (
                seen.filled > 0,
                round(sure[at] * 2) if name not in ("phone", "email") else 0,
                round(content, 1),
                -at,
            )

        best = max(places, key=worth)
        beside = [at for at in places if at != best and profiles[at].names >= 0.6 and sure[at] == sure[best]]
        if name == "name" and beside:
            columns.notes.append(_("A second column of names stands beside the first; only one of them was read."))
        for at in places:
            if at != best:
                columns.fields[at] = None


def _supply_missing(columns: Columns, headings: Headings, profiles: Sequence[Profile]) -> None:
    fields = columns.fields
    if "organisation" not in fields and "unit" in fields:
        fields[fields.index("unit")] = "organisation"
    offices = [
        at
        for at, name in enumerate(fields)
        if name is None and profiles[at].offices >= 0.6 and profiles[at].names >= 0.5
    ]
    if "organisation" not in fields and offices:
        fields[max(offices, key=lambda at: (profiles[at].offices, -at))] = "organisation"
    if not PERSON_FIELDS.isdisjoint(fields):
        if "name" not in fields and "given_name" not in fields:
            fields[fields.index("surname")] = "name"
        return
    # No heading says "name": the column that reads like one, if the rest of the table speaks of people.
    evidence = any(name in fields for name in ("identity_number", "phone", "email", "post", "signature"))
    open_columns = [at for at, name in enumerate(fields) if name is None and profiles[at].names >= 0.6]
    likely = [at for at in open_columns if profiles[at].persons >= 0.2 or (evidence and profiles[at].distinct >= 0.8)]
    if likely:
        best = max(likely, key=lambda at: (profiles[at].persons, profiles[at].names * profiles[at].distinct, -at))
        fields[best] = "name"
        if not headings.rows:
            first_numbers = [at for at in range(best) if fields[at] is None and profiles[at].numbers == 1.0]
            if first_numbers and "number" not in fields:
                fields[first_numbers[0]] = "number"
