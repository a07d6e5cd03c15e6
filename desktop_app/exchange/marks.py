"""The marks of an attendance list, and the words for parts of a day that its columns bear."""

import re
from functools import lru_cache
from typing import Final, Literal

from desktop_app.exchange.moments import clock
from desktop_app.exchange.values import CACHE, is_nothing, plain

Mark = Literal["present", "absent", "late", "excused", "left early"]

_WORDS: Final[dict[Mark, str]] = {
    "present": "/ // √ ✓ ✔ ☑ ✅ ● ü v 1 y ya yes yep hadir h ada p present pr attended attend true t.t checked-in "
    "ok benar "
    "joined sudah ✓✓ 🗸 ■ ⁄ ╱ hadir/present present/hadir hadir. confirmed-attended pagi&petang hadir(online) online "
    "dalam-talian fizikal physical",
    "absent": "x × ✗ ✘ ☒ ❌ ✕ ╳ 0 n no tidak tak th t/h t.h. absent a ab abs tidak-hadir tak-hadir tdk-hadir "
    "x-hadir not-present not-attend did-not-attend not-attended false no-show noshow ponteng t-hadir xhadir tidakhadir",
    "late": "l lewat late lambat tardy hadir-lewat",
    "excused": "mc e exc excused cuti c al el cr ck cti ctr cs sl tl os bt k kursus kursus-lain mesyuarat "
    "outstation bertugas "
    "tugas-luar tugas-rasmi urusan-rasmi on-leave leave sick medical-leave dikecualikan apologies apology maaf "
    "cuti-sakit "
    "sakit cuti-rehat cuti-kecemasan cuti-tahunan cuti-bersalin cuti-haji kuarantin berkursus bermesyuarat "
    "pengecualian "
    "dengan-kebenaran tidak-hadir-bersebab",
    "left early": "left-early balik-awal pulang-awal keluar-awal left le",
}
_MARKS: Final[dict[str, Mark]] = {word: mark for mark, words in _WORDS.items() for word in words.split()}
_STARTS: Final[tuple[tuple[str, Mark], ...]] = (
    ("tidak hadir bersebab", "excused"),
    ("absent with", "excused"),
    ("tidak hadir", "absent"),
    ("tak hadir", "absent"),
    ("did not", "absent"),
    ("not attend", "absent"),
    ("not present", "absent"),
    ("cuti", "excused"),
    ("mc ", "excused"),
    ("mc,", "excused"),
    ("mc-", "excused"),
    ("sakit", "excused"),
    ("excused", "excused"),
    ("leave", "excused"),
    ("medical", "excused"),
    ("kursus", "excused"),
    ("mesyuarat", "excused"),
    ("bertugas", "excused"),
    ("tugas", "excused"),
    ("hadir lewat", "late"),
    ("lewat", "late"),
    ("late", "late"),
    ("left early", "left early"),
    ("balik awal", "left early"),
    ("pulang awal", "left early"),
    ("keluar awal", "left early"),
    ("hadir", "present"),
    ("present", "present"),
    ("attended", "present"),
    ("checked in", "present"),
    ("absent", "absent"),
)
_REASON: Final = re.compile(r"\b(?:mc|cuti|sakit|kursus|mesyuarat|bertugas|bersebab|leave|sick|medical|excused)\b")
UNDECIDED: Final = frozenset(
    (
        "belum semak",
        "belum hadir",
        "belum",
        "pending",
        "tba",
        "tbc",
        "menunggu",
        "akan hadir",
        "dijangka hadir",
        "mungkin",
    )
    + ("maybe", "wakil", "diwakili", "registered", "invited", "jemputan", "☐", "□", "[ ]")
)
"""Words that stand in such a column and decide nothing."""


