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
from desktop_app.documents.event_summary_facts import facts, place_names, written_dates
from desktop_app.documents.event_summary_people import (
    came_section,
    capital,
    counted_parts,
    names_section,
    part_rows,
    small,
)
from desktop_app.documents.wording import Words
from desktop_app.language import N_
from desktop_app.records import lists

Section = dict[str, Any]


def present(data: Data, words: Words) -> Data:
    """What the template prints, every text final."""
    event = data["event"]
    kicker = [words.gettext("Event summary"), words.code(lists.KINDS, event["kind"])]
    if event["status"] != "held":
        kicker.append(words.code(lists.STATUSES, event["status"]))
    return {
        "lang": words.codes[0],
        "office": {**data["office"], "name": _office_names(data["office"]["name"], words)},
        "draft": words.gettext("Draft") if data["draft"] else "",
        "printed": _printed(data, words.apart()[0]),
        "page": words.apart()[0].gettext("Page {page} of {pages}"),
        "picture_missing": words.gettext("This picture cannot be read."),
        "kicker": kicker,
        "title": event["title"],
        "running_title": _shortened(event["short_title"] or event["title"]),
        "subtitle": event["theme"] or "",
        "dates": written_dates(event, words),
        "facts": facts(data, words),
        "objective": {"label": words.label(N_("Objective")), "lines": _paragraphs(event["objective"])},
        "audience": {"label": words.label(N_("Audience")), "lines": _paragraphs(event["audience"])},
        "summary": _paragraphs(event["summary"]),
        "findings": {
            "heading": words.label(N_("To be settled before this is sent")),
            "lines": [{"label": words.gettext(one["label"]), "text": one["message"]} for one in data["findings"]],
        },
        "sections": [section for make in SECTIONS for section in make(data, words) if section["blocks"]],
    }


def _printed(data: Data, words: Words) -> str:
    return words.gettext("Printed on {date}").format(date=words.date(data["printed_on"]))


def _office_names(names: dict[str, str | None], words: Words) -> list[str]:
    """Both names whatever the language: the letterhead is the office's own, its first name the page's language."""
    order = [words.codes[0], *names]
    return list(dict.fromkeys(name for code in order if (name := names.get(code))))


def _shortened(title: str, most: int = 85) -> str:
    return title if len(title) <= most else title[: most - 1].rsplit(" ", 1)[0] + "…"


