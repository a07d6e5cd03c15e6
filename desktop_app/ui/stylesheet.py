"""The few rules that the palette cannot say: corners, hairlines, paddings, and a focus that is always seen."""

from collections.abc import Callable

from desktop_app.ui.palette import Palette, blend


def stylesheet(palette: Palette, px: Callable[[float], int]) -> str:
    """The application's style sheet for `palette`; `px` scales a length to the text size."""
    return "\n".join(
        (_ground(palette), _buttons(palette, px), _fields(palette, px), _tables(palette, px), _menus(palette, px))
    )


def _ground(p: Palette) -> str:
    return f"""
    QWidget[ground="surface"] {{ background: {p.surface}; }}
    QWidget[ground="window"] {{ background: {p.window}; }}
    QFrame[line="below"] {{ border: none; border-bottom: 1px solid {p.line}; }}
    QFrame[line="above"] {{ border: none; border-top: 1px solid {p.line}; }}
    QFrame[line="right"] {{ border: none; border-right: 1px solid {p.line}; }}
    QFrame[line="around"] {{ border: 1px solid {p.line}; border-radius: 6px; background: {p.surface}; }}
    QLabel[tone="muted"] {{ color: {p.muted}; }}
    QLabel[tone="wrong"] {{ color: {p.wrong}; }}
    QLabel[tone="good"] {{ color: {p.good}; }}
    QLabel[tone="accent"] {{ color: {p.accent}; }}
    QFrame[bar="doubt"] {{ background: {p.doubt_ground}; border-radius: 6px; }}
    QFrame[bar="wrong"] {{ background: {p.wrong_ground}; border-radius: 6px; }}
    QFrame[bar="good"] {{ background: {p.good_ground}; border-radius: 6px; }}
    QFrame[bar="doubt"] QLabel, QFrame[bar="doubt"] QPushButton {{ color: {p.doubt}; }}
    QFrame[bar="wrong"] QLabel, QFrame[bar="wrong"] QPushButton {{ color: {p.wrong}; }}
    QFrame[bar="good"] QLabel, QFrame[bar="good"] QPushButton {{ color: {p.good}; }}
    QSplitter::handle {{ background: {p.line}; }}
    QScrollArea {{ border: none; background: transparent; }}
    """


def _buttons(p: Palette, px: Callable[[float], int]) -> str:
    faded = blend(p.selection, p.surface, 0.55)
    return f"""
    QPushButton {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; border-radius: 6px;
        padding: 0 {px(12)}px; min-height: {px(28)}px; }}
    QPushButton:hover {{ background: {p.window}; }}
    QPushButton:pressed, QPushButton:checked {{ background: {p.accent_soft}; }}
    QPushButton:focus {{ border: 2px solid {p.accent}; padding: 0 {px(12) - 1}px; min-height: {px(28) - 2}px; }}
    QPushButton:disabled {{ color: {blend(p.muted, p.surface, 0.7)}; border-color: {p.line}; }}
    QPushButton::menu-indicator {{ image: none; width: 0; }}
    QPushButton[kind="main"] {{ background: {p.selection}; color: {p.on_selection}; border-color: {p.selection}; font-weight: 600; }}
    QPushButton[kind="main"]:hover {{ background: {blend(p.text, p.selection, 0.12)}; }}
    QPushButton[kind="main"]:focus {{ border: 2px solid {p.text}; }}
    QPushButton[kind="main"]:disabled {{ background: {faded}; color: {blend(p.on_selection, faded, 0.85)}; border-color: {faded}; }}
    QPushButton[kind="quiet"] {{ background: transparent; border: 1px solid transparent; padding: 0 {px(8)}px; }}
    QPushButton[kind="quiet"]:hover {{ background: {p.accent_soft}; }}
    QPushButton[kind="quiet"]:focus {{ border: 2px solid {p.accent}; padding: 0 {px(8) - 1}px; }}
    QPushButton[kind="icon"] {{ background: transparent; border: 1px solid transparent; padding: 0; min-width: {px(28)}px; max-width: {px(28)}px; }}
    QPushButton[kind="icon"]:hover {{ background: {p.accent_soft}; }}
    QPushButton[kind="icon"]:focus {{ border: 2px solid {p.accent}; }}
    QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; border-radius: 4px; color: {p.accent};
        text-decoration: underline; padding: 0 {px(2)}px; min-height: {px(20)}px; }}
    QPushButton[kind="link"]:focus {{ border: 1px solid {p.accent}; }}
    QPushButton[kind="file"] {{ background: transparent; border: 1px solid transparent; text-align: left; font-size: {px(15)}px; font-weight: 700;
        padding: 0 {px(10)}px; min-height: {px(30)}px; }}
    QPushButton[kind="file"]:hover {{ background: {p.accent_soft}; }}
    QPushButton[kind="file"]:focus {{ border: 2px solid {p.accent}; padding: 0 {px(10) - 1}px; }}
    QPushButton[kind="chip"] {{ background: transparent; border: 1px solid {p.edge}; border-radius: {px(11)}px; color: {p.muted};
        padding: 0 {px(8)}px; min-height: {px(20)}px; }}
    QPushButton[kind="chip"]:hover {{ background: {p.accent_soft}; }}
    QPushButton[kind="chip"]:checked {{ background: {p.accent_soft}; border-color: {p.accent_soft}; color: {p.accent}; font-weight: 600; }}
    QPushButton[kind="chip"]:focus {{ border: 2px solid {p.accent}; padding: 0 {px(9) - 1}px; min-height: {px(20) - 2}px; }}
    QPushButton[kind="chip"][tone="doubt"] {{ background: {p.doubt_ground}; border-color: {p.doubt_ground}; color: {p.doubt}; }}
    QPushButton[kind="chip"][tone="doubt"]:checked, QPushButton[kind="chip"][tone="doubt"]:focus {{ border: 2px solid {p.accent}; }}
    """


