"""Two lists held against each other: the bars that matching is held to, on lists whose truth is known."""

import csv
from pathlib import Path

import pytest

from desktop_app.exchange.match_lists import match_files, records_of

PEOPLE = Path(__file__).resolve().parents[2].parent / "shared" / "fixtures" / "people"


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as lines:
        return [{name.strip(): text.strip() for name, text in row.items()} for row in csv.DictReader(lines)]


def write(path: Path, rows: list[dict[str, str]], without: str = "") -> Path:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, [name for name in rows[0] if name != without], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)
    return path


def scored(known: Path, incoming: Path, truth: dict[str, str]) -> tuple[float, float, float]:
    """Precision of same, share of known people found, share of rows asked about."""
    answers = {str(answer["row"]): answer for answer in match_files(known, incoming)}
    same = right = found = asked = 0
    for row, owner in truth.items():
        ids = [candidate["id"] for candidate in answers[row]["candidates"]]
        answer = answers[row]["answer"]
        same += answer == "same"
        right += answer == "same" and ids[0] == owner
        asked += answer == "ask"
        found += bool(owner) and (ids[:1] == [owner] if answer == "same" else owner in ids)
    return right / max(1, same), found / sum(map(bool, truth.values())), asked / len(truth)


def test_malaysian_names_are_matched_within_the_bars(tmp_path: Path) -> None:
    rows = table(PEOPLE / "malaysia" / "incoming.csv")
    truth = {row["row"]: row["same_as"] for row in rows}
    incoming = write(tmp_path / "incoming.csv", rows, without="same_as")
    precision, found, asked = scored(PEOPLE / "malaysia" / "known.csv", incoming, truth)
    assert precision >= 0.998
    assert found >= 0.97
    assert asked <= 0.18


@pytest.mark.parametrize(
    ("name", "without"), [("febrl1", ""), ("febrl1", "soc_sec_id"), ("febrl2", ""), ("febrl2", "soc_sec_id")]
)
def test_febrl_lists_are_matched_within_the_bars(tmp_path: Path, name: str, without: str) -> None:
    rows = table(PEOPLE / f"{name}.csv")
    originals = [row for row in rows if row["rec_id"].endswith("org")]
    copies = [row for row in rows if "dup" in row["rec_id"]]
    owner = {row["rec_id"].split("-")[1]: row["rec_id"] for row in originals}
    truth = {row["rec_id"]: owner[row["rec_id"].split("-")[1]] for row in copies}
    known = write(tmp_path / "known.csv", originals, without)
    precision, found, asked = scored(known, write(tmp_path / "copies.csv", copies, without), truth)
    assert precision >= (0.998 if without else 0.999)
    assert found >= (0.975 if without else 0.99)
    assert asked <= (0.15 if without else 0.05)


def test_the_files_own_numbers_name_the_rows_else_the_lines(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Nama,No. Telefon\nAli bin Abu,012-3456789\n\nSiti,\n", encoding="utf-8")
    assert [record.id for record in records_of(people)] == ["2", "4"]
    assert records_of(people)[0].phones == ("+60123456789",)


def test_each_answer_tells_its_reason(tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text("id,name,phone\nP1,Ali bin Abu,0123456789\nP2,Siti binti Omar,0129999999\n", encoding="utf-8")
    first = next(iter(match_files(people, people)))
    assert first["answer"] == "same"
    assert first["candidates"][0] == {
        "id": "P1",
        "score": first["candidates"][0]["score"],
        "why": "same telephone number; same name",
    }
