"""Attendance reports of Microsoft Teams: the list of 2020, the summary of 2021, the numbered sections since 2022,
webinars.

The words change with the language of whoever downloads the report, so the known ones come first and structure decides
where they fail: numbered sections, two columns of moments, one of durations, one of addresses.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from desktop_app.exchange.formats.base import (
    Format,
    Header,
    cell_of,
    filled_rows,
    header_row,
    left_out,
    meeting_reading,
    settle_order,
    text_row,
)
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.lexicon import heading_key
from desktop_app.exchange.moments import Order, duration, moment
from desktop_app.exchange.result import LeftOut, Reading, ReadRow
from desktop_app.exchange.values import email, plain
from desktop_app.language import ngettext
from desktop_app.records.names import split_titles

_WORDS: Final = {
    "name": "name|full name|nome|nome completo|nombre|nombre completo|nom|nom complet|vollständiger name|nama"
    "|nama penuh|naam"
    "|volledige naam|nome e cognome|ชื่อเต็ม|ชื่อ|participant|participant name|display name|nama lengkap|姓名|全名|名前"
    "|氏名|이름",
    "join": "first join|join time|first join time|first join utc|join time utc|primeira entrada|hora de unión"
    "|hora de unirse"
    "|primera unión|erster beitritt|beitrittszeit|heure d arrivée|première connexion|prima partecipazione|ora di "
    "accesso|ora di partecipazione"
    "|eerste deelname|deelnametijd|tijdstip van deelname|เวลาเข้าร่วม|masa menyertai|masa sertai|sertai pertama"
    "|mula menyertai|waktu bergabung"
    "|hora de entrada|gabung pertama|primeiro ingresso|hora de ingresso",
    "leave": "last leave|leave time|last leave time|last leave utc|leave time utc|última saída|hora de salida"
    "|última salida"
    "|letztes verlassen|verlassen zeit|zeitpunkt des verlassens|heure de départ|dernier départ|ultima uscita|ora "
    "di uscita|laatst verlaten"
    "|vertrektijd|เวลาออก|masa keluar|masa meninggalkan|keluar terakhir|waktu keluar|hora de saída|tinggal terakhir",
    "duration": "duration|in meeting duration|duração|duração da reunião|duração na reunião|duración|duración en "
    "la reunión|dauer"
    "|dauer der besprechung|besprechungsdauer|durée|durée de la réunion|durata|duur|ระยะเวลา|tempoh|tempoh dalam "
    "mesyuarat|durasi",
    "email": "email|e mail|correo electrónico|correo|adresse e mail|courriel|emel|posta elettronica|indirizzo e "
    "mail|e mailadres|อีเมล",
    "upn": "participant id upn|id do participante upn|teilnehmer id upn|id de participante upn|id du participant "
    "upn|id partecipante upn"
    "|deelnemer id upn|id peserta upn|upn",
    "role": "role|função|rolle|rol|rôle|ruolo|peranan|บทบาท|peran",
    "action": "user action|atividade|ação do usuário|acción del usuario|acción|action|action de l utilisateur"
    "|benutzeraktion|aktion"
    "|azione utente|gebruikersactie|การกระทําของผู้ใช้|tindakan pengguna",
    "timestamp": "timestamp|carimbo de data hora|marca de tiempo|marca temporal|horodatage|horodateur|zeitstempel"
    "|indicatore di data e ora"
    "|tijdstempel|ประทับเวลา|cap masa|time stamp",
    "registration email": "registration email|registration email address|registered email|registrant email",
    "registration first name": "registration first name|first name",
    "registration last name": "registration last name|last name",
}
_FIELD_OF: Final = {heading_key(word): name for name, words in _WORDS.items() for word in words.split("|")}
_SUMMARY: Final = re.compile(
    r"^(?:1\.\s*)?(?:meeting summary|summary|resumo(?: da reunião)?|resumen(?: de la reunión)?|zusammenfassung"
    r"|besprechungszusammenfassung"
    r"|résumé(?: de la réunion)?|riepilogo(?: riunione)?|samenvatting|ringkasan(?: mesyuarat)?|สรุปการประชุม)$",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(r"^(\d)\s?\.\s*\D")
_JOINED: Final = re.compile(
    r"^(?:joined|join|ingressou|entrou|se unió|a rejoint|beigetreten|partecipa|deelgenomen|menyertai|sertai"
    r"|เข้าร่วม|bergabung)",
    re.IGNORECASE,
)
_LEFT: Final = re.compile(
    r"^(?:left|leave|saiu|salió|a quitté|verlassen|hat .*verlassen|uscito|verlaten|keluar|meninggalkan|ออก)",
    re.IGNORECASE,
)
_STATUS: Final = re.compile(
    r"\s*[(\[](guest|unverified|external|ext|extern(?:al)?|gast|invité|invitado|convidado|ospite|tetamu|tidak "
    r"disahkan|luaran|unbestätigt|non vérifié"
    r"|não verificado|sin verificar|nicht überprüft|niet geverifieerd|tamu|anonymous)[)\]]\s*$",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"title|título|titel|titre|titolo|tajuk|judul|หัวข้อ", re.IGNORECASE)
_ATTENDED: Final = re.compile(
    r"attended|atendid|total number|teilgenommen|teilnehmerzahl|asist|présent|hadir|deelgenomen|participants? présents",
    re.IGNORECASE,
)
_IDENTIFIER: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
TEAMS: Final = "teams"


def recognises(grid: Grid) -> bool:
    """A list of joins and leaves, a table with Teams' own words, or numbered sections over a table of that shape."""
    if _log_header(grid) is not None or _is_headless_log(grid):
        return True
    first = next((text for row in range(min(3, len(grid.rows))) for text in text_row(grid, row) if text), "")
    report = bool(_SUMMARY.match(plain(first)) or _SECTION.match(first))
    header = header_row(grid, _is_participants)
    if header is not None:
        fields = _fields(Header(text_row(grid, header)))
        return report or "upn" in fields or _is_teams_by_heading(Header(text_row(grid, header)))
    return report and _header_by_shape(grid) is not None


