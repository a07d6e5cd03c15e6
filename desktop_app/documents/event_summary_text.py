"""The event summary in words: sections of blocks, in the order they are printed, none of them empty.

A block is a dict with `kind`: parts, programme, table, lines, paragraphs, figures, bars, tallies, beside, note or
pictures. The template `blocks.typ` draws each kind.
"""

from collections.abc import Callable
from itertools import groupby
from typing import Any, Final

from desktop_app.documents import vocabulary
from desktop_app.documents.blocks import Column, table
from desktop_app.documents.document import Data
from desktop_app.documents.event_summary_people import came_section, capital, names_section, part_blocks
from desktop_app.documents.wording import Words
from desktop_app.language import N_

Section = dict[str, Any]
LOW_MEAN: Final = 3.5


def present(data: Data, words: Words) -> Data:
    """What the template prints, every text final."""
    event = data["event"]
    kicker = [words.gettext("Event summary"), words.code(vocabulary.KINDS, event["kind"])]
    if event["status"] != "held":
        kicker.append(words.code(vocabulary.STATUSES, event["status"]))
    return {
        "lang": words.codes[0],
        "office": {**data["office"], "name": _office_names(data["office"]["name"], words)},
        "draft": words.gettext("Draft") if data["draft"] else "",
        "printed": words.gettext("Printed on {date}").format(date=words.date(data["printed_on"])),
        "page": words.gettext("Page {page} of {pages}"),
        "picture_missing": words.gettext("This picture cannot be read."),
        "kicker": kicker,
        "title": event["title"],
        "running_title": _shortened(event["title"]),
        "subtitle": event["theme"] or "",
        "dates": words.dates(event["start_date"], event["end_date"]) if event["start_date"] else "",
        "facts": _facts(data, words),
        "lead": _paragraphs(event["objective"]) + _paragraphs(event["summary"]),
        "findings": {"heading": words.label(N_("To be settled before this is sent")), "lines": data["findings"]},
        "sections": [section for make in SECTIONS for section in make(data, words) if section["blocks"]],
    }


def _office_names(names: dict[str, str | None], words: Words) -> list[str]:
    """Both names whatever the language: the letterhead is the office's own, its first name the page's language."""
    order = [words.codes[0], *names]
    return list(dict.fromkeys(name for code in order if (name := names.get(code))))


def _shortened(title: str, most: int = 85) -> str:
    return title if len(title) <= most else title[: most - 1].rsplit(" ", 1)[0] + "…"


def _facts(data: Data, words: Words) -> list[dict[str, Any]]:
    event = data["event"]
    facts: list[tuple[str, list[str]]] = [
        (N_("Date"), [words.dates(event["start_date"], event["end_date"], weekday=True)] if event["start_date"] else []),
        (N_("Time"), [words.times(event["start_time"], event["end_time"])]),
        (N_("Duration"), [_duration(event, words)]),
        (N_("Venue"), _venues(data["stops"])),
        (N_("Mode"), [words.code(vocabulary.MODES, event["mode"])] if event["mode"] != "in person" else []),
        (N_("Edition"), [event["edition"] or ""]),
        (N_("Meeting"), [event["meeting_number"] or ""]),
        (N_("Series"), [_series(event, words)]),
        (N_("Part of"), [event["part_of"] or ""]),
        (
            N_("Our part"),
            [words.code(vocabulary.OUR_ROLES, event["our_role"])] if event["our_role"] != "organiser" else [],
        ),
        (N_("Attendance"), _attendance_facts(data, words)),
    ]
    return [
        {"label": words.label(label), "lines": kept} for label, lines in facts if (kept := [line for line in lines if line])
    ]


def _duration(event: dict[str, Any], words: Words) -> str:
    minutes = event["duration_minutes"]
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    written = []
    if hours:
        written.append(words.ngettext("{hours} hour", "{hours} hours", hours).format(hours=hours))
    if rest:
        written.append(words.ngettext("{minutes} minute", "{minutes} minutes", rest).format(minutes=rest))
    return " ".join([words.code(vocabulary.QUALIFIERS, _qualifier(event["duration_qualifier"])), *written]).strip()


def _qualifier(qualifier: str | None) -> str | None:
    return None if qualifier == "exactly" else qualifier


