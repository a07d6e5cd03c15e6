"""The key facts of an event's summary: what stands beside its title."""

from typing import Any

from desktop_app.documents import vocabulary
from desktop_app.documents.document import Data
from desktop_app.documents.event_summary_people import (
    attendee_headcounts,
    capital,
    headcount_fact,
    qualified,
)
from desktop_app.documents.wording import Words
from desktop_app.language import N_
from desktop_app.records import lists


def facts(data: Data, words: Words) -> list[dict[str, Any]]:
    """The panel beside the title: a label and its lines, nothing that is not known."""
    event = data["event"]
    known: list[tuple[str, list[str]]] = [
        (N_("Date"), [written_dates(event, words, weekday=True)]),
        (N_("Time"), [words.times(event["start_time"], event["end_time"])]),
        (N_("Duration"), [_duration(event, words)]),
        (N_("Venue"), _venues(data["stops"])),
        (N_("Mode"), [words.code(lists.MODES, event["mode"])] if event["mode"] != "in person" else []),
        (N_("Edition"), [event["edition"] or ""]),
        (N_("Meeting number"), [event["meeting_number"] or ""]),
        (N_("Series"), [_series(event, words)]),
        (N_("Part of"), [event["part_of"] or ""]),
        (N_("Scope"), [words.code(lists.SCOPES, event["scope"]) if event["scope"] != "office" else ""]),
        (
            N_("Our part"),
            [words.code(vocabulary.OUR_PARTS, event["our_role"])] if event["our_role"] != "organiser" else [],
        ),
        (N_("Attendance"), _attendance_facts(data, words)),
    ]
    shown = [(label, [line for line in lines if line]) for label, lines in known]
    return [{"label": words.label(label), "lines": lines} for label, lines in shown if lines]


def written_dates(event: dict[str, Any], words: Words, weekday: bool = False) -> str:
    """When the event was, in full; nothing where no date is known."""
    return words.dates(event["start_date"], event["end_date"], weekday) if event["start_date"] else ""


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
    return capital(" ".join([qualified(event["duration_qualifier"], words), *written]).strip())


def _series(event: dict[str, Any], words: Words) -> str:
    if not event["series"] or event["series"] == event["title"]:
        return ""
    if event["series_number"] is None or event["edition"] or event["meeting_number"]:
        return str(event["series"])
    return words.gettext("{series}, no. {number}").format(series=event["series"], number=event["series_number"])


def _venues(stops: list[dict[str, Any]]) -> list[str]:
    """One stop with its room and town; an itinerary by its venues' names alone, for it has a section of its own."""
    if len(stops) == 1:
        return [", ".join(place for place in (stops[0]["room"], *place_names(stops[0])) if place)]
    return [", ".join(dict.fromkeys(name for stop in stops if (name := stop["venue"] or stop["city"])))]


def place_names(stop: dict[str, Any]) -> list[str]:
    """Venue and town, the town left out where the venue's name already says it."""
    places: list[str] = []
    for place in (stop["venue"], stop["city"]):
        if place and not any(place.casefold() in earlier.casefold() for earlier in places):
            places.append(place)
    return places


def _attendance_facts(data: Data, words: Words) -> list[str]:
    came, lines = data["came"], []
    if came["roster"] and not came["expected"]:
        template = words.ngettext("{people} person by name", "{people} people by name", came["people"])
        lines.append(template.format(people=came["people"]))
    whole = [one for one in attendee_headcounts(data) if not one["category"] and not one["session"]]
    return lines + [headcount_fact(one, words) for one in whole]
