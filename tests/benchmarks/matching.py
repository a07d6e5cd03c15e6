"""How fast and how well rows are matched: ours beside a plain scan by rapidfuzz, in one process.

    python3 -m tests.benchmarks.matching [known] [rows]

Both get the same invented people and the same spoilt rows. The yardstick folds the names and takes, for each row, the
known name most alike, over the whole list: what one writes first with the same library. Printed are rows a second, the
share of rows whose person is found, and the ratio. Seconds are the processor's; the ratio is what counts.
"""

import random
import sys
import time
from dataclasses import dataclass

from desktop_app.exchange.comparison import PersonRecord
from desktop_app.exchange.matching import KnownPeople
from desktop_app.records.names import name_key

_SYLLABLES = (
    *(
        "ai",
        "am",
        "an",
        "ar",
        "az",
        "da",
        "di",
        "fa",
        "fi",
        "ha",
        "hi",
        "id",
        "is",
        "ja",
        "ka",
        "ki",
        "la",
        "li",
        "lu",
        "ma",
    ),
    *("mi", "na", "ni", "nu", "ra", "ri", "ro", "sa", "sha", "su", "ta", "ti", "wa", "ya", "yu", "za", "zi", "zul"),
)
_ENDINGS = ("n", "h", "r", "m", "d", "l", "s", "wan", "din", "man", "ri", "na", "ha", "")
_FIRST = ("Mohd", "Muhammad", "Ahmad", "Abdul", "Nur", "Siti", "Wan", "Nik", "Noor", "Sharifah", "", "", "", "", "", "")
_CHINESE = tuple(
    "Tan Lim Lee Wong Ng Chong Chan Goh Ong Teoh Khoo Lau Yap Low Chin Kok Teh Foo Cheah Liew Ho Chua".split()
)
_GIVEN_CHINESE = tuple(
    "Wei Ming Hui Ling Jia Xin Shan Fong Seng Huat Keong Mei Li Yong Kit Chee Siew Hock Boon Kai Zhi Yi Jun Hao".split()
)
_INDIAN = tuple(
    "Raman Muthu Kumar Devi Shanti Kavitha Revathi Ganesh Selvam Vasanthi Thilaga Lakshmi Mohan Siva Anand ".split()
)
_POSTS = ("Pegawai Tadbir", "Perancang Bandar", "Jurutera", "Penolong Pengarah", "Ketua Unit", "Pensyarah", "Pengurus")
_TITLES = ("", "", "", "Dato'", "Dr.", "Ir.", "Encik", "Puan", "Tan Sri", "YBhg. Datuk", "Hj.")
_SPELLINGS = (("Mohd", "Muhammad"), ("Mohd", "Mohd."), ("Muhammad", "Muhd"), ("Nur", "Noor"), ("Abdul", "Abd."))


@dataclass
class Lists:
    """Invented people, rows about some of them and about strangers, and who each row truly is ("" a stranger)."""

    known: list[PersonRecord]
    rows: list[PersonRecord]
    truth: list[str]


def _word(chance: random.Random) -> str:
    return (
        "".join(chance.choice(_SYLLABLES) for _ in range(chance.choice((1, 2, 2)))) + chance.choice(_ENDINGS)
    ).title()


