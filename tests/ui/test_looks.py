"""The two looks: enough contrast everywhere, every icon there, sizes that follow the text."""

from dataclasses import fields

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.ui.appearance import TEXT_SIZES, Appearance, faces, palette_named
from desktop_app.ui.icons import ICONS, pixmap
from desktop_app.ui.pages import PAGES
from desktop_app.ui.palette import DARK, LIGHT, PALETTES, Palette, contrast

PAIRS = [
    ("text", "window"),
    ("text", "surface"),
    ("muted", "window"),
    ("muted", "surface"),
    ("accent", "surface"),
    ("accent", "window"),
    ("accent", "accent_soft"),
    ("text", "accent_soft"),
    ("on_selection", "selection"),
    ("good", "good_ground"),
    ("doubt", "doubt_ground"),
    ("wrong", "wrong_ground"),
    ("wrong", "surface"),
]


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_stands_out_from_its_ground(palette: Palette, ink: str, ground: str) -> None:
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


def test_the_looks_are_told_apart_by_name() -> None:
    assert palette_named("dark") is DARK
    assert palette_named("light") is LIGHT
    assert palette_named("system", system_is_dark=True) is DARK
    assert len({field.name for field in fields(Palette)}) == len(fields(Palette))


@pytest.mark.parametrize("place", PAGES, ids=lambda place: place.name)
def test_every_place_has_an_icon(place: object, qapp: QApplication) -> None:
    drawing = pixmap(place.icon, "#123456", 16)  # type: ignore[attr-defined]

    assert not drawing.isNull()


@pytest.mark.parametrize("file", sorted(ICONS.glob("*.svg")), ids=lambda file: file.stem)
def test_every_icon_is_drawn_in_the_colour_asked_for(file: object, qapp: QApplication) -> None:
    image = pixmap(file.stem, "#ff0000", 32).toImage()  # type: ignore[attr-defined]
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]

    assert {point.name() for point in points if point.alpha() == 255} == {"#ff0000"}


def test_the_bundled_face_leads_and_covers_the_offices_scripts(qapp: QApplication) -> None:
    assert faces()[0] == "Noto Sans"
    assert len(faces()) >= 4


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_rows_grow_with_the_text(size: int) -> None:
    assert Appearance(LIGHT, size).row_height == round(30 * size / 100)