def _fields(p: Palette, px: Callable[[float], int]) -> str:
    every = "QLineEdit, QPlainTextEdit, QComboBox, QSpinBox"
    return f"""
    QLineEdit, QComboBox {{ min-height: {px(28)}px; }}
    {every} {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; border-radius: 6px; padding: 0 {px(8)}px;
        selection-background-color: {p.selection}; selection-color: {p.on_selection}; }}
    QPlainTextEdit {{ padding: {px(3)}px {px(4)}px; }}
    QLineEdit:focus, QComboBox:focus {{ border: 2px solid {p.accent}; padding: 0 {px(8) - 1}px; min-height: {px(28) - 2}px; }}
    QPlainTextEdit:focus {{ border: 2px solid {p.accent}; padding: {px(3) - 1}px {px(4) - 1}px; }}
    QLineEdit[state="wrong"], QPlainTextEdit[state="wrong"], QComboBox[state="wrong"] {{ border-color: {p.wrong}; }}
    QLineEdit:read-only, QPlainTextEdit:read-only {{ background: {p.window}; border-color: {p.line}; }}
    QLineEdit[place="bar"] {{ background: {p.window}; border-color: {p.line}; }}
    QLineEdit[place="bar"]:focus {{ background: {p.surface}; border-color: {p.accent}; }}
    QLineEdit[place="cell"] {{ border-radius: 4px; min-height: 0; padding: 0 {px(4)}px; }}
    QComboBox::drop-down {{ border: none; width: {px(20)}px; }}
    QComboBox::down-arrow {{ image: none; }}
    QComboBox QAbstractItemView {{ background: {p.surface}; border: 1px solid {p.edge}; outline: none;
        selection-background-color: {p.accent_soft}; selection-color: {p.text}; }}
    """


def _tables(p: Palette, px: Callable[[float], int]) -> str:
    return f"""
    QTableView, QListView, QListWidget {{ background: {p.surface}; border: none; outline: none; }}
    QHeaderView {{ background: {p.surface}; border: none; }}
    QHeaderView::section {{ background: {p.surface}; color: {p.muted}; border: none; border-bottom: 1px solid {p.line};
        padding: 0 {px(7)}px; font-weight: 600; }}
    QHeaderView::section:vertical {{ font-weight: 400; padding: 0 {px(4)}px; }}
    QTableView QTableCornerButton::section {{ background: {p.surface}; border: none; border-bottom: 1px solid {p.line}; }}
    QAbstractScrollArea::corner {{ background: {p.surface}; border: none; }}
    QHeaderView::section:hover {{ color: {p.text}; }}
    QHeaderView::up-arrow, QHeaderView::down-arrow {{ width: 0; height: 0; }}
    QTabBar {{ border: none; background: transparent; }}
    QTabBar::tab {{ background: transparent; color: {p.muted}; border: none; border-bottom: 2px solid transparent;
        padding: {px(6)}px 0 {px(7)}px 0; margin: 0 {px(16)}px 0 0; }}
    QTabBar::tab:hover {{ color: {p.text}; }}
    QTabBar::tab:selected {{ color: {p.accent}; border-bottom-color: {p.accent}; font-weight: 600; }}
    QTabBar::tab:focus {{ color: {p.accent}; background: {p.accent_soft}; }}
    QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; }}
    QScrollBar::handle {{ background: {p.edge}; border-radius: {px(4) - 1}px; margin: {px(3)}px; }}
    QScrollBar::handle:vertical {{ min-height: {px(32)}px; }}
    QScrollBar::handle:horizontal {{ min-width: {px(32)}px; }}
    QScrollBar::handle:hover {{ background: {p.muted}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    """


def _menus(p: Palette, px: Callable[[float], int]) -> str:
    return f"""
    QMenu {{ background: {p.surface}; border: 1px solid {p.edge}; border-radius: 6px; padding: 4px; }}
    QMenu::item {{ padding: {px(5)}px {px(24)}px {px(5)}px {px(10)}px; border-radius: 4px; color: {p.text}; }}
    QMenu::item:selected {{ background: {p.accent_soft}; }}
    QMenu::item:disabled {{ color: {blend(p.muted, p.surface, 0.7)}; }}
    QMenu::separator {{ height: 1px; background: {p.line}; margin: 4px 6px; }}
    QToolTip {{ background: {p.surface}; color: {p.text}; border: 1px solid {p.edge}; padding: 4px 6px; }}
    QProgressBar {{ background: {p.line}; border: none; border-radius: 3px; max-height: 6px; min-height: 6px; }}
    QProgressBar::chunk {{ background: {p.accent}; border-radius: 3px; }}
    """
