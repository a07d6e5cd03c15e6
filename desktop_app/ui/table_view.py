"""How a table of records is drawn and worked: whole rows, one hairline, figures at the right, a header that sorts."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QByteArray,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.ui.appearance import Appearance
from desktop_app.ui.column_widths import column_widths
from desktop_app.ui.icons import pixmap
from desktop_app.ui.table_model import TONE_ROLE, AnyIndex, TableModel

PADDING = 7
LEAST = 48
MOST = 420
MEASURED = 40
READABLE = 92
EMPTY = 76
TONES = ("good", "doubt", "wrong")


class RowDelegate(QStyledItemDelegate):
    """Draws one cell. A tone is drawn as a pill with the word in it, or as coloured words ("good words")."""

    def __init__(self, appearance: Appearance, parent: QObject | None = None):
        super().__init__(parent)
        self._appearance = appearance
        colours = appearance.palette
        self._text = QColor(colours.text)
        self._line = QColor(colours.line)
        self._selected = QColor(colours.selection)
        self._on_selection = QColor(colours.on_selection)
        self._hover = QColor(colours.window)
        self._accent = QColor(colours.accent)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        return QSize(self._appearance.px(60), self._appearance.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        rect: QRect = option.rect
        state = option.state.value
        selected = bool(state & _SELECTED)
        if selected:
            painter.fillRect(rect, self._selected)
        elif state & _UNDER_MOUSE:
            painter.fillRect(rect, self._hover)
        painter.setPen(self._line)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        words, tone, side = _cell(index)
        if words:
            room = rect.adjusted(self._appearance.px(PADDING), 0, -self._appearance.px(PADDING), -1)
            if tone and not tone.endswith(" words"):
                self._pill(painter, room, words, tone, selected)
            else:
                self._words(painter, room, words, tone.removesuffix(" words"), selected, side)
        if state & _HAS_FOCUS and not selected:
            painter.setPen(QPen(self._accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))

    def _words(self, painter: QPainter, room: QRect, words: str, tone: str, selected: bool, side: int) -> None:
        ink = self._on_selection if selected else self._text
        if tone and not selected:
            ink = QColor(getattr(self._appearance.palette, tone))
        painter.setPen(ink)
        first = words.split("\n", 1)[0] if "\n" in words else words
        shown = painter.fontMetrics().elidedText(first, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side, shown)

    def _pill(self, painter: QPainter, room: QRect, words: str, tone: str, selected: bool) -> None:
        colours, px = self._appearance.palette, self._appearance.px
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._appearance.font(12))
        padding = px(9)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width() - 2 * padding)
        width = painter.fontMetrics().horizontalAdvance(shown) + 2 * padding
        height = px(20)
        box = QRectF(room.left(), room.top() + (room.height() - height) / 2, width, height).adjusted(
            0.5, 0.5, -0.5, -0.5
        )
        if selected:
            painter.setPen(QColor(colours.on_selection))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
        else:
            coloured = tone in TONES
            painter.setPen(QColor(getattr(colours, f"{tone}_ground") if coloured else colours.edge))
            painter.setBrush(QColor(getattr(colours, f"{tone}_ground")) if coloured else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, height / 2, height / 2)
            painter.setPen(QColor(getattr(colours, tone) if coloured else colours.muted))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
        painter.restore()


def _cell(index: QModelIndex) -> tuple[str, str, int]:
    """A cell's text, tone and alignment; from our own model without going round by Qt, which costs as much again."""
    model = index.model()
    if isinstance(model, TableModel) and type(model).data is TableModel.data:
        words, tone, right = model.cell(index.row(), index.column())
        return words, tone, _RIGHT if right else _LEFT
    side = index.data(Qt.ItemDataRole.TextAlignmentRole)
    return index.data() or "", index.data(TONE_ROLE) or "", _LEFT if side is None else int(side)


