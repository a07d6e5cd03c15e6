"""Which organisation a text means: exactly one we know, a few it may be, or one we have never seen.

Certain is only what a person settled before: the organisation's own name, its short name, a spelling remembered from an
earlier import, each compared without case, accents, punctuation and company forms. Everything else (initials, the
name in the other language, a slip of the keyboard) is a proposal with its reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from db.folding import plain
from desktop_app.language import N_, _

_COMPANY_FORMS: Final = frozenset(
    "sdn bhd berhad sendirian pty ltd limited inc incorporated plc llp llc corp co company gmbh plt".split()
)
_SMALL_WORDS: Final = frozenset("dan and of the for to di bagi untuk de la du van der al".split())
_SHORT_FORMS: Final = {
    "mp": "majlis perbandaran", "md": "majlis daerah", "mb": "majlis bandaraya", "kem": "kementerian",
    "jab": "jabatan", "jbt": "jabatan", "bhgn": "bahagian", "bah": "bahagian", "pej": "pejabat", "univ": "universiti",
    "perb": "perbadanan", "inst": "institut", "dept": "department", "min": "ministry", "uni": "university",
    "assoc": "association", "intl": "international", "govt": "government", "m'sia": "malaysia", "msia": "malaysia",
    "sek": "sekolah", "pertub": "pertubuhan", "neg": "negeri",
}  # fmt: skip
_ENGLISH: Final = {
    "kementerian": "ministry", "jabatan": "department", "majlis": "council", "perbandaran": "municipal",
    "bandaraya": "city", "bandar": "town", "daerah": "district", "negeri": "state", "negara": "national",
    "kebangsaan": "national", "universiti": "university", "institut": "institute", "institusi": "institution",
    "perbadanan": "corporation", "lembaga": "board", "pihak": "authority", "berkuasa": "", "suruhanjaya": "commission",
    "agensi": "agency", "pejabat": "office", "bahagian": "division", "unit": "unit", "pusat": "centre",
    "center": "centre", "persatuan": "association", "pertubuhan": "organisation", "organization": "organisation",
    "yayasan": "foundation", "bank": "bank", "syarikat": "company", "kumpulan": "group", "sekolah": "school",
    "kolej": "college", "akademi": "academy", "hospital": "hospital", "klinik": "clinic", "polis": "police",
    "diraja": "royal", "tentera": "army", "perumahan": "housing", "kerajaan": "government", "tempatan": "local",
    "kesihatan": "health", "pendidikan": "education", "pengajian": "education", "tinggi": "higher",
    "pengangkutan": "transport", "kewangan": "finance", "ekonomi": "economy", "perdagangan": "trade",
    "antarabangsa": "international", "industri": "industry", "pelancongan": "tourism", "seni": "arts",
    "budaya": "culture", "kebudayaan": "culture", "belia": "youth", "sukan": "sports", "wanita": "women",
    "pembangunan": "development", "keluarga": "family", "masyarakat": "community", "sumber": "resources",
    "manusia": "human", "asli": "natural", "alam": "environment", "sekitar": "", "kelestarian": "sustainability",
    "air": "water", "tenaga": "energy", "teknologi": "technology", "sains": "science", "inovasi": "innovation",
    "digital": "digital", "komunikasi": "communications", "komunikasidan": "communications", "multimedia": "multimedia",
    "luar": "foreign", "dalam": "home", "hal": "", "ehwal": "affairs", "affair": "affairs", "pertahanan": "defence",
    "defense": "defence", "pertanian": "agriculture", "makanan": "food", "keterjaminan": "security",
    "perladangan": "plantation", "komoditi": "commodities", "kerja": "works", "raya": "public", "awam": "public",
    "wilayah": "territory", "persekutuan": "federal", "perancangan": "planning", "perancang": "planning",
    "desa": "country", "rural": "country", "luarbandar": "country", "penyelidikan": "research", "kajian": "study",
    "statistik": "statistics", "perkhidmatan": "service", "services": "service", "perpaduan": "unity",
    "undang": "law", "tanah": "land", "galian": "minerals", "ukur": "survey", "pemetaan": "mapping", "laut": "marine",
    "perikanan": "fisheries", "hutan": "forestry", "perhutanan": "forestry", "bomba": "fire", "penyelamat": "rescue",
    "imigresen": "immigration", "kastam": "customs", "cukai": "revenue", "hasil": "revenue",
    "penerangan": "information",
    "penyiaran": "broadcasting", "contoh": "example", "sampel": "sample", "teknikal": "technical",
    "pengurusan": "management", "sisa": "waste", "pepejal": "solid", "landskap": "landscape", "lanskap": "landscape",
    "jalan": "road", "darat": "land", "udara": "air", "pelabuhan": "port", "dewan": "chamber", "perniagaan": "commerce",
    "malaysia": "malaysia", "kerjasama": "cooperation", "koperasi": "cooperative", "kampung": "village",
}  # fmt: skip
_KINDS: Final = frozenset(
    "ministry department council municipal city town district state authority board corporation commission agency "
    "office division unit centre association organisation foundation company group school college academy university "
    "institute institution".split()
)
"""The ideas that say what kind of body it is, not which."""
_COUNTRYWIDE: Final = frozenset(("malaysia", "national"))
_ORDINARY: Final = frozenset(_ENGLISH) | frozenset(_ENGLISH.values())
_PLURALS: Final = {"developments": "development", "studies": "study", "councils": "council", "resource": "resources"}


@lru_cache(maxsize=50_000)
def organisation_words(text: str) -> tuple[str, ...]:
    """The words of an organisation's name that tell it apart: folded, without company forms at the end."""
    words = plain(text.replace("&", " dan ")).split()
    while len(words) > 1 and words[-1] in _COMPANY_FORMS:
        words.pop()
    while len(words) > 2 and words[-1] in ("m", "malaysia") and words[-2] in _COMPANY_FORMS:
        words = words[:-2]
    return tuple(words)