def _series(event: dict[str, Any], words: Words) -> str:
    if not event["series"] or event["series_number"] is None:
        return event["series"] or ""
    return words.gettext("{series}, no. {number}").format(series=event["series"], number=event["series_number"])


def _venues(stops: list[dict[str, Any]]) -> list[str]:
    """One stop with its room and town; an itinerary by its venues' names alone, for it has a section of its own."""
    if len(stops) == 1:
        return [", ".join(place for place in (stops[0]["room"], *_place(stops[0])) if place)]
    return [", ".join(dict.fromkeys(name for stop in stops if (name := stop["venue"] or stop["city"])))]


def _place(stop: dict[str, Any]) -> list[str]:
    """Venue and town, the town left out where the venue's name already says it."""
    places: list[str] = []
    for place in (stop["venue"], stop["city"]):
        if place and not any(place.casefold() in earlier.casefold() for earlier in places):
            places.append(place)
    return places


def _attendance_facts(data: Data, words: Words) -> list[str]:
    lines = []
    if data["came"]["people"] and not data["came"]["expected"]:
        people = data["came"]["people"]
        lines.append(words.ngettext("{people} person by name", "{people} people by name", people).format(people=people))
    whole = [one for one in data["headcounts"] if not one["category"] and not one["session"]]
    return lines + [_headcount_fact(one, words) for one in whole]


def _headcount_fact(headcount: dict[str, Any], words: Words) -> str:
    qualifier = words.code(vocabulary.QUALIFIERS, _qualifier(headcount["qualifier"]))
    count = f"{qualifier} {headcount['count']:,}".strip()
    template = {
        "people": N_("{count} people by headcount"),
        "organisations": N_("{count} organisations by headcount"),
    }.get(headcount["of"], N_("{count} by headcount"))
    about = [words.name(headcount["role"])] if headcount["role"] else []
    about += [headcount["covers"]] if headcount["covers"] else []
    fact = capital(words.gettext(template).format(count=count))
    return f"{fact} ({', '.join(about)})" if about else fact


