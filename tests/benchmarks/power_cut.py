"""Cut the power at random moments, on paper: `python -m tests.benchmarks.power_cut` (Linux, with strace).

A child saves as in `killing`, and strace writes down each thing it asks of the disk. A power cut is then played: what
was synchronised by that moment is there; of every write after it, each sector may be there or not, in any order, and
of the names made, removed and changed only some first ones. The program opens what is left and must find every
acknowledged save, the one in flight whole or absent, and a sound file; a backup, where there is one, is a whole one.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.store import Store
from tests import make
from tests.benchmarks.killing import Digest, Saver, Tally, judge

SECTOR = 512
CALLS = "pwrite64,write,ftruncate,fsync,fdatasync,unlink,rename,openat"

Message = tuple[str, str, Digest | None]
Call = tuple[str, list[str]]


class Aloud:
    """Says on the standard output, one line at once, so that the log has it in its place."""

    def send(self, message: Any, /) -> None:
        os.write(1, json.dumps(message).encode() + b"\n")


def child(path: Path, seed: int, saves: int) -> None:
    """Save so many times."""
    saver = Saver(Store.open(path), Aloud(), random.Random(seed), largest=250)
    saver.begin()
    for _ in range(saves):
        saver.act()


@dataclass
class Node:
    """A file: what is surely on the disk, and what was asked of it since."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    def sync(self) -> None:
        for one in self.pending:
            apply(self.durable, *one)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        left = bytearray(self.durable)
        for offset, data in self.pending:
            fate = chance.random()
            if data is None or fate < 0.3:
                if chance.random() < 0.5:
                    apply(left, offset, data)
            elif fate < 0.8:
                for place in range(0, len(data), SECTOR):
                    if chance.random() < 0.5:
                        apply(left, offset + place, data[place : place + SECTOR])
        return bytes(left)


def apply(content: bytearray, offset: int, data: bytes | None) -> None:
    """Write `data` at `offset`, or cut or lengthen the content to `offset` bytes where there is none."""
    end = offset if data is None else offset + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[offset:]
    else:
        content[offset:end] = data


@dataclass
class Disk:
    """The files under one folder, as they are for programs (`names`) and for the disk (`durable`)."""

    names: dict[str, Node] = field(default_factory=dict)
    durable: dict[str, Node] = field(default_factory=dict)
    pending: list[dict[str, Node]] = field(default_factory=list)

    def named(self, names: dict[str, Node]) -> None:
        self.names = names
        self.pending.append(names)

    def take(self, call: str, arguments: list[str]) -> None:
        """One call of the log: its name, and its paths, numbers and bytes as they stand there."""
        name = arguments[0]
        node = self.names.get(name)
        if call == "openat" and node is None and "O_CREAT" in arguments[1]:
            self.named(self.names | {name: Node()})
        elif call == "unlink":
            self.named({one: kept for one, kept in self.names.items() if one != name})
        elif call == "rename" and node is not None:
            self.named({one: kept for one, kept in self.names.items() if one != name} | {arguments[1]: node})
        elif call == "pwrite64" and node is not None:
            node.pending.append((int(arguments[3]), bytes.fromhex(arguments[1])))
        elif call == "ftruncate" and node is not None:
            node.pending.append((int(arguments[1]), None))
        elif call in ("fsync", "fdatasync"):
            if node is not None:
                node.sync()
            else:
                self.durable, self.pending = self.names, []

    def cut(self, root: Path, to: Path, chance: random.Random) -> None:
        """Write to the folder `to` what a power cut at this moment might leave of `root`."""
        names = chance.choice([self.durable, *self.pending])
        for name, node in names.items():
            place = to / Path(name).relative_to(root)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(node.after_a_cut(chance))


LINE = re.compile(r"\d+ +(\w+)\((.*)\) += (\d+).*")
PART = re.compile(r'[\d\w]+<([^>]*)>|"([^"]*)"|([\w|]+)')


def calls(log: Path) -> Iterator[Call]:
    """Each call that succeeded, its arguments decoded: paths as text, bytes as hexadecimal digits."""
    with log.open(encoding="ascii") as lines:
        for line in lines:
            if (found := LINE.fullmatch(line.strip())) is None:
                continue
            call, written = found[1], found[2]
            values = []
            for path, quoted, plain in PART.findall(written):
                values.append(_text(path) if path else quoted.replace("\\x", "") or plain)
            if call == "openat":
                values = [_text(values[1]), values[2]]
            elif call in ("unlink", "rename"):
                values = [_text(value) for value in values]
            yield call, values


def _text(digits: str) -> str:
    try:
        return bytes.fromhex(digits.replace("\\x", "")).decode()
    except ValueError:
        return digits  # what is no file: pipe:[123]


def record(path: Path, seed: int, saves: int, log: Path) -> list[Call]:
    """Let a child save to the file at `path` under strace. Returns its calls."""
    given = ["--child", str(path), "--seed", str(seed), "--saves", str(saves)]
    subprocess.run(
        ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", f"trace={CALLS}", "-o", str(log)]
        + [sys.executable, "-m", "tests.benchmarks.power_cut", *given],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return list(calls(log))


def play(times: int, seed: int, work: Path, saves: int = 60) -> Tally:
    """Record once, and cut the power so many times."""
    chance, tally = random.Random(seed), Tally()
    root = work / "recorded"
    root.mkdir()
    path = root / "office.rekod"
    make.store(root, path.name).close()
    first = {str(path): Node(bytearray(path.read_bytes()))}
    disk = Disk(first, first)
    recorded = record(path, seed, saves, work / "log")
    said: list[Message] = []
    ready = next(n for n, (call, values) in enumerate(recorded) if call == "write" and _said(values)[:1] == ["ready"])
    moments = sorted(chance.choices(range(ready + 1, len(recorded) + 1), k=times))
    for number, (call, values) in enumerate([*recorded, ("end", [""])]):
        while moments and moments[0] == number:
            moments.pop(0)
            to = work / "cut"
            disk.cut(root, to, chance)
            judge(to / path.name, said, tally, f"moment {number} of seed {seed}")
            tally.kills += 1
            shutil.rmtree(to)
        if call == "write" and (message := _said(values)):
            state = message[2] and tuple((one[0], one[1]) for one in message[2])
            said.append((message[0], message[1], state))
        elif values[0].startswith(str(root)):
            disk.take(call, values)
    return tally


def _said(values: list[str]) -> list[Any]:
    """The message in a write to the standard output; nothing for any other write."""
    try:
        message = json.loads(bytes.fromhex(values[1]))
    except (ValueError, IndexError):
        return []
    return message if isinstance(message, list) and len(message) == 3 else []


def main() -> int:
    """Print the tally; 1 where anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--saves", type=int, default=60)
    parser.add_argument("--child", type=Path)
    asked = parser.parse_args()
    if asked.child:
        child(asked.child, asked.seed, asked.saves)
        return 0
    if not shutil.which("strace"):
        print("this needs Linux and strace")
        return 2
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        tally = play(asked.times, asked.seed, Path(folder), asked.saves)
    print(str(tally).replace("kills", "power cuts"))
    for fault in tally.faults:
        print(fault)
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
