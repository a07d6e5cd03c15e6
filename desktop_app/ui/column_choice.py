"""Which columns a table shows: those its entity begins with, or those the user ticked in the headings' menu."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.language import _
from desktop_app.records.fields import Entity
from desktop_app.ui.columns import columns_of
from desktop_app.ui.settings import Settings
from desktop_app.ui.table_model import Column


class ColumnChoice(QObject):
    """The choice for one table, kept in the settings. `changed` comes with every tick."""

    changed = Signal()

    def __init__(self, settings: Settings, entity: Entity, parent: QObject):
        super().__init__(parent)
        self._settings = settings
        self._entity = entity

    @property
    def _fields(self) -> list[str]:
        return [field.name for field in self._entity.fields if field.name != self._entity.parent]

    @property
    def names(self) -> tuple[str, ...]:
        """The fields shown, in the order in which the entity has them where the user chose."""
        known = [name for name in self._settings.columns(self._entity.name) if name in self._fields]
        return tuple(known) or self._entity.columns

    @property
    def is_usual(self) -> bool:
        """Whether the user has chosen nothing, so that a narrow table may leave columns out."""
        return self.names == self._entity.columns

    @property
    def columns(self) -> tuple[Column, ...]:
        return columns_of(self._entity, self.names)

    def menu(self, parent: QWidget) -> QMenu:
        """Every field of the entity, ticked where it is shown."""
        menu = QMenu(parent)
        for name in self._fields:
            action = QAction(_(self._entity.field(name).label).replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(name in self.names)
            action.triggered.connect(lambda shown, chosen=name: self.show(chosen, shown=shown))
            menu.addAction(action)
        menu.addSeparator()
        usual = QAction(_("Standard columns"), menu)
        usual.triggered.connect(lambda _checked=False: self._keep(()))
        menu.addAction(usual)
        return menu

    def show(self, name: str, *, shown: bool) -> None:
        """Show a field as a column, or no longer; at least one stays."""
        names = [one for one in self.names if one != name]
        if shown:
            usual = list(self._entity.columns)
            names = [one for one in (*usual, *self._fields) if one in (*names, name)]
        if names:
            self._keep(tuple(dict.fromkeys(names)))

    def _keep(self, names: tuple[str, ...]) -> None:
        self._settings.keep_columns(self._entity.name, names)
        self.changed.emit()