def _fields(header: Header) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, key in enumerate(header.keys):
        if (name := _FIELD_OF.get(key)) and name not in found:
            found[name] = at
    return found


def _is_participants(header: Header) -> bool:
    return (
        {"name", "join", "leave"} <= _fields(header).keys()
        and len(header.keys) >= 4
        and not header.has("guest", "attendee email")
    )


def _is_teams_by_heading(header: Header) -> bool:
    return header.has("in meeting duration", "first join", "participant id upn", "last leave")


def _log_header(grid: Grid) -> int | None:
    return header_row(
        grid, lambda header: {"name", "action", "timestamp"} <= _fields(header).keys() and len(header.keys) <= 6, most=8
    )


def _is_headless_log(grid: Grid) -> bool:
    rows = [text_row(grid, row) for row in range(min(5, len(grid.rows)))]
    rows = [texts for texts in rows if any(texts)]
    return bool(rows) and all(
        len(texts) == 3 and (_JOINED.match(texts[1]) or _LEFT.match(texts[1])) and moment(texts[2]) is not None
        for texts in rows
    )


def _header_by_shape(grid: Grid) -> int | None:
    """The first row of at least four texts over a row that holds two moments."""
    for row in range(min(30, len(grid.rows) - 1)):
        texts, below = text_row(grid, row), text_row(grid, row + 1)
        if (
            sum(1 for text in texts if text) >= 4
            and not any(moment(text) for text in texts)
            and sum(1 for text in below if moment(text)) >= 2
        ):
            return row
    return None