def _paragraphs(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _section(words: Words, heading: str, *blocks: dict[str, Any] | None) -> Section:
    return {"heading": words.label(heading), "blocks": [block for block in blocks if block]}


def _led_by(data: Data, words: Words) -> list[Section]:
    grouped = {group["leader"]["id"] for group in data["groups"] if group["leader"]}
    named = [part for part in data["parts"] if not part["booth"] and part["id"] not in grouped]
    return [_section(words, N_("Organised and led by"), part_blocks(named, words))]


def _programme(data: Data, words: Words) -> list[Section]:
    blocks: list[dict[str, Any] | None] = []
    if data["tracks"]:
        rows = [{"label": words.gettext("Tracks"), "entries": [{"name": name} for name in data["tracks"]], "plain": True}]
        blocks.append({"kind": "parts", "rows": rows})
    several = len({session["date"] for session in data["programme"]}) > 1
    for (first, last), same_day in groupby(data["programme"], key=lambda one: (one["date"], one["end_date"])):
        sessions = list(same_day)
        told = [session for session in sessions if not _bare_day(session)]
        if not told:
            continue
        dated = words.dates(first, last, weekday=True) if first else words.gettext("Day not recorded")
        named = [session["title"] for session in sessions if _bare_day(session)]
        heading = " · ".join([*named, dated]) if several or last else ""
        blocks.append({"kind": "programme", "heading": heading, "rows": [_session(session, words) for session in told]})
    return [_section(words, N_("Programme"), *blocks)]


def _bare_day(session: dict[str, Any]) -> bool:
    """A session that only says "Day 2": it heads the day's other sessions, and alone it tells nothing new."""
    return session["kind"] == "day" and not any(session[key] for key in ("start_time", "room", "track", "parts"))


def _session(session: dict[str, Any], words: Words) -> dict[str, Any]:
    kind = words.code(vocabulary.SESSION_KINDS, session["kind"])
    details = [] if session["kind"] == "day" or kind.casefold() in session["title"].casefold() else [kind]
    details += [text for text in (session["track"], session["room"]) if text]
    if session["mode"] and session["mode"] != "in person":
        details.append(words.code(vocabulary.MODES, session["mode"]))
    return {
        "time": words.times(session["start_time"], session["end_time"]),
        "title": session["title"],
        "detail": " · ".join(details),
        "people": [_speaker(part, session, words) for part in session["parts"]],
    }


def _speaker(part: dict[str, Any], session: dict[str, Any], words: Words) -> str:
    name = part["name"] or part["organisation"] or ""
    talk = f" “{part['talk']}”" if part["talk"] and part["talk"] != session["title"] else ""
    return f"{name} ({words.name(part['role'])}){talk}"


def _places(data: Data, words: Words) -> list[Section]:
    stops = data["stops"]
    if len(stops) < 2 and not any(stop["purpose"] or stop["host"] or stop["contact"] for stop in stops):
        return []
    rows = [
        {
            "time": words.dates(stop["start_date"], stop["end_date"]) if stop["start_date"] else "",
            "title": ", ".join(place for place in (*_place(stop), stop["room"]) if place) or (stop["host"] or ""),
            "detail": stop["purpose"] or "",
            "people": [
                words.gettext(template).format(name=name)
                for template, name in ((N_("Host: {name}"), stop["host"]), (N_("Contact: {name}"), stop["contact"]))
                if name
            ],
        }
        for stop in stops
    ]
    return [_section(words, N_("Places visited") if len(stops) > 1 else N_("Place"), {"kind": "programme", "rows": rows})]


def _booths(data: Data, words: Words) -> list[Section]:
    booths = sorted((part for part in data["parts"] if part["booth"]), key=lambda part: _natural(part["booth"]))
    rows = [
        [part["booth"], part["organisation"] or part["name"] or "", words.name(part["category"]) if part["category"] else ""]
        for part in booths
    ]
    booth_table = table(words, [Column(N_("Booth")), Column(N_("Exhibitor"), 1), Column(N_("Category"))], rows)
    return [_section(words, N_("Exhibition booths"), booth_table)]


def _natural(booth: str) -> tuple[str, int, str]:
    """D5 before D12, D23 before D23A."""
    letters = booth.rstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") or booth[:1]
    digits = "".join(sign for sign in booth[len(letters) :] if sign.isdigit())
    return letters, int(digits or 0), booth


def _groups(data: Data, words: Words) -> list[Section]:
    rows = [
        [
            str(group["number"]),
            group["name"] or "",
            (group["leader"]["name"] or "") if group["leader"] else "",
            group["task"] or "",
            group["outcome"] or "",
            str(group["people"] or ""),
        ]
        for group in data["groups"]
    ]
    columns = [
        Column(N_("Group")), Column(N_("Name")), Column(N_("Leader"), 1), Column(N_("Task"), 2), Column(N_("Outcome"), 2),
        Column(N_("People"), right=True),
    ]  # fmt: skip
    tasks = _minute_rows(data, ("task",), words) if rows else None
    return [_section(words, N_("Groups and their tasks"), tasks, table(words, columns, rows))]


def _discussed(data: Data, words: Words) -> list[Section]:
    kinds = ("agenda", "use case", "issue") if data["groups"] else ("agenda", "task", "use case", "issue")
    return [_section(words, N_("Discussed"), _minute_rows(data, kinds, words))]


def _outcome(data: Data, words: Words) -> list[Section]:
    text = _paragraphs(data["event"]["outcome"])
    discussed = ("agenda", "task", "use case", "issue")
    others = dict.fromkeys(minute["kind"] for minute in data["minutes"] if minute["kind"] not in discussed)
    ordered = sorted(others, key=lambda kind: [*vocabulary.MINUTE_KINDS, kind].index(kind))
    written = {"kind": "paragraphs", "lines": text} if text else None
    return [_section(words, N_("Outcome"), written, _minute_rows(data, tuple(ordered), words))]


def _minute_rows(data: Data, kinds: tuple[str, ...], words: Words) -> dict[str, Any] | None:
    """The lines of each kind beside its name, with the numbers they were given."""
    rows = []
    for kind in kinds:
        lines = [
            {"number": minute["number"] or "", "text": minute["text"], "detail": _follow_up(minute, words)}
            for minute in data["minutes"]
            if minute["kind"] == kind
        ]
        if lines:
            rows.append({"label": capital(words.code(vocabulary.MINUTE_KINDS, kind)), "lines": lines})
    return {"kind": "lines", "rows": rows} if rows else None


def _follow_up(minute: dict[str, Any], words: Words) -> str:
    details = [minute["owner"] or ""]
    if minute["due"]:
        details.append(words.gettext("by {date}").format(date=words.date(minute["due"])))
    if minute["done"]:
        details.append(words.gettext("done"))
    return " · ".join(detail for detail in details if detail)


def _attendance(data: Data, words: Words) -> list[Section]:
    used = [mark for mark in vocabulary.MARKS if any(mark in line["marks"] for line in data["attendance"])]
    rows = [
        [
            line["title"],
            words.date(line["date"]) if line["date"] else "",
            *(str(line["marks"].get(mark, 0)) for mark in used),
        ]
        for line in data["attendance"]
    ]
    columns = [Column(N_("Session"), 1), Column(N_("Date")), *(Column(vocabulary.MARKS[mark], right=True) for mark in used)]
    return [_section(words, N_("Attendance by session"), table(words, columns, rows))]


def _evaluation(data: Data, words: Words) -> list[Section]:
    result = data["evaluation"]
    lines = _evaluation_lines(result, words) if result else []
    return [_section(words, N_("Evaluation"), {"kind": "parts", "rows": lines} if lines else None)]


def _evaluation_lines(result: dict[str, Any], words: Words) -> list[dict[str, Any]]:
    """Five lines at most: forms, sections, best, weakest, numbers and comments. Every mean has its n beside it."""
    lines = [(N_("Forms"), _forms(result, words))]
    if result["sections"]:
        means = [
            f"{words.code(vocabulary.EVALUATION_SECTIONS, one['section'])} {_mean(one)} (n\u202f=\u202f{one['n']})"
            for one in result["sections"]
        ]
        lines.append((N_("Mean ratings"), " · ".join(means)))
    ranked = sorted(result["questions"], key=lambda one: -one["mean"] / (one["highest"] or 1))
    if len(ranked) > 1:
        lines.append((N_("Rated highest"), _question(ranked[0], words)))
        lines.append((N_("Rated lowest"), _question(ranked[-1], words)))
    elif not result["sections"]:
        lines.append((N_("Results"), words.gettext("Fewer than five forms: the answers are not shown.")))
    said = [_question(one, words) for one in result["numbers"]]
    if result["comments"]:
        comments = words.ngettext("{count} written comment", "{count} written comments", result["comments"])
        said.append(comments.format(count=result["comments"]))
    if said:
        lines.append((N_("Also"), " · ".join(said)))
    return [{"label": words.gettext(label), "entries": [{"name": text}], "plain": True} for label, text in lines]


def _forms(result: dict[str, Any], words: Words) -> str:
    base = result["given_out"] or result["present"]
    if not base or result["forms"] > base:
        return words.ngettext("{forms} form came back", "{forms} forms came back", result["forms"]).format(**result)
    if result["given_out"]:
        text = words.gettext("{forms} of {base} forms given out came back ({rate} %)")
    else:
        text = words.gettext("{forms} forms from {base} people present ({rate} %)")
    return text.format(forms=result["forms"], base=base, rate=round(100 * result["forms"] / base))


def _mean(rated: dict[str, Any]) -> str:
    return f"{rated['mean']:.1f}/{rated['highest']:g}" if rated["highest"] else f"{rated['mean']:.1f}"


def _question(question: dict[str, Any], words: Words) -> str:
    return f"{words.name(question['text'])}: {_mean(question)} (n\u202f=\u202f{question['n']})"


def _photographs(data: Data, words: Words) -> list[Section]:
    shown = data["photographs"]
    return [_section(words, N_("Photographs"), {"kind": "pictures", "rows": shown} if shown else None)]


SECTIONS: Final[tuple[Callable[[Data, Words], list[Section]], ...]] = (
    _led_by,
    _programme,
    _places,
    _booths,
    _groups,
    _discussed,
    came_section,
    _attendance,
    _outcome,
    _evaluation,
    _photographs,
    names_section,
)
