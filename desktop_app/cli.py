"""The command line: everything but drawing, without a display and without Qt being imported.

Exit codes: 0 done, 2 the input is at fault, 1 anything else. Messages go to stderr, answers to stdout.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from db.errors import RecordsError, StoreError
from desktop_app.language import LANGUAGES, _, set_language
from desktop_app.messages import sentence

if TYPE_CHECKING:
    from db.store import Store

INPUT_AT_FAULT: Final = 2
_FAULTS_OF_THE_PLACE: Final = {"disk-full", "busy", "failed", "read-only", "no-access"}


def main(argv: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    if (asked := _language_asked(argv)) is not None:
        set_language(asked)
    arguments = _parser().parse_args(argv)
    try:
        run: Callable[[argparse.Namespace], int] = arguments.run
        return run(arguments)
    except (RecordsError, StoreError) as error:
        if getattr(arguments, "json", False):
            _print({"problem": {"code": error.code, "message": sentence(error)}})
        _say(sentence(error))
        return 1 if error.code in _FAULTS_OF_THE_PLACE else INPUT_AT_FAULT
    except OSError as error:
        _say(_("{file}: {reason}").format(file=error.filename or "", reason=error.strerror or error))
        return INPUT_AT_FAULT if isinstance(error, FileNotFoundError | IsADirectoryError) else 1
    except BrokenPipeError:
        return 1


def _language_asked(argv: Sequence[str]) -> str | None:
    """The language named among the arguments: even their help is printed in it."""
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument("--language", choices=sorted(LANGUAGES))
    known, _rest = first.parse_known_args(list(argv))
    asked: str | None = known.language
    return asked


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rekod", description=_("Rekod, the records of an events office. Without a command it opens its window.")
    )
    parser.add_argument("--file", type=Path, help=_("the records file"))
    parser.add_argument("--language", choices=sorted(LANGUAGES), help=_("the language of what is printed"))
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        return made

    sample = command("sample", _sample, _("write a new records file with the sample records"))
    sample.add_argument("target", type=Path, nargs="?", metavar="FILE")

    reading = command("import", _import, _("read a spreadsheet into the records"))
    reading.add_argument("sheet_file", type=Path, metavar="FILE")
    reading.add_argument("--dry-run", action="store_true", help=_("say what it holds; write nothing"))
    reading.add_argument("--json", action="store_true")
    reading.add_argument("--sheet", help=_("the sheet to read, by name"))
    reading.add_argument("--event", type=int, metavar="ID", help=_("the event it belongs to"))
    reading.add_argument("--decide", type=Path, metavar="FILE", help=_("a JSON file that settles the rows to decide"))

    reading.add_argument(
        "--phase", choices=("before", "after", "follow-up"), default="after", help=_("the phase of the answers")
    )
    reading.add_argument("--questionnaire", type=int, metavar="ID", help=_("the questionnaire the answers belong to"))

    match = command("match", _match, _("compare two lists of people"))
    match.add_argument("known", type=Path)
    match.add_argument("incoming", type=Path)
    match.add_argument("--json", action="store_true")

    undo = command("undo", _undo, _("undo the newest step, or the one given"))
    undo.add_argument("step", type=int, nargs="?")
    undo.add_argument("--redo", action="store_true", help=_("do the step undone last again"))
    undo.add_argument("--json", action="store_true")

    steps = command("steps", _steps, _("list what was done, newest first"))
    steps.add_argument("--json", action="store_true")
    steps.add_argument("--limit", type=int, default=50)

    export = command("export", _export, _("write the records out"))
    export.add_argument("--json", action="store_true", help=_("every table, to the screen"))
    export.add_argument("--xlsx", type=Path, metavar="OUT", help=_("every table, to an Excel file"))

    document = command("document", _document, _("print a document to a PDF file"))
    document.add_argument("name")
    document.add_argument("--event", type=int, required=True, metavar="ID")
    document.add_argument("--pdf", type=Path, required=True, metavar="OUT")
    document.add_argument("--in", dest="printed_in", choices=("en", "ms", "both"), default="en", metavar="en|ms|both")
    document.add_argument("--draft", action="store_true", help=_("show the doubts too"))

    check = command("check", _check, _("examine the records file and list the doubts about its records"))
    check.add_argument("--json", action="store_true")
    return parser


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _print(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, default=str)
    sys.stdout.write("\n")


def _store(arguments: argparse.Namespace, *, read_only: bool = False) -> "Store":
    from db import backup
    from db.store import Store

    if arguments.file is None:
        raise RecordsError("no-file")
    return Store.open(
        arguments.file,
        read_only=read_only,
        before_migrating=lambda path: backup.back_up(path, "before migration"),
    )


def _sample(arguments: argparse.Namespace) -> int:
    from db.store import Store
    from desktop_app.records.lists import fill_lists
    from desktop_app.records.sample import write_sample

    target = arguments.target or arguments.file
    if target is None:
        raise RecordsError("no-file")
    with Store.create(target, fill_lists) as store:
        write_sample(store)
    _say(_("The sample records are in {file}.").format(file=target))
    return 0


def _import(arguments: argparse.Namespace) -> int:
    from desktop_app.exchange import importing

    if arguments.dry_run:
        if arguments.file is None:
            answer = importing.dry_run(arguments.sheet_file, arguments.sheet)
        else:
            with _store(arguments, read_only=True) as store:
                answer = importing.dry_run(arguments.sheet_file, arguments.sheet, store, arguments.event)
        if arguments.json:
            _print(answer)
        else:
            _say(importing.told(answer))
        if answer["problem"]:
            if arguments.json:
                _say(answer["problem"]["message"])
            return INPUT_AT_FAULT
        return 0
    with _store(arguments) as store:
        receipt = importing.import_file(
            store,
            arguments.sheet_file,
            arguments.sheet,
            arguments.event,
            _decisions(arguments.decide),
            arguments.phase,
            arguments.questionnaire,
        )
    if arguments.json:
        _print(receipt.as_json())
    else:
        print(receipt.text())
    return 0


def _decisions(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        answers = json.loads(path.read_text("utf-8"))
    except ValueError as fault:
        raise RecordsError("bad-decisions", path=path, reason=str(fault)) from fault
    if not isinstance(answers, dict):
        raise RecordsError("bad-decisions", path=path, reason="not an object")
    return answers


def _match(arguments: argparse.Namespace) -> int:
    from desktop_app.exchange.match_lists import match_files

    for answer in match_files(arguments.known, arguments.incoming):
        if arguments.json:
            _print(answer)
        else:
            candidates: Any = answer["candidates"]
            best = candidates[0] if candidates else {"id": "", "why": ""}
            print(answer["row"], answer["answer"], best["id"], best["why"], sep="\t")
    return 0


def _undo(arguments: argparse.Namespace) -> int:
    with _store(arguments) as store:
        if arguments.redo:
            plan = store.redo()
        elif arguments.step is not None:
            plan = store.undo_step(arguments.step)
        else:
            plan = store.undo()
    if plan is None:
        _say(_("There is nothing to redo.") if arguments.redo else _("There is nothing to undo."))
        return INPUT_AT_FAULT
    if arguments.json:
        _print(
            {
                "step": plan.step_id,
                "title": plan.title,
                "removed": {table: len(ids) for table, ids in plan.remove.items() if ids},
                "put_back": {table: len(rows) for table, rows in plan.put_back.items() if rows},
                "restored": {table: len(rows) for table, rows in plan.restore.items() if rows},
                "kept": [{"table": one.table, "id": one.row_id, "why": one.why} for one in plan.kept],
            }
        )
    else:
        done = _("Redone: {title}.") if arguments.redo else _("Undone: {title}.")
        print(done.format(title=plan.title))
        for one in plan.kept:
            why = _("changed since") if one.why == "changed" else _("needed by another record")
            print(_("Kept: {table} {id}, {why}.").format(table=one.table, id=one.row_id, why=why))
    return 0


def _steps(arguments: argparse.Namespace) -> int:
    with _store(arguments, read_only=True) as store:
        steps = store.steps(arguments.limit)
    if arguments.json:
        _print([{name: getattr(one, name) for name in one.__slots__} for one in steps])
    else:
        for one in steps:
            print(one.id, one.at[:16], one.who or "", one.title, _("undone") if one.undone else "", sep="\t")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    from desktop_app.exchange import export

    with _store(arguments, read_only=True) as store, store.read() as session:
        if arguments.xlsx:
            export.write_whole_file(session, arguments.xlsx)
            _say(_("The records are in {file}.").format(file=arguments.xlsx))
        if arguments.json or not arguments.xlsx:
            _print(export.as_json(session))
    return 0


def _document(arguments: argparse.Namespace) -> int:
    from desktop_app.documents import render
    from desktop_app.documents.catalogue import document
    from desktop_app.documents.document import Options

    kind = document(arguments.name)
    with _store(arguments, read_only=True) as store, store.read() as session:
        data = kind.build(session, arguments.event, Options(draft=arguments.draft))
    arguments.pdf.write_bytes(render.pdf(arguments.name, data, arguments.printed_in))
    _say(_("The document is in {file}.").format(file=arguments.pdf))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from desktop_app.records.checking import examine

    with _store(arguments, read_only=True) as store:
        report = examine(store)
    if arguments.json:
        _print(report.as_json())
    else:
        print(report.text())
    return 0 if report.sound else 1
