"""Who led an event and who came to it, as blocks of its summary."""

from collections import Counter
from itertools import groupby
from typing import Any, Final

from desktop_app.documents import vocabulary
from desktop_app.documents.blocks import Column, table
from desktop_app.documents.document import Data
from desktop_app.documents.event_people import Part
from desktop_app.documents.wording import Words
from desktop_app.language import N_
from desktop_app.records import lists

MOST_BARS: Final = 8
MOST_ORGANISATIONS: Final = 60
MOST_LETTERS_IN_A_RUN: Final = 24
FEWEST_IN_A_RUN: Final = 3


def capital(text: str) -> str:
    """`text` with its first letter a capital, the others as they are: an acronym stays one."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """`text` for the middle of a sentence; a capital that begins an acronym stays."""
    return " / ".join(
        one if len(one) > 1 and one[1].isupper() else one[:1].lower() + one[1:] for one in text.split(" / ")
    )


def part_rows(parts: list[Part], words: Words) -> list[dict[str, Any]]:
    """One row a role: bodies in a run or a list, people one a line with post, body and what was special."""
    rows = []
    for _code, same_role in groupby(parts, key=lambda part: part["role"]["code"]):
        entries = list(same_role)
        shown = [_entry(part, words) for part in entries]
        plain = not any(part["name"] for part in entries)
        run = all(not entry["detail"] and not entry["note"] for entry in shown) and (
            len(shown) >= FEWEST_IN_A_RUN or all(len(entry["name"]) <= MOST_LETTERS_IN_A_RUN for entry in shown)
        )
        label = capital(words.name(entries[0]["role"]))
        rows.append({"label": label, "entries": [in_a_run(shown)] if run and plain else shown, "plain": plain})
    return rows


def in_a_run(entries: list[dict[str, str]]) -> dict[str, str]:
    """Names as one running text; semicolons where a name holds a comma itself."""
    names = [entry["name"] for entry in entries]
    return {"name": ("; " if any("," in name for name in names) else ", ").join(names)}


def _entry(part: Part, words: Words) -> dict[str, str]:
    body = part["short_name"] or part["organisation"]
    return {
        "name": part["name"] or part["organisation"] or "",
        "detail": ", ".join(text for text in (part["post"], body) if text) if part["name"] else "",
        "note": " · ".join(_notes(part, words)),
    }


def _notes(part: Part, words: Words) -> list[str]:
    notes = [f"“{part['talk']}”"] if part["talk"] and part["session_id"] is None else []
    if part["seat"] and part["seat"] not in (part["organisation"], part["short_name"]):
        notes.append(words.gettext("seat of {seat}").format(seat=part["seat"]))
    if part["mode"] and part["mode"] != "in person":
        notes.append(small(words.code(lists.TAKING_PART, part["mode"])))
    if part["represented_by"]:
        notes.append(words.gettext("represented by {name}").format(name=part["represented_by"]))
    if part["status"] != "attended":
        notes.append(small(words.code(lists.PARTICIPATION_STATUSES, part["status"])))
    return notes


def qualified(qualifier: str | None, words: Words) -> str:
    """The word before a number that is not exact, in mid-sentence: "more than"."""
    return "" if qualifier == "exactly" else small(words.code(lists.QUALIFIERS, qualifier))


def headcount_notes(headcount: dict[str, Any], words: Words) -> list[str]:
    """Whom a headcount covers, and the other event it may belong to. What it says in words stands for its codes."""
    notes = [headcount["covers"]] if headcount["covers"] else []
    if not notes and headcount["alliance_members"]:
        notes = [words.gettext("alliance members")]
    notes = notes or [small(words.name(headcount[key])) for key in ("category", "role") if headcount[key]][:1]
    notes += [headcount[key] for key in ("organisation", "session") if headcount[key]]
    if headcount["or_event"]:
        notes.append(words.gettext("or of {event}").format(event=headcount["or_event"]))
    return notes


def counted_parts(data: Data, words: Words) -> list[dict[str, Any]]:
    """Rows for the numbers of those who organised, supported or showed something, where they are not all named."""
    named = Counter(part["role"]["en"] for part in data["parts"])
    return [
        {"label": capital(words.name(one["role"])), "entries": [{"name": headcount_fact(one, words)}], "plain": True}
        for one in data["headcounts"]
        if one["count"] is not None and not one["of_attendees"] and named[one["role"]["en"]] != one["count"]
    ]


def headcount_fact(headcount: dict[str, Any], words: Words) -> str:
    """A headcount in one line: "More than 61 people by headcount (participant)"."""
    return " / ".join(dict.fromkeys(_headcount_fact(headcount, one) for one in words.apart()))


def _headcount_fact(headcount: dict[str, Any], words: Words) -> str:
    count = f"{qualified(headcount['qualifier'], words)} {headcount['count']:,}".strip()
    template = {
        "people": N_("{count} people by head count"),
        "organisations": N_("{count} organisations by head count"),
    }.get(headcount["of"], N_("{count} by head count"))
    fact = capital(words.gettext(template).format(count=count))
    about = [small(note) for note in headcount_notes(headcount | {"or_event": None}, words)]
    about = about if headcount["of_attendees"] else []
    about += [words.gettext("in doubt")] if headcount["or_event"] else []
    return f"{fact} ({', '.join(about)})" if about else fact


def attendee_headcounts(data: Data) -> list[dict[str, Any]]:
    """The numbers of those who came, where a number was stated."""
    return [one for one in data["headcounts"] if one["count"] is not None and one["of_attendees"]]


def came_section(data: Data, words: Words) -> list[dict[str, Any]]:
    """Figures from names and headcounts side by side, then who the named people were."""
    came, headcounts = data["came"], attendee_headcounts(data)
    figures = (_figures(came, words) if came["roster"] else []) + [_counted(one, words) for one in headcounts]
    blocks: list[dict[str, Any]] = [{"kind": "figures", "rows": figures}] if figures else []
    if came["roster"] and headcounts:
        note = words.gettext("Head counts were stated without names; they are not added to the people named.")
        blocks.append({"kind": "note", "text": note})
    blocks += _uncounted(data, words)
    if came["roster"]:
        blocks += _who_they_were(came, words)
    heading = words.label(N_("Who is expected") if came["expected"] else N_("Who came"))
    return [{"heading": heading, "blocks": blocks}]


def _who_they_were(came: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    bars = [block for block in (_role_bars(came, words), _category_bars(came, words)) if block]
    blocks: list[dict[str, Any]] = [{"kind": "beside", "blocks": bars}] if bars else []
    bodies = [line for line in came["by_organisation"] if line["organisation"]]
    if 1 < len(bodies) <= MOST_ORGANISATIONS:
        rows = [{"label": line["organisation"], "value": str(line["people"])} for line in bodies]
        blocks.append({"kind": "tallies", "heading": words.label(N_("People by organisation")), "rows": rows})
    return blocks


def _figures(came: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    counted = (
        (N_("People, by name"), came["people"]),
        (N_("Marked present"), came["present"]),
        (N_("Organisations, by name"), came["organisations"]),
    )
    return [
        {"label": words.label(label), "value": f"{count:,}", "qualifier": "", "notes": []}
        for label, count in counted
        if count
    ]


def _counted(headcount: dict[str, Any], words: Words) -> dict[str, Any]:
    return {
        "label": words.label(dict(vocabulary.HEADCOUNTS).get(headcount["of"], headcount["of"])),
        "value": f"{headcount['count']:,}",
        "qualifier": qualified(headcount["qualifier"], words),
        "notes": [capital(text) for text in headcount_notes(headcount, words)],
    }


def _uncounted(data: Data, words: Words) -> list[dict[str, Any]]:
    """Those of whom only their coming is known, session by session."""
    rows = []
    named = [line["role"] for line in data["came"]["by_role"]] + [
        line["category"] for line in data["came"]["by_category"]
    ]
    known = [
        one
        for one in data["headcounts"]
        if one["count"] is None and (one["covers"] or one["session"] or (one["category"] or one["role"]) not in named)
    ]
    for session in dict.fromkeys(one["session"] for one in known):
        told = [headcount_notes(one | {"session": None}, words) for one in known if one["session"] == session]
        entries = [{"name": small(", ".join(notes))} for notes in told if notes]
        if entries:
            run = in_a_run(entries)
            rows.append(
                {"label": session or words.gettext("Also took part"), "entries": [{"name": capital(run["name"])}]}
            )
    return [{"kind": "parts", "rows": [row | {"plain": True} for row in rows]}] if rows else []


def _role_bars(came: dict[str, Any], words: Words) -> dict[str, Any] | None:
    if len(came["by_role"]) < 2:
        return None
    rows = [(capital(words.name(line["role"])), line["people"]) for line in came["by_role"]]
    return _bars(words, N_("By role"), rows)


def _category_bars(came: dict[str, Any], words: Words) -> dict[str, Any] | None:
    stated = [line for line in came["by_category"] if line["category"]]
    if not stated:
        return None
    unstated = words.gettext("Not stated")
    rows = [
        (capital(words.name(line["category"])) if line["category"] else unstated, line["people"])
        for line in came["by_category"]
    ]
    return _bars(words, N_("By category"), rows)


def _bars(words: Words, heading: str, rows: list[tuple[str, int]]) -> dict[str, Any]:
    """The longest bars; the tail is one bar of its own, called what it is."""
    if len(rows) > MOST_BARS:
        tail = rows[MOST_BARS - 1 :]
        others = words.gettext("{count} others").format(count=len(tail))
        rows = [*rows[: MOST_BARS - 1], (others, sum(value for _label, value in tail))]
    most = max(value for _label, value in rows)
    return {
        "kind": "bars",
        "heading": words.label(heading),
        "rows": [{"label": label, "value": value, "share": value / most} for label, value in rows],
    }


def names_section(data: Data, words: Words) -> list[dict[str, Any]]:
    """Everybody by name: a table for each role, numbered through, with post and body as they were then."""
    blocks: list[dict[str, Any]] = []
    number = 0
    by_role = [list(parts) for _code, parts in groupby(data["names"], key=lambda part: part["role"]["code"])]
    for parts in by_role:
        rows = []
        for part in parts:
            number += 1
            rows.append(
                [str(number), part["name"], part["post"] or "", part["organisation"] or "", part["group"] or ""]
            )
        columns = (
            Column(N_("No."), right=True),
            Column(N_("Name"), 5),
            Column(N_("Post"), 4),
            Column(N_("Organisation"), 5),
            Column(N_("Group"), right=True),
        )
        heading = [capital(text) for text in words.names(parts[0]["role"])] if len(by_role) > 1 else []
        blocks.append({**(table(words, columns, rows) or {}), "heading": heading, "small": True})
    return [{"heading": words.label(N_("By name")), "blocks": blocks}]
