"""Excel out of the window: what a table shows, or every record of the file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.language import _, ngettext
from desktop_app.ui.desk import Desk
from desktop_app.ui.tasks import Progress

if TYPE_CHECKING:
    from desktop_app.records.fields import Entity
    from desktop_app.records.queries import Query

KINDS = "*.xlsx"


def export_view(desk: Desk, entity: "Entity", query: "Query", names: tuple[str, ...]) -> None:
    """Ask where to, then write what the table shows, in its order."""
    path = _asked(desk, _(entity.many).lower())
    if path is None:
        return
    store = desk.file.store

    def write(progress: Progress) -> int:
        from desktop_app.exchange import export

        with store.read() as session:
            return export.write_view(session, path, entity, query, names, progress)

    _start(desk, write, path)


def export_all(desk: Desk) -> None:
    """Ask where to, then write every record, a sheet for each kind."""
    path = _asked(desk, desk.file.store.path.stem)
    if path is None:
        return
    store = desk.file.store

    def write(progress: Progress) -> int:
        from desktop_app.exchange import export

        with store.read() as session:
            return export.write_whole_file(session, path, progress)

    _start(desk, write, path)


def _asked(desk: Desk, name: str) -> Path | None:
    kinds = _("Excel workbook ({kinds})").format(kinds=KINDS)
    return desk.prompter.file_to_save(_("Export to Excel"), kinds, desk.file.store.path.with_name(f"{name}.xlsx"))


def _start(desk: Desk, write: Callable[[Progress], int], path: Path) -> None:
    def told(rows: int) -> None:
        words = ngettext("{count} row is in {file}.", "{count} rows are in {file}.", rows)
        desk.say("good", words.format(count=f"{rows:,}", file=path))

    desk.tasks.start(write, told, title=_("Exporting to Excel"), failed=desk.say_error)