def _by_shape(grid: Grid, header: int) -> dict[str, int]:
    """What the columns hold, where their headings are in a language not known here."""
    sample = [text_row(grid, row) for row in range(header + 1, min(header + 20, len(grid.rows)))]
    width = max(map(len, sample), default=0)
    columns = [[texts[at] for texts in sample if at < len(texts) and texts[at]] for at in range(width)]

    def mostly(at: int, test: Any) -> bool:
        return bool(columns[at]) and sum(1 for text in columns[at] if test(text)) * 2 > len(columns[at])

    moments = [at for at in range(width) if mostly(at, moment)]
    addresses = [at for at in range(width) if mostly(at, email)]
    spans = [
        at
        for at in range(width)
        if at not in moments and mostly(at, lambda text: duration(text) and any(map(str.isalpha, text)))
    ]
    found = {"name": 0}
    for name, places in (
        ("join", moments),
        ("leave", moments[1:]),
        ("duration", spans),
        ("email", addresses),
        ("upn", addresses[1:]),
    ):
        if places:
            found[name] = places[0]
    return found


def read(grid: Grid, decisions: Mapping[str, Any], file_name: str) -> Reading:
    """Read any of the reports."""
    log = _log_header(grid)
    if log is not None or _is_headless_log(grid):
        return _read_log(grid, log, decisions)
    header = header_row(grid, _is_participants)
    if header is None:
        header = _header_by_shape(grid)
    assert header is not None, "recognised without a table"
    return _read_report(grid, header, decisions)


# --- names ----------------------------------------------------------------------------------------------------------


def person_name(shown: str) -> tuple[str, str, str]:
    """Titles, name and status ("Guest") of a name as a meeting shows it; "Doe, Jane (EXT)" is Jane Doe."""
    name = plain(shown)
    status = ""
    while found := _STATUS.search(name):
        status, name = found[1], name[: found.start()].strip()
    titles, name = split_titles(name)
    family, comma, given = name.partition(",")
    if comma and given.strip() and "," not in given and len(given.split()) <= 3 and not re.search(r"\d", name):
        name = f"{given.strip()} {family.strip()}"
    return titles, name, status


# --- 2020: a line for each join and leave ---------------------------------------------------------------------------


def _read_log(grid: Grid, header: int | None, decisions: Mapping[str, Any]) -> Reading:
    start = header + 1 if header is not None else 0
    heading = (
        Header(text_row(grid, header)) if header is not None else Header(("Full Name", "User Action", "Timestamp"))
    )
    places = _fields(heading)
    texts = {row: text_row(grid, row) for row in filled_rows(grid, start)}
    order, choices = settle_order((cell_of(one, places["timestamp"]) for one in texts.values()), decisions)
    rows: list[ReadRow] = []
    omitted: list[LeftOut] = []
    since: dict[str, datetime] = {}
    for row, cells in texts.items():
        shown, action = cell_of(cells, places["name"]), cell_of(cells, places["action"])
        at = moment(cell_of(cells, places["timestamp"]), order)
        if not shown:
            omitted.append(left_out(grid, row, "no-name"))
            continue
        titles, name, status = person_name(shown)
        minutes = None
        left = bool(_LEFT.match(action))
        if left and at and (came := since.pop(shown, None)) and at >= came:
            minutes = round((at - came) / timedelta(minutes=1))
        elif not left and at:
            since[shown] = at
        rows.append(
            ReadRow(
                row=row + 1,
                cells=tuple(cells),
                headings=heading.texts,
                name=name,
                titles=titles,
                group=status,
                marks=("present",),
                minutes=minutes,
                time_in=None if left else at,
                time_out=at if left else None,
            )
        )
    return meeting_reading(
        TEAMS,
        grid,
        rows,
        header=header,
        columns={name: heading.texts[at] for name, at in places.items() if name == "name"},
        omitted=omitted,
        choices=choices,
    )


# --- since 2021: a summary and tables -------------------------------------------------------------------------------


@dataclass(slots=True)
class _Summary:
    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    attended: int | None = None


