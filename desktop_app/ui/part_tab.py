"""A tab of a record that holds rows: the small table, and over an event's people its figures."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.language import _
from desktop_app.records.fields import Entity
from desktop_app.ui.child_table import ChildTable
from desktop_app.ui.desk import Desk
from desktop_app.ui.headline import Figures, event_figures
from desktop_app.ui.labels import button


class PartTab(QWidget):
    """The rows of one kind inside the record; over those of an event's people its figures."""

    def __init__(self, desk: Desk, entity: Entity, parent_id: int):
        super().__init__()
        self._desk = desk
        self._parent_id = parent_id
        column = QVBoxLayout(self)
        px = desk.appearance.px
        column.setContentsMargins(0, px(10), 0, px(8))
        column.setSpacing(px(10))
        self._figures: Figures | None = None
        if entity.name in ("participation", "headcount"):
            self._figures = Figures(desk.appearance)
            column.addWidget(self._figures)
        self.table = ChildTable(desk, entity, parent_id)
        column.addWidget(self.table, 1)
        if entity.name == "participation" and not desk.file.store.read_only:
            self.bring_in = button(_("Import attendance"), keys="Ctrl+I")
            self.bring_in.setAutoDefault(True)
            self.bring_in.clicked.connect(self._import)
            column.addWidget(self.bring_in, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_figures()

    def reload(self) -> None:
        """Read everything anew."""
        self._show_figures()
        self.table.reload()

    def _import(self) -> None:
        """Begin an import for the event whose record this is."""
        from desktop_app.ui.main_window import MainWindow

        window = self.window()
        if isinstance(window, MainWindow):
            window.imports.begin()

    def _show_figures(self) -> None:
        if self._figures is not None:
            with self._desk.file.store.read() as session:
                self._figures.show_figures(event_figures(session, self._parent_id))