def organisation_key(text: str) -> str:
    """What two spellings of one organisation share for certain: "Sampel Consult" of "SAMPEL CONSULT SDN. BHD."."""
    return " ".join(organisation_words(text))


@lru_cache(maxsize=50_000)
def _meaning(text: str) -> frozenset[str]:
    """The words of a name as ideas, the same in Malay and English; small words left out, short forms written out."""
    words: list[str] = []
    for word in organisation_words(text):
        words.extend(_SHORT_FORMS.get(word, word).split())
    ideas = (_PLURALS.get(idea, idea) for idea in (_ENGLISH.get(word, word) for word in words))
    return frozenset(idea for idea in ideas if idea and idea not in _SMALL_WORDS)


def _own_ideas(text: str) -> frozenset[str]:
    """The ideas of a name beside its kind: empty for "Majlis Daerah"."""
    return _meaning(text) - _KINDS - _COMPANY_FORMS


def _shares_own_idea(one: str, other: str) -> bool:
    """Whether two names share more than the kind of body and the country."""
    return not (_own_ideas(one) & _own_ideas(other)) <= _COUNTRYWIDE


def _own_words(text: str) -> str:
    words = organisation_words(text)
    return " ".join(word for word in words if _ENGLISH.get(word, word) not in _KINDS and word not in _SMALL_WORDS)


def _spelled_alike(one: str, other: str, least: float) -> bool:
    """Whether two names are as close as `least` of 100, and not by what every body of their kind is called."""
    if _close(one, other) < least:
        return False
    return _shares_own_idea(one, other) or fuzz.ratio(_own_words(one), _own_words(other)) >= OWN_WORDS_ALIKE


def initials(text: str) -> str:
    """The first letters of the words that count: "kpkt" of Kementerian Perumahan dan Kerajaan Tempatan."""
    return "".join(word[0] for word in organisation_words(text) if word not in _SMALL_WORDS)


def abbreviates(short: str, full: str) -> bool:
    """Whether `short` shortens `full`: each of its words is a word of `full` in turn, or letters of several that take
    the first letter of each ("JKR Selangor", "PPj" of Perbadanan Putrajaya).

    Only one word is letters, and no word of the language is: several ordinary words shorten nothing. Nor is a name that
    only tells the kind of body ("Majlis Daerah") shortened by anything.
    """
    if not _own_ideas(full):
        return False
    return _shortens(organisation_words(short), tuple(w for w in organisation_words(full) if w not in _SMALL_WORDS))