def _summary(pairs: Sequence[tuple[str, str]], order: Order) -> _Summary:
    """The pairs over the table: by their labels, else the first plain text is the title and the first moments the
    times."""
    found = _Summary()
    moments = [at for _label, value in pairs if (at := moment(value, order)) and not duration(value)]
    if moments:
        found.start = moments[0]
        found.end = moments[1] if len(moments) > 1 else None
    for label, value in pairs:
        if _TITLE.search(label):
            found.title = plain(value)
        elif _ATTENDED.search(label) and value.isdecimal():
            found.attended = int(value)
    if not found.title:
        texts = [plain(value) for _label, value in pairs if not value.isdecimal() and not moment(value, order)]
        found.title = next((text for text in texts if not duration(text) and not _IDENTIFIER.match(text)), "")
    return found


def _read_report(grid: Grid, header: int, decisions: Mapping[str, Any]) -> Reading:
    heading = Header(text_row(grid, header))
    places = {**_by_shape(grid, header), **_fields(heading)} if "join" in _fields(heading) else _by_shape(grid, header)
    texts = {row: text_row(grid, row) for row in filled_rows(grid, 0)}
    order, choices = settle_order((text for cells in texts.values() for text in cells), decisions)
    pairs = [
        (cells[0], cells[1])
        for row, cells in texts.items()
        if row < header and len(cells) > 1 and cells[0] and cells[1]
    ]
    summary = _summary(pairs, order)
    rows: list[ReadRow] = []
    omitted: list[LeftOut] = []
    listed = True
    for row, cells in texts.items():
        if row <= header:
            continue
        words = [text for text in cells if text]
        if len(words) == 1 and _SECTION.match(words[0]):
            listed = False
            omitted.append(left_out(grid, row, "title"))
        elif not listed:
            is_heading = _is_participants(Header(cells)) or heading_key(cells[0]) == heading.keys[0]
            omitted.append(left_out(grid, row, "heading" if is_heading else "activities"))
        elif Header(cells).keys == heading.keys:
            omitted.append(left_out(grid, row, "heading"))
        elif read_row := _participant(row, cells, heading, places, order):
            rows.append(read_row)
        else:
            omitted.append(left_out(grid, row, "no-name"))
    reading = meeting_reading(
        TEAMS,
        grid,
        rows,
        header=header,
        columns=_columns(heading, places),
        omitted=omitted,
        title=summary.title,
        start=summary.start,
        end=summary.end,
        choices=choices,
    )
    return _with_count_note(reading, summary)


def _columns(heading: Header, places: Mapping[str, int]) -> dict[str, str]:
    names = {
        "name": "name",
        "email": "email",
        "role": "role",
        "join": "time_in",
        "leave": "time_out",
        "duration": "minutes",
    }
    return {field: heading.texts[places[name]] for name, field in names.items() if name in places}


def _participant(
    row: int, cells: list[str], heading: Header, places: Mapping[str, int], order: Order
) -> ReadRow | None:
    def text(name: str) -> str:
        return cell_of(cells, places.get(name))

    registered = plain(f"{text('registration first name')} {text('registration last name')}")
    titles, name, status = person_name(text("name") or registered)
    if not name:
        return None
    came, went = moment(text("join"), order), moment(text("leave"), order)
    spent = duration(text("duration"))
    return ReadRow(
        row=row + 1,
        cells=tuple(cells),
        headings=heading.texts,
        name=name,
        titles=titles,
        email=email(text("email")) or email(text("registration email")) or email(text("upn")) or "",
        role=plain(text("role")),
        group=status,
        marks=("present" if came else "absent",),
        minutes=round(spent / timedelta(minutes=1)) if spent is not None else None,
        time_in=came,
        time_out=went,
    )


def _with_count_note(reading: Reading, summary: _Summary) -> Reading:
    if summary.attended is None or summary.attended == reading.present:
        return reading
    note = ngettext(
        "The report's own summary says {said} attended; its table lists {listed} person, and the table was read.",
        "The report's own summary says {said} attended; its table lists {listed} people, and the table was read.",
        reading.present,
    ).format(said=summary.attended, listed=reading.present)
    return replace(reading, notes=(*reading.notes, note))


FORMAT: Final = Format(TEAMS, recognises, read, online=True)
