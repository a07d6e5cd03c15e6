"""What the rows over a table say of the event: its name, its days, its place."""

import re
from collections.abc import Sequence
from typing import Final

from desktop_app.exchange.lexicon import heading_key, sounds_like_organisation
from desktop_app.exchange.moments import Order, days_in
from desktop_app.exchange.result import EventFound
from desktop_app.exchange.values import plain

_LABELS: Final = {
    "date": "tarikh|date|tkh|tarikh date|hari tarikh|tarikh kursus|tarikh program|tarikh mesyuarat|tarikh bengkel"
    "|event date|tarikh acara"
    "|tarikh dan masa|date time|tarikh masa|tarikh taklimat|hari dan tarikh|course date|dates|pada|meeting date"
    "|training date",
    "venue": "tempat|venue|lokasi|location|place|bertempat di|tempat venue|tempat kursus|tempat program|tempat "
    "mesyuarat|bertempat|platform",
    "title": "program|nama program|kursus|nama kursus|tajuk|title|event|event name|nama acara|acara|mesyuarat"
    "|nama mesyuarat|meeting|course"
    "|course title|course name|bengkel|nama bengkel|aktiviti|nama aktiviti|tajuk kursus|tajuk program|seminar"
    "|perkara|training|programme"
    "|training title|subject|topic|topik|program event|nama program event|taklimat|programme name|name of event"
    "|name of programme"
    "|name of course|kursus bengkel|program kursus|meeting title|event title|tajuk bengkel|kursus course|nama "
    "kursus program",
    "other": "masa|time|anjuran|penganjur|organiser|organizer|organised by|bil|bil peserta|jumlah peserta|no "
    "rujukan|rujukan|pengerusi"
    "|penceramah|fasilitator|speaker|trainer|urusetia|bahagian|jabatan|sesi|hari|nama pegawai|no fail|disediakan "
    "oleh|dikemaskini"
    "|tarikh kemaskini|data most recently refreshed on|tarikh cetakan|printed on|last updated|bulan|tahun|kod|kod "
    "kursus",
}
_LABEL_OF: Final = {phrase: kind for kind, phrases in _LABELS.items() for phrase in phrases.split("|")}

_KIND_OF_PAPER: Final = re.compile(
    r"^(?:(?:senarai|borang|daftar|rekod|laporan|buku|lembaran|helaian|jadual)\s+(?:semak(?:an)?\s+)?(?:kehadiran|hadir|nama|peserta|pendaftaran|jemputan"
    r"|maklumat|ahli)(?:\s+(?:harian|hadir|nama|peserta|ahli|pegawai|kakitangan|staf|kehadiran|pelajar|jemputan|mesyuarat(?=\s+(?:bagi|untuk))|tetamu"
    r"|penuh|terkini|program(?=\s+(?:bagi|kursus|bengkel))|dan tandatangan|urus ?setia))*"
    r"|kehadiran(?:\s+peserta)?(?:\s+harian)?"
    r"|(?:attendance|name|participants?|registration|sign[\s-]?in|guest|members?|daily attendance|training "
    r"attendance)\s*'?s?\s+(?:list|sheet|record|form|register|report)"
    r"|list of (?:participants?|attendees|names|guests|attendance)|attendance)"
    r"(?:\s*(?:/|-|–|\||&)\s*(?=\S))?(?:\s*\b(?:bagi|untuk|ke|for|of|at|di)\b)?\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_EVENT_WORD: Final = re.compile(
    r"\b(?:kursus|bengkel|taklimat|seminar|program(?:me)?|mesyuarat|latihan|persidangan|konvensyen|forum|ceramah|course|workshop|training|meeting"
    r"|conference|briefing|webinar|summit|symposium|simposium|bootcamp|karnival|kem|jelajah|engagement|town ?hall"
    r"|retreat|hackathon|kolokium|dialog"
    r"|perhimpunan|lawatan|sambutan|hari|festival|pameran|exhibition|launch|pelancaran|perasmian|jamuan|gotong|pertandingan|kejohanan|sukan|day"
    r"|majlis(?!\s+(?:perbandaran|daerah|bandaraya|agama|amanah|perundingan|sukan|keselamatan|negara|profesor|peperiksaan|islam)))\b",
    re.IGNORECASE,
)
_ATTENDANCE: Final = re.compile(
    r"\b(?:kehadiran|attendance|daftar hadir|sign[\s-]?in|senarai hadir|check[\s-]?in)\b", re.IGNORECASE
)


def says_attendance(texts: Sequence[str]) -> bool:
    """Whether the titles call the paper a list of attendance."""
    return any(_ATTENDANCE.search(text) for text in texts)


def event_of(rows: Sequence[Sequence[str]], order: Order) -> EventFound:
    """The event in the title rows, each given as its filled cells from left to right."""
    labelled, free = _apart(rows)
    days = days_in(labelled.get("date", ""), order)
    if not days:
        days = next((found for text in free if (found := days_in(text, order))), ())
    return EventFound(
        labelled.get("title") or _best_title(free),
        min(days) if days else None,
        max(days) if days else None,
        labelled.get("venue", ""),
    )


def _apart(rows: Sequence[Sequence[str]]) -> tuple[dict[str, str], list[str]]:
    """Values by the kind of their label, the first of each kind; and the texts under no label."""
    labelled: dict[str, str] = {}
    free: list[str] = []
    for cells in rows:
        texts = (
            [line for cell in cells for line in cell.split("\n") if line.strip()] if len(cells) == 1 else list(cells)
        )
        at = 0
        while at < len(texts):
            text = plain(texts[at])
            at += 1
            label, colon, rest = text.partition(":")
            kind = _LABEL_OF.get(heading_key(label)) or next(
                (k for p in label.split("/") if (k := _LABEL_OF.get(heading_key(p)))), None
            )
            following = plain(texts[at]) if at < len(texts) else ""
            if kind and colon and rest.strip():
                labelled.setdefault(kind, rest.strip())
            elif kind and following and (colon or following.startswith(":") or len(texts) == 2):
                if following == ":" and at + 1 < len(texts):
                    at += 1
                    following = plain(texts[at])
                at += 1
                labelled.setdefault(kind, following.lstrip(": "))
            elif not kind:
                free.append(text)
    return labelled, free


def _best_title(texts: Sequence[str]) -> str:
    """Of the lines that name no day, no paper and no office, the one that speaks of an event; "" when none is left."""
    best, best_score = "", 0.0
    for at, text in enumerate(texts):
        name = text
        while (found := _KIND_OF_PAPER.match(name)) and found[0]:
            name = name[found.end() :].strip()
        if len(name) < 4 or not re.search(r"[^\W\d_]{3}", name):
            continue
        event = bool(_EVENT_WORD.search(name))
        if (days_in(name, "dmy", 2000) and not event) or name.endswith(":"):
            continue
        score = 1.0 + 3.0 * event - 1.5 * (sounds_like_organisation(name) and not event) - 0.05 * at - (len(name) > 150)
        if score > best_score:
            best, best_score = name, score
    return best