def _paragraphs(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _section(words: Words, heading: str, *blocks: dict[str, Any] | None) -> Section:
    return {"heading": words.label(heading), "blocks": [block for block in blocks if block]}


def _led_by(data: Data, words: Words) -> list[Section]:
    grouped = {group["leader"]["id"] for group in data["groups"] if group["leader"]}
    named = [part for part in data["parts"] if not part["booth"] and part["id"] not in grouped]
    rows = part_rows(named, words) + counted_parts(data, words)
    heading = N_("Chair and members") if data["event"]["kind"] == "meeting" else N_("Organised and led by")
    return [_section(words, heading, {"kind": "parts", "rows": rows} if rows else None)]


def _programme(data: Data, words: Words) -> list[Section]:
    blocks: list[dict[str, Any] | None] = []
    if data["tracks"]:
        rows = [
            {"label": words.gettext("Tracks"), "entries": [{"name": name} for name in data["tracks"]], "plain": True}
        ]
        blocks.append({"kind": "parts", "rows": rows})
    several = len({session["date"] for session in data["programme"] if not _bare_day(session)}) > 1
    for (first, last), same_day in groupby(data["programme"], key=lambda one: (one["date"], one["end_date"])):
        sessions = list(same_day)
        told = [session for session in sessions if not _bare_day(session)]
        if not told:
            continue
        dated = words.dates(first, last, weekday=True) if first else words.gettext("Day not recorded")
        named = [session["title"] for session in sessions if first and _bare_day(session)]
        heading = " · ".join([*named, dated]) if several or named or last else ""
        blocks.append({"kind": "programme", "heading": heading, "rows": [_session(session, words) for session in told]})
    return [_section(words, N_("Programme"), *blocks)]


def _bare_day(session: dict[str, Any]) -> bool:
    """A session that only says "Day 2": it heads the day's other sessions, and alone it tells nothing new."""
    return session["kind"] == "day" and not any(session[key] for key in ("start_time", "room", "track", "parts"))


def _session(session: dict[str, Any], words: Words) -> dict[str, Any]:
    kind = words.code(lists.SESSION_KINDS, session["kind"])
    said = any(one.casefold() in session["title"].casefold() for one in kind.split(" / "))
    details = [] if session["kind"] == "day" or said else [kind]
    details += [words.gettext("Main session")] if session["headline"] else []
    details += [session[key] for key in ("track", "place", "room") if session[key]]
    if session["mode"] and session["mode"] != "in person":
        details.append(words.code(lists.MODES, session["mode"]))
    return {
        "side": words.times(session["start_time"], session["end_time"]),
        "title": session["title"],
        "detail": " · ".join(details),
        "people": [_speaker(part, session, words) for part in session["parts"]],
        "purpose": session["purpose"] or "",
    }


def _speaker(part: dict[str, Any], session: dict[str, Any], words: Words) -> str:
    name = part["name"] or part["organisation"] or ""
    talk = f" “{part['talk']}”" if part["talk"] and part["talk"] != session["title"] else ""
    role = words.name(part["role"])
    return f"{role} {name}{talk}" if part["role"]["en"].endswith(" by") else f"{name} ({small(role)}){talk}"


def _places(data: Data, words: Words) -> list[Section]:
    stops = data["stops"]
    if len(stops) < 2 and not any(stop["purpose"] or stop["host"] or stop["contact"] for stop in stops):
        return []
    rows = [
        {
            "side": words.dates(stop["start_date"], stop["end_date"]) if stop["start_date"] else "",
            "title": ", ".join(place for place in (*place_names(stop), stop["room"]) if place) or (stop["host"] or ""),
            "detail": "",
            "purpose": stop["purpose"] or "",
            "people": [
                words.gettext(template).format(name=name)
                for template, name in ((N_("Host: {name}"), stop["host"]), (N_("Contact: {name}"), stop["contact"]))
                if name
            ],
        }
        for stop in stops
    ]
    return [
        _section(words, N_("Places visited") if len(stops) > 1 else N_("Place"), {"kind": "programme", "rows": rows})
    ]


def _booths(data: Data, words: Words) -> list[Section]:
    booths = sorted((part for part in data["parts"] if part["booth"]), key=lambda part: _natural(part["booth"]))
    rows = [
        [part["booth"], part["organisation"] or part["name"] or "", part["exhibit"] or "", _category(part, words)]
        for part in booths
    ]
    columns = (Column(N_("Booth")), Column(N_("Exhibitor"), 1), Column(N_("Shown"), 1), Column(N_("Category")))
    return [_section(words, N_("Exhibition booths"), table(words, columns, rows))]


def _category(part: dict[str, Any], words: Words) -> str:
    return words.name(part["category"]) if part["category"] else ""


def _natural(booth: str) -> tuple[str, int, str]:
    """D5 before D12, D23 before D23A."""
    letters = booth.rstrip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") or booth[:1]
    digits = "".join(sign for sign in booth[len(letters) :] if sign.isdigit())
    return letters, int(digits or 0), booth


def _groups(data: Data, words: Words) -> list[Section]:
    rows = [
        [
            str(group["number"]),
            ", ".join(text for text in (group["name"], group["composition"]) if text),
            (group["leader"]["name"] or "") if group["leader"] else "",
            group["task"] or "",
            group["outcome"] or "",
            str(group["people"] or ""),
        ]
        for group in data["groups"]
    ]
    columns = (
        Column(N_("Group")),
        Column(N_("Composition"), 1),
        Column(N_("Leader"), 1),
        Column(N_("Task"), 2),
        Column(N_("Outcome"), 2),
        Column(N_("People"), right=True),
    )
    tasks = _minute_rows(data, ("task",), words) if rows else None
    return [_section(words, N_("Groups and their tasks"), tasks, table(words, columns, rows))]


def _discussed(data: Data, words: Words) -> list[Section]:
    kinds = ("agenda", "use case", "issue") if data["groups"] else ("agenda", "task", "use case", "issue")
    return [_section(words, N_("Discussed"), _minute_rows(data, kinds, words))]


def _outcome(data: Data, words: Words) -> list[Section]:
    text = _paragraphs(data["event"]["outcome"])
    discussed = ("agenda", "task", "use case", "issue")
    others = dict.fromkeys(minute["kind"] for minute in data["minutes"] if minute["kind"] not in discussed)
    ordered = sorted(others, key=lambda kind: [*dict(vocabulary.MINUTE_HEADINGS), kind].index(kind))
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
            rows.append({"label": capital(words.code(vocabulary.MINUTE_HEADINGS, kind)), "lines": lines})
    return {"kind": "lines", "rows": rows} if rows else None


def _follow_up(minute: dict[str, Any], words: Words) -> str:
    details = [minute["owner"] or ""]
    if minute["due"]:
        details.append(words.gettext("by {date}").format(date=words.date(minute["due"])))
    if minute["done"]:
        details.append(words.gettext("done"))
    return " · ".join(detail for detail in details if detail)


def _attendance(data: Data, words: Words) -> list[Section]:
    used = [
        (mark, heading) for mark, heading in lists.MARKS if any(mark in line["marks"] for line in data["attendance"])
    ]
    rows = [
        [
            line["title"],
            words.dates(line["date"], line["end_date"]) if line["date"] else "",
            *(str(line["marks"].get(mark, 0)) for mark, _heading in used),
        ]
        for line in data["attendance"]
    ]
    columns = [
        Column(N_("Session"), 3),
        Column(N_("Date"), 2),
        *(Column(heading, right=True) for _mark, heading in used),
    ]
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
        return words.ngettext("{forms} form was returned", "{forms} forms were returned", result["forms"]).format(
            **result
        )
    if result["given_out"]:
        text = words.gettext("{forms} of {base} forms given out were returned ({rate} %)")
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