@lru_cache(CACHE)
def mark(text: str) -> Mark | None:
    """What one cell of a day's column says; None for blank, a dash, an open box and what is not understood."""
    line = plain(text).casefold()
    if not line or line in UNDECIDED:
        return None
    bare = line.strip(" .!*()[]'\"") or line
    found = _MARKS.get(bare.replace(" ", "-")) or _MARKS.get(line.replace(" ", "-"))
    if found:
        return found
    if is_nothing(line):
        return None
    if set(bare) <= set("/√✓✔v"):
        return "present"
    for start, meaning in _STARTS:
        if line.startswith(start):
            if meaning == "present" and ("lewat" in line or "late" in line):
                return "late"
            return "excused" if meaning == "absent" and _REASON.search(line) else meaning
    if len(line) <= 40 and line[0] in "/√✓✔☑" and not any(map(str.isdecimal, line)):
        return "late" if "lewat" in line or "late" in line else "present"
    if len(line) <= 14 and line[0].isdecimal() and clock(line):
        return "present"  # the time of arrival, written where the tick goes
    return None


def is_cross(text: str) -> bool:
    """Whether the mark is an x, which some lists use for "here" and most for "not here"."""
    return plain(text).casefold().strip() in ("x", "×", "✗", "✘", "☒", "✕", "╳", "xx")


@lru_cache(CACHE)
def is_markish(text: str) -> bool:
    """Whether a cell could stand in a column of marks: a mark, or a word that decides nothing."""
    return is_nothing(text) or mark(text) is not None or plain(text).casefold() in UNDECIDED


_PARTS: Final = (
    (r"pagi|pg", "Pagi"),
    (r"petang|ptg", "Petang"),
    (r"malam|mlm", "Malam"),
    (r"tengah\s?hari|tengahari|tgh|t/hari", "Tengah hari"),
    (r"a\.?m\.?", "AM"),
    (r"p\.?m\.?", "PM"),
    (r"morning", "Morning"),
    (r"afternoon|after\s?noon", "Afternoon"),
    (r"evening", "Evening"),
    (r"night", "Night"),
    (r"noon|midday", "Noon"),
)
_PART: Final = re.compile(
    "|".join(f"(?P<p{at}>(?<![^\\W\\d_]){words}(?![^\\W\\d_]))" for at, (words, _) in enumerate(_PARTS)), re.IGNORECASE
)
_SESSION: Final = re.compile(
    r"\b(sesi|session|slot|modul|module|kuliah|lecture|kelas|class|minggu|week|wk|hari|day|bengkel|pertemuan|topik|topic)"
    r"\s*(?:ke\s?-?\s?|#|no\.?\s*)?(\d{1,3}|[ivx]{1,4}|pertama|kedua|ketiga|keempat|kelima|one|two|three|four|five)\b"
    r"|\b(first|second|third|fourth|fifth)\s+(day|session)\b|\b([hds])\s?(\d{1,2})\b",
    re.IGNORECASE,
)
_ORDINALS: Final = {
    word: number
    for number, words in enumerate(
        (
            "pertama one first i",
            "kedua two second ii",
            "ketiga three third iii",
            "keempat four fourth iv",
            "kelima five fifth v",
        ),
        1,
    )
    for word in words.split()
}


@lru_cache(4096)
def part_of_day(text: str) -> str:
    """The part of a day a heading names, as the label writes it ("Pagi", "AM"); "" for none. The first of two
    languages."""
    found = _PART.search(plain(text))
    if not found or (found.lastgroup in ("p4", "p5") and re.search(r"\d", text)):
        return ""  # "8.00 am" is a time, not a part
    return _PARTS[int((found.lastgroup or "p0")[1:])][1]


@lru_cache(4096)
def ordinal_session(text: str) -> tuple[str, int] | None:
    """("day", 2) of "HARI KEDUA", "Day 2" and "H2"; ("session", 1) of "Sesi 1", "Slot I", "Minggu 1"; None
    otherwise."""
    found = _SESSION.search(plain(text))
    if not found:
        return None
    if found[1]:
        word, number = found[1].lower(), found[2].lower()
    elif found[3]:
        word, number = found[4].lower(), found[3].lower()
    else:
        if len(plain(text)) > 4:
            return None
        word, number = {"h": "hari", "d": "day", "s": "sesi"}[found[5].lower()], found[6]
    count = int(number) if number.isdecimal() else _ORDINALS.get(number, 0)
    if not count:
        return None
    return ("day" if word in ("hari", "day") else "session", count)