_SELECTED = QStyle.StateFlag.State_Selected.value  # numbers, because flags are put together anew for each question
_UNDER_MOUSE = QStyle.StateFlag.State_MouseOver.value
_HAS_FOCUS = QStyle.StateFlag.State_HasFocus.value
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_GOING = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class Header(QHeaderView):
    """The headings; the one that the table is sorted by carries a small arrow."""

    sort_wanted = Signal(int)
    menu_wanted = Signal(QPoint)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None):
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(lambda place: self.menu_wanted.emit(self.mapToGlobal(place)))
        self._appearance = appearance
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setMinimumSectionSize(appearance.px(40))
        self.setFixedHeight(appearance.row_height)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.sectionClicked.connect(self.sort_wanted)
        self.sectionResized.connect(self._note_hand)
        self._sorted = -1
        self._descending = False
        self._fitting = False
        self.by_hand = False
        self.may_hide = True
        self.kept: frozenset[int] = frozenset()
        self.declared: Sequence[int] = ()
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def fit(self, wanted: Sequence[int], room: int) -> None:
        """Give the columns widths that fit in `room`, until a hand moves one."""
        if self.by_hand or self.count() != len(wanted) or not wanted or room <= 0:
            return
        declared = self.declared if len(self.declared) == len(wanted) else wanted
        px = self._appearance.px
        widths = column_widths(
            wanted,
            max(range(len(wanted)), key=lambda place: declared[place]),
            self.kept,
            room,
            least=px(LEAST),
            readable=px(READABLE),
            may_hide=self.may_hide,
        )
        self._fitting = True
        for place, width in enumerate(widths):
            self.setSectionHidden(place, not width)
            if width:
                self.resizeSection(place, width)
        self._fitting = False

    def _note_hand(self, _section: int, _before: int, _after: int) -> None:
        if not self._fitting and self.isVisible() and self._pressed():
            self.by_hand = True

    @staticmethod
    def _pressed() -> bool:
        return bool(QApplication.mouseButtons())

    def show_sort(self, column: int, *, descending: bool) -> None:
        self._sorted, self._descending = column, descending
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self._sorted:
            return
        px = self._appearance.px
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        font = self.font()
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(words)
        side = px(12)
        column = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        at_right = bool(Qt.AlignmentFlag(column) & Qt.AlignmentFlag.AlignRight)
        left = rect.right() - px(PADDING) - width - side - 2 if at_right else rect.left() + px(PADDING) + width + 3
        if left + side > rect.right() or left < rect.left():
            return
        arrow = pixmap(
            "down" if self._descending else "up", self._appearance.palette.muted, side, self.devicePixelRatioF()
        )
        painter.drawPixmap(QPoint(left, rect.center().y() - side // 2 + 1), arrow)


class TableView(QTableView):
    """A table worked by keyboard: letters go to the search, Enter opens, Delete deletes."""

    current_changed = Signal(int)
    selection_told = Signal()
    entered_record = Signal(int)
    delete_wanted = Signal()
    typed = Signal(str)
    sort_wanted = Signal(int)
    tab_wanted = Signal(int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None):
        super().__init__(parent)
        self._appearance = appearance
        self._quiet = False
        self._chosen: int | None = None
        self._wanted: list[int] = []
        self.header = Header(appearance, self)
        self.setHorizontalHeader(self.header)
        self.header.sort_wanted.connect(self.sort_wanted)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(appearance.row_height)
        self.verticalHeader().setMinimumSectionSize(appearance.row_height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setItemDelegate(RowDelegate(appearance, self))
        self.doubleClicked.connect(self._enter)

    def show_model(self, model: TableModel, layout: QByteArray) -> None:
        """Show `model`, with the columns as `layout` left them, or as wide as they ask."""
        self.setModel(model)
        self.selectionModel().currentRowChanged.connect(self._tell_current)
        self.selectionModel().selectionChanged.connect(lambda *_both: self.selection_told.emit())
        model.modelReset.connect(self._measure)
        self._wanted = [self._appearance.px(column.width) for column in model.columns]
        self.header.declared = self._wanted
        if not layout.isEmpty() and self.header.restoreState(layout):
            self.header.by_hand = True
        self._measure()

    def _measure(self) -> None:
        """Want as much for each column as its heading and its first rows ask for."""
        model, px = self.records(), self._appearance.px
        heading, text = self._appearance.font(bold=True), self._appearance.font()
        in_heading, in_text = QFontMetrics(heading), QFontMetrics(text)
        lines = min(MEASURED, len(model.ids))
        wanted = []
        for place, column in enumerate(model.columns):
            if not lines:
                wanted.append(px(column.width))
                continue
            widest = in_heading.horizontalAdvance(column.label) + px(6)
            texts = [model.index(line, place) for line in range(lines)]
            if not any(index.data() for index in texts):
                widest = min(widest, px(EMPTY))
            for index in texts:
                extra = px(18) if index.data(TONE_ROLE) else 0
                widest = max(widest, in_text.horizontalAdvance(str(index.data() or "")[:80]) + extra)
            wanted.append(max(px(LEAST), min(px(MOST), widest + 2 * px(PADDING) + 4)))
        self._wanted = wanted
        self.header.declared = [column.width for column in model.columns]
        self.header.kept = frozenset(place for place, column in enumerate(model.columns) if column.kept or column.right)
        self.header.fit(wanted, self.viewport().width())

    def layout_by_hand(self) -> QByteArray:
        """How the user left the columns; empty where no hand has moved one."""
        return self.header.saveState() if self.header.by_hand else QByteArray()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fit(self._wanted, self.viewport().width())

    def records(self) -> TableModel:
        model = self.model()
        assert isinstance(model, TableModel)
        return model

    def current_record(self) -> int | None:
        return self.records().id_at(self.currentIndex().row())

    def chosen_records(self) -> list[int]:
        """The ids of the selected rows, from the top."""
        lines = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [record for line in lines if (record := self.records().id_at(line)) is not None]

    def chosen_count(self) -> int:
        """How many rows are selected, without naming them: quick for a million."""
        selection = self.selectionModel().selection()
        return sum(selection.at(part).height() for part in range(selection.count()))

    def choose(self, record: int) -> bool:
        """Make this record the current and only selected one, without saying so. False when it is not shown."""
        line = self.records().line_of(record)
        if line is None:
            return False
        self._quiet = True
        self._chosen = record
        index = self.records().index(line, max(0, self.currentIndex().column()))
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        self._quiet = False
        self.selection_told.emit()
        return True

    def choose_nothing(self) -> None:
        self._quiet = True
        self.selectionModel().clear()
        self._quiet = False
        self.selection_told.emit()

    def _tell_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        record = self.records().id_at(current.row())
        if not self._quiet and record is not None:
            self.current_changed.emit(record)

    def _enter(self, index: QModelIndex) -> None:
        record = self.records().id_at(index.row())
        if record is not None:
            self.entered_record.emit(record)

    def selectionCommand(self, index: AnyIndex, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """Qt would let Ctrl with an arrow move the cursor away from the selection; here they stay together."""
        going = isinstance(event, QKeyEvent) and event.key() in _GOING and not event.modifiers() & _SHIFT
        if event is None or going:
            return QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        return super().selectionCommand(index, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._chosen = None
        super().mousePressEvent(event)
        if self._chosen is not None:
            # The click was refused and another row chosen meanwhile; Qt has selected the clicked one all the same.
            self.choose(self._chosen)
        self._keep_together()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._keep_together()

    def _keep_together(self) -> None:
        """Where a click took the current row out of the selection, go to the nearest row that is still in it."""
        here, chosen = self.currentIndex(), self.selectionModel()
        if not here.isValid() or chosen.isRowSelected(here.row()):
            return
        parts = chosen.selection()
        near = [min(max(here.row(), parts.at(place).top()), parts.at(place).bottom()) for place in range(parts.count())]
        flags = QItemSelectionModel.SelectionFlag
        if near:
            line = min(near, key=lambda one: abs(one - here.row()))
            chosen.setCurrentIndex(self.records().index(line, here.column()), flags.NoUpdate)
        else:
            chosen.select(here, flags.Select | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._enter(self.currentIndex())
        elif control and event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.tab_wanted.emit(1 if event.key() == Qt.Key.Key_PageDown else -1)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain:
            if event.key() == Qt.Key.Key_Delete:
                self.delete_wanted.emit()
        elif plain and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)
