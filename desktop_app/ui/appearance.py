"""How the window is drawn: the palette, the size of the text, the faces, and the sizes that follow from them.

An `Appearance` never changes; another look or text size is another `Appearance`, and the window builds its pages anew.
"""

import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication

from desktop_app.ui.palette import LIGHT, PALETTES, Palette, qt_palette
from desktop_app.ui.stylesheet import stylesheet

FONTS: Final = Path(__file__).resolve().parents[2] / "resources" / "fonts"
TEXT_SIZES: Final = (100, 115, 130, 150, 175, 200)


@dataclass(frozen=True, slots=True)
class Appearance:
    """One look: `palette`, and `text_size` in percent of the ordinary 13 px."""

    palette: Palette = LIGHT
    text_size: int = 100

    def px(self, length: float) -> int:
        """A length in pixels of the ordinary text size, scaled to this one."""
        return max(1, round(length * self.text_size / 100))

    @property
    def row_height(self) -> int:
        return self.px(30)

    def font(self, size: int = 13, *, bold: bool = False) -> QFont:
        """The face of the window at `size` ordinary pixels: 13 text, 12 muted, 19 titles, 20 figures."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return font

    def apply(self, application: QApplication) -> None:
        """Draw the whole application this way from now on."""
        rules = stylesheet(self.palette, self.px)
        if application.styleSheet() == rules:
            return
        application.setPalette(qt_palette(self.palette))
        face = QFont(application.font())
        families = faces()
        if families:
            face.setFamilies(list(families))
        face.setPixelSize(self.px(13))
        application.setFont(face)
        application.setStyleSheet(rules)


def palette_named(name: str, *, system_is_dark: bool = False) -> Palette:
    """The palette called `name`; "system" follows the computer's own setting."""
    if name == "system":
        name = "dark" if system_is_dark else "light"
    return next((palette for palette in PALETTES if palette.name == name), LIGHT)


@lru_cache(maxsize=1)
def faces() -> tuple[str, ...]:
    """The families of the window's text, first choice first; the bundled ones are loaded on the first call.

    Windows and Mac keep their own face and fall back on ours for a script it lacks; elsewhere ours leads.
    """
    bundled: list[str] = []
    for file in sorted((*FONTS.glob("*.ttf"), *FONTS.glob("*.otf"))):
        for family in QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(file))):
            if family not in bundled:
                bundled.append(family)
    bundled.sort(key=lambda family: (family != "Noto Sans", family))
    if sys.platform in ("win32", "darwin"):
        return (QFontInfo(QApplication.font()).family(), *bundled)
    return tuple(bundled)