class _Population:
    """Invents people; few names are common, many are rare, as names are."""

    def __init__(self, chance: random.Random, words: int, organisations: int) -> None:
        self.chance = chance
        self.words = [_word(chance) for _ in range(words)]
        kinds = ("Majlis Perbandaran", "Jabatan", "Institut", "Majlis Daerah")
        self.organisations = sorted({f"{chance.choice(kinds)} {_word(chance)}" for _ in range(organisations)})

    def _common(self) -> str:
        return self.words[int(len(self.words) * self.chance.random() ** 3)]

    def name(self) -> str:
        chance = self.chance
        kind = chance.random()
        if kind < 0.6:
            woman = chance.random() < 0.5
            first = chance.choice(_FIRST)
            father = f"{chance.choice(('', '', 'Mohd ', 'Abdul ', 'Ahmad '))}{self._common()}"
            return f"{first} {self._common()} {'binti' if woman else 'bin'} {father}".strip()
        if kind < 0.85:
            western = f" {self._common()}" if chance.random() < 0.15 else ""
            given = f"{chance.choice(_GIVEN_CHINESE)} {chance.choice(_GIVEN_CHINESE)}"
            return f"{chance.choice(_CHINESE)} {given}{western}"
        child = chance.choice(("a/p", "a/l"))
        return f"{chance.choice(_INDIAN)} {self._common()} {child} {chance.choice(_INDIAN)} {self._common()}"

    def person(self, place: int) -> PersonRecord:
        chance = self.chance
        name = self.name()
        house = f"{chance.randrange(400)}.example"
        local = ".".join(name.lower().replace("/", "").split()[:2])
        email = (f"{local}{chance.randrange(1000)}@{house}",) if chance.random() < 0.6 else ()
        phone = (f"+601{chance.randrange(10**8):08d}",) if chance.random() < 0.7 else ()
        identity = (
            f"{chance.randrange(50, 99)}{chance.randrange(1, 13):02d}{chance.randrange(1, 29):02d}"
            if chance.random() < 0.3
            else ""
        )
        identity += f"{chance.randrange(1, 15):02d}{chance.randrange(10**4):04d}" if identity else ""
        organisation = self.organisations[int(len(self.organisations) * chance.random() ** 1.5)]
        return PersonRecord(f"P{place:06d}", name, "", organisation, chance.choice(_POSTS), email, phone, identity)


def spoil(person: PersonRecord, chance: random.Random, harm: float) -> PersonRecord:
    """The person as a hurried stranger types him: titles, capitals, spellings, slips, blanks, another office."""
    name = person.name
    for old, new in _SPELLINGS:
        if old in name and chance.random() < 0.4:
            name = name.replace(old, new, 1)
    if chance.random() < 0.25:
        name = name.replace(" bin ", chance.choice((" b. ", " bn ", " "))).replace(
            " binti ", chance.choice((" bt ", " bte ", " "))
        )
    if chance.random() < harm:
        at = chance.randrange(1, len(name))
        letter = chance.choice("aeinrsl")
        name = chance.choice(
            (name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :])
        )
    if chance.random() < harm / 3 and len(name.split()) > 3:
        name = " ".join(name.split()[:-2])
    if chance.random() < 0.3:
        name = name.upper()
    title = chance.choice(_TITLES)
    keep = 1 - 3 * harm
    moved = chance.random() < harm / 2
    return PersonRecord(
        "",
        f"{title} {name}".strip(),
        "",
        ("Institut Lain" if moved else person.organisation) if chance.random() < 0.9 else "",
        person.post if chance.random() < 0.8 and not moved else "",
        person.emails if chance.random() < keep else (),
        person.phones if chance.random() < keep else (),
        person.identity_number if chance.random() < keep else "",
    )


def invent(known: int, rows: int, seed: int, harm: float = 0.12, strangers: float = 0.3, words: int = 6000) -> Lists:
    """Lists of the sizes wanted; `harm` is how likely each damage is, `strangers` the share of rows of strangers."""
    chance = random.Random(seed)
    population = _Population(chance, words, 200)
    people = [population.person(place) for place in range(known)]
    lists = Lists(people, [], [])
    for place in range(rows):
        is_known = chance.random() >= strangers
        source = chance.choice(people) if is_known else population.person(known + place)
        lists.rows.append(spoil(source, chance, harm)._replace(id=str(place)))
        lists.truth.append(source.id if is_known else "")
    return lists


