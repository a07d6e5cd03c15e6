"""The colours of the window: one set of tokens for light, one for dark, and Qt's palette made from either.

Every pair of a text and its ground keeps a contrast of 4.5:1 or more.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one look, as `#RRGGBB`, named for what they are for."""

    name: str
    window: str
    surface: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    accent_soft: str
    selection: str
    on_selection: str
    good: str
    good_ground: str
    doubt: str
    doubt_ground: str
    wrong: str
    wrong_ground: str


LIGHT: Final = Palette(
    name="light",
    window="#F5F6F8",
    surface="#FFFFFF",
    line="#DCE1E8",
    edge="#C2CAD5",
    text="#1B2430",
    muted="#566273",
    accent="#0B6A69",
    accent_soft="#E2F0EF",
    selection="#0B6A69",
    on_selection="#FFFFFF",
    good="#1B7239",
    good_ground="#E4F3E8",
    doubt="#7A4F00",
    doubt_ground="#FFF1D0",
    wrong="#A8231C",
    wrong_ground="#FCE8E6",
)
DARK: Final = Palette(
    name="dark",
    window="#14181E",
    surface="#1C222A",
    line="#343D49",
    edge="#4A5564",
    text="#E8EDF3",
    muted="#A6B1BF",
    accent="#5CC4BD",
    accent_soft="#1D3B3B",
    selection="#1E6E6B",
    on_selection="#FFFFFF",
    good="#7FD49A",
    good_ground="#1C3325",
    doubt="#F0C46A",
    doubt_ground="#3A2E12",
    wrong="#F29B94",
    wrong_ground="#40201E",
)
PALETTES: Final = (LIGHT, DARK)


def blend(above: str, below: str, share: float) -> str:
    """`above` laid over `below` with an opacity of `share` (0 to 1), as `#RRGGBB`."""
    over, under = QColor(above), QColor(below)
    parts = (
        round(share * one + (1 - share) * other)
        for one, other in (
            (over.red(), under.red()),
            (over.green(), under.green()),
            (over.blue(), under.blue()),
        )
    )
    return QColor(*parts).name()


def contrast(text: str, ground: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""

    def luminance(colour: str) -> float:
        channels = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(text), luminance(ground)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def qt_palette(palette: Palette) -> QPalette:
    """Qt's palette for the Fusion style, with every role that a widget of ours draws with."""
    made = QPalette()
    role = QPalette.ColorRole
    colours = {
        role.Window: palette.window,
        role.WindowText: palette.text,
        role.Base: palette.surface,
        role.AlternateBase: palette.window,
        role.Text: palette.text,
        role.PlaceholderText: palette.muted,
        role.Button: palette.surface,
        role.ButtonText: palette.text,
        role.BrightText: palette.on_selection,
        role.Highlight: palette.selection,
        role.HighlightedText: palette.on_selection,
        role.Link: palette.accent,
        role.LinkVisited: palette.accent,
        role.ToolTipBase: palette.surface,
        role.ToolTipText: palette.text,
        role.Accent: palette.accent,
        role.Light: palette.surface,
        role.Midlight: palette.line,
        role.Mid: palette.line,
        role.Dark: palette.edge,
        role.Shadow: palette.edge,
    }
    for which, colour in colours.items():
        made.setColor(which, QColor(colour))
    faint = QColor(blend(palette.muted, palette.surface, 0.7))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, faint)
    return made