def _shortens(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if not short or not full or len(short) >= len(full) + (len(full) == 1):
        return not short and not full
    return _align(short, full, False)


def _align(short: tuple[str, ...], full: tuple[str, ...], shortened: bool) -> bool:
    if not short or not full:
        return not short and not full and shortened
    head = short[0]
    if head == full[0] and _align(short[1:], full[1:], shortened):
        return True
    if shortened or head in _ORDINARY or not 2 <= len(head) <= 8:
        return False
    return any(
        _takes_first_letters(head, full[:count]) and _align(short[1:], full[count:], True)
        for count in range(2, min(len(head), len(full)) + 1)
    )


def _takes_first_letters(letters: str, words: tuple[str, ...]) -> bool:
    """Whether the letters run through the words in order, the first letter of every word among them, few besides."""
    if len(letters) > len(words) + 2 or not letters:
        return False
    if len(letters) == len(words):
        return all(letter == word[0] for letter, word in zip(letters, words, strict=True))
    if not words or letters[0] != words[0][0]:
        return False
    for taken in range(1, min(len(letters), 4) + 1):
        if _is_subsequence(letters[:taken], words[0]) and (
            (len(words) == 1 and taken == len(letters)) or _takes_first_letters(letters[taken:], words[1:])
        ):
            return True
    return False


def _is_subsequence(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


OWN_WORDS_ALIKE: Final = 80
"""How close, of 100, the words beside the kind of body are in two spellings of one name."""
ABBREVIATION: Final = "abbreviation"
LANGUAGE: Final = "language"
SPELLING: Final = "spelling"
PARENT: Final = "parent"
PART: Final = "part"


@lru_cache(maxsize=100_000)
def relation(one: str, other: str) -> tuple[float, str] | None:
    """How likely, from 0 to 1, two texts name one organisation, and why (one of the codes above); None for no likeness.

    Texts of the same key are not asked about: they are the same.
    """
    first, second = organisation_words(one), organisation_words(other)
    if not first or not second:
        return None
    if first[0][0] != second[0][0] and _meaning(one).isdisjoint(_meaning(other)):
        return None
    if _meaning(one) == _meaning(other) and _meaning(one):
        return 0.95, LANGUAGE
    short, full = (one, other) if len(first) < len(second) else (other, one)
    if abbreviates(short, full):
        return 0.9, ABBREVIATION
    written_out = " ".join(_SHORT_FORMS.get(word, word) for word in organisation_words(short))
    if organisation_words(written_out) != organisation_words(short) and _spelled_alike(written_out, full, 90):
        return 0.85, ABBREVIATION
    if _spelled_alike(one, other, 88):
        return _close(one, other) / 110, SPELLING
    if not _shares_own_idea(one, other):
        return None
    ideas, others = _meaning(one), _meaning(other)
    shared = len(ideas & others)
    if shared >= 2 and shared >= 0.6 * max(len(ideas), len(others)):
        return 0.45, PART
    if min(len(ideas), len(others)) >= 2 and shared == min(len(ideas), len(others)):
        return 0.4, PART
    return None


def _close(one: str, other: str) -> float:
    return fuzz.ratio(organisation_key(one), organisation_key(other))


class OrganisationRecord(NamedTuple):
    """An organisation as matching sees it; `parent` is another record's id or None."""

    id: str
    name: str
    short_name: str = ""
    spellings: tuple[str, ...] = ()
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class OrganisationCandidate:
    """An organisation that a text may mean; `score` from 0 to 1."""

    id: str
    name: str
    score: float
    reason: str

    @property
    def why(self) -> str:
        """The reason in the language spoken now."""
        return _(_REASONS[self.reason]).format(name=self.name)


@dataclass(frozen=True, slots=True)
class OrganisationMatch:
    """`known` is the id where there is no doubt; otherwise `candidates`, the nearest first, at most five, or none."""

    known: str | None
    candidates: tuple[OrganisationCandidate, ...] = ()


_REASONS: Final = {
    ABBREVIATION: N_("looks like the short form of {name}"),
    LANGUAGE: N_("means the same as {name}"),
    SPELLING: N_("spelled almost like {name}"),
    PARENT: N_("seems to be a part of {name}"),
    PART: N_("shares most of its words with {name}"),
    "several": N_("also written like {name}"),
}


class KnownOrganisations:
    """Every organisation of the records, ready to be looked up by whatever a sheet calls it."""

    def __init__(self, records: Iterable[OrganisationRecord]) -> None:
        self._records = {record.id: record for record in records}
        self._exact: dict[str, list[str]] = {}
        self._by_letter: dict[str, list[tuple[str, str]]] = {}
        self._by_idea: dict[str, list[tuple[str, str]]] = {}
        for record in self._records.values():
            for text in dict.fromkeys((record.name, record.short_name, *record.spellings)):
                self._add(record.id, text)

    def _add(self, identity: str, text: str) -> None:
        key = organisation_key(text)
        if not key:
            return
        owners = self._exact.setdefault(key, [])
        if identity not in owners:
            owners.append(identity)
        self._by_letter.setdefault(key[0], []).append((identity, text))
        for idea in _meaning(text):
            self._by_idea.setdefault(idea, []).append((identity, text))

    def learn(self, text: str, identity: str) -> None:
        """Remember that `text` means the organisation `identity` for the rest of this import."""
        self._add(identity, text)

    def key(self, text: str) -> str:
        """The own key of the organisation that `text` certainly means, else the key of the text itself."""
        key = organisation_key(text)
        owners = self._exact.get(key, [])
        return organisation_key(self._records[owners[0]].name) if len(owners) == 1 else key

    def are_related(self, one: str, other: str) -> bool:
        """Whether one of two keys is the parent of the other, or both have one parent."""
        first, second = self._exact.get(one, []), self._exact.get(other, [])
        if len(first) != 1 or len(second) != 1:
            return False
        mine, theirs = self._records[first[0]], self._records[second[0]]
        return (
            mine.parent == theirs.id
            or theirs.parent == mine.id
            or (mine.parent is not None and mine.parent == theirs.parent)
        )

    def match(self, text: str) -> OrganisationMatch:
        """What `text` means; never raises, whatever the text."""
        key = organisation_key(text)
        if not key:
            return OrganisationMatch(None)
        owners = self._exact.get(key, [])
        if len(owners) == 1:
            return OrganisationMatch(owners[0])
        if owners:
            several = (
                OrganisationCandidate(o, self._records[o].name, 0.5, "several") for o in owners if o in self._records
            )
            return OrganisationMatch(None, tuple(several)[:5])
        return OrganisationMatch(None, self._nearest(text))

    def _nearest(self, text: str) -> tuple[OrganisationCandidate, ...]:
        looked: dict[tuple[str, str], None] = dict.fromkeys(self._by_letter.get(organisation_key(text)[0], []))
        for idea in sorted(_meaning(text), key=lambda idea: len(self._by_idea.get(idea, ())))[:4]:
            looked.update(dict.fromkeys(self._by_idea.get(idea, [])))
        best: dict[str, tuple[float, str]] = {}
        for identity, spelling in looked:
            found = relation(text, spelling)
            if found and found[1] == ABBREVIATION and self._is_short_form_of_another(identity, spelling, text):
                continue
            if found and found > best.get(identity, (0.0, "")):
                best[identity] = found
        words = organisation_words(text)
        for start in range(1, len(words)):
            for score, part in ((0.35, " ".join(words[start:])), (0.3, " ".join(words[:-start]))):
                for owner in self._exact.get(part, []) if _own_ideas(part) else []:
                    best.setdefault(owner, (score, PARENT))
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))[:5]
        return tuple(
            OrganisationCandidate(identity, self._records[identity].name, round(score, 2), reason)
            for identity, (score, reason) in ranked
            if identity in self._records
        )

    def _is_short_form_of_another(self, identity: str, spelling: str, text: str) -> bool:
        """Whether the letters that would shorten `text` are known to stand for a name with which it shares nothing."""
        name = self._records[identity].name
        return (
            len(organisation_words(spelling)) < len(organisation_words(text))
            and len(organisation_words(name)) > 1
            and organisation_key(name) != organisation_key(spelling)
            and not _shares_own_idea(text, name)
        )