def figures(lists: Lists) -> dict[str, float]:
    """Match the lists: rows a second, seconds to build, precision of same, share found, share asked."""
    start = time.process_time()
    known = KnownPeople(lists.known)
    built = time.process_time()
    answers = known.match_all(lists.rows)
    matched = time.process_time()
    same = right = found = asks = 0
    for answer, owner in zip(answers, lists.truth, strict=True):
        ids = [candidate.id for candidate in answer.candidates]
        same += answer.answer == "same"
        right += answer.answer == "same" and ids[0] == owner
        found += bool(owner) and (answer.person == owner or (answer.answer == "ask" and owner in ids))
        asks += answer.answer == "ask"
    owned = sum(map(bool, lists.truth))
    return {
        "build": built - start,
        "rows a second": len(lists.rows) / (matched - built),
        "precision": right / max(1, same),
        "recall": right / max(1, owned),
        "found": found / max(1, owned),
        "asks": asks / len(lists.rows),
    }


def yardstick(lists: Lists, rows: int) -> tuple[float, float]:
    """Rows a second and the share found by taking the most alike of all folded names, on the first `rows` rows."""
    from rapidfuzz import fuzz, process

    keys = [name_key(person.name) for person in lists.known]
    start = time.process_time()
    right = owned = 0
    for row, owner in zip(lists.rows[:rows], lists.truth[:rows], strict=True):
        found = process.extractOne(name_key(row.name), keys, scorer=fuzz.ratio, score_cutoff=85)
        owned += bool(owner)
        right += bool(owner) and found is not None and lists.known[found[2]].id == owner
    return rows / (time.process_time() - start), right / max(1, owned)


def splink_yardstick(lists: Lists) -> tuple[float, float] | None:
    """Rows a second, training included, and the share splink finds; None where it and pandas are not installed."""
    try:
        import pandas
        import splink.comparison_library as compare
        from splink import DuckDBAPI, Linker, SettingsCreator, block_on
    except ImportError:
        return None

    def frame(people: list[PersonRecord]) -> "pandas.DataFrame":
        return pandas.DataFrame(
            {
                "unique_id": person.id,
                "name": name_key(person.name) or None,
                "first": name_key(person.name).partition(" ")[0] or None,
                "organisation": person.organisation or None,
                "post": person.post or None,
                "email": (person.emails or (None,))[0],
                "phone": (person.phones or (None,))[0],
                "identity": person.identity_number or None,
            }
            for person in people
        )

    start = time.process_time()
    facts = ("organisation", "post", "email", "phone", "identity")
    settings = SettingsCreator(
        link_type="link_only",
        comparisons=[compare.JaroWinklerAtThresholds("name", [0.95, 0.88]), *map(compare.ExactMatch, facts)],
        blocking_rules_to_generate_predictions=[
            *map(block_on, ("name", "email", "phone", "identity")),
            block_on("first", "organisation"),
        ],
    )
    database = DuckDBAPI()
    linker = Linker([database.register(frame(lists.known)), database.register(frame(lists.rows))], settings)
    linker.training.estimate_probability_two_random_records_match([block_on("identity"), block_on("phone")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    for rule in ("phone", "name"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(rule))
    pairs = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    seconds = time.process_time() - start
    best: dict[str, str] = {}
    for pair in pairs.sort_values("match_probability", ascending=False).itertuples():
        row, known = sorted((pair.unique_id_l, pair.unique_id_r))
        best.setdefault(row, known)
    right = sum(best.get(row.id) == owner for row, owner in zip(lists.rows, lists.truth, strict=True) if owner)
    return len(lists.rows) / seconds, right / max(1, sum(map(bool, lists.truth)))


def main() -> None:
    known = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 10_000
    lists = invent(known, rows, seed=20260512)
    ours = figures(lists)
    speed, recall = yardstick(lists, min(rows, 300))
    print(f"{known} known, {rows} rows")
    print("ours:      " + "  ".join(f"{name} {value:,.4g}" for name, value in ours.items()))
    print(f"rapidfuzz scan: rows a second {speed:,.4g}  recall {recall:.3f}")
    print(f"ratio of rows a second: {ours['rows a second'] / speed:.0f}x")
    if by_splink := splink_yardstick(lists):
        print(f"splink, training included: rows a second {by_splink[0]:,.4g}  recall {by_splink[1]:.3f}")
        whole = rows / (ours["build"] + rows / ours["rows a second"])
        print(f"ratio, building the index included: {whole / by_splink[0]:.1f}x")


if __name__ == "__main__":
    main()
