"""From a document's data to a PDF, by Typst, offline and with the bundled fonts only.

The data reaches the template as JSON through `sys_inputs`: nothing a person typed is ever Typst source.
Templates and pictures are handed over in memory, so no personal value lies in a temporary file.
"""

import base64
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import resources
from db.errors import StoreError
from desktop_app.documents.catalogue import document
from desktop_app.documents.document import Data
from desktop_app.documents.pages import Pages, page_count
from desktop_app.documents.wording import Words

RESOURCES: Final = Path(resources.__file__).parent
FONTS: Final = RESOURCES / "fonts"
TEMPLATES: Final = RESOURCES / "templates"

MOST_PAGES_TO_FIT: Final = 5
TIGHTER_SAVES: Final = 0.25
"""The part of a page that tighter setting saves on each page before the last, at most."""

# Line feeds and tabs are text. Other controls print as nothing, and an override could make a name read backwards.
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def pdf(name: str, data: Data, language: str, templates: Path | None = None) -> bytes:
    """The document `name` as PDF bytes, in "en", "ms" or "both".

    `data` is what the document's `build` returned. `templates` is the office's own folder: a file in it stands in
    for the supplied one of the same name. A picture that cannot be read is left out, with a line saying so.
    Raises StoreError("template") with Typst's message where an office's own template is at fault.
    """
    kind = document(name)
    shown = kind.present(data, Words(language))
    pictures: dict[str, bytes] = data.get("pictures", {})
    drawings = {file: drawing for file, content in pictures.items() if (drawing := _drawing(file, content))}
    unreadable = [file for file in pictures if file not in drawings]
    files = _templates(templates) | {f"pictures/{file}.svg": drawing for file, drawing in drawings.items()}
    main = f'#include "{kind.template}"\n'.encode()
    inputs = {"data": json.dumps(printable(shown | {"unreadable": sorted(unreadable)}), ensure_ascii=False)}
    return _fitted({"main.typ": main} | files, inputs)


def _fitted(files: dict[str, bytes], inputs: dict[str, str]) -> bytes:
    """Set a little tighter where that saves a page: nobody is sent a last page of three lines."""
    made = _compile(files, inputs)
    pages = Pages(made)
    count, filled = len(pages), _filled(pages)
    pages.close()
    if not 1 < count <= MOST_PAGES_TO_FIT or filled > TIGHTER_SAVES * (count - 1):
        return made
    tighter = _compile(files, inputs | {"tight": "yes"})
    return tighter if page_count(tighter) < count else made


def _filled(pages: Pages) -> float:
    """How far down its last page a document reaches, between head and foot: 0 to 1."""
    drawn = pages.picture(len(pages) - 1, 120)
    top, bottom = round(drawn.height * 0.06), round(drawn.height * 0.93)
    rows = (drawn.content[row * drawn.stride : (row + 1) * drawn.stride] for row in range(bottom - 1, top, -1))
    empty = next((number for number, row in enumerate(rows) if row.strip(b"\xff")), bottom - top)
    return 1 - empty / (bottom - top)


def printable(value: Any) -> Any:
    """`value` with every text in it fit to print: no control signs, no direction overrides, no broken halves."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", _UNPRINTABLE.sub("", value))
    if isinstance(value, Mapping):
        return {key: printable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [printable(one) for one in value]
    return value


def _templates(own: Path | None) -> dict[str, bytes]:
    folders = [TEMPLATES] + ([own] if own is not None and own.is_dir() else [])
    return {path.name: path.read_bytes() for folder in folders for path in sorted(folder.glob("*.typ"))}


_SIGNATURES: Final = {
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "gif": (b"GIF87a", b"GIF89a"),
    "webp": (b"RIFF",),
}
PHOTOGRAPH: Final = (400, 260)
"""Width and height of the frame that a photograph fills from its middle."""


def _size(content: bytes, ending: str) -> tuple[int, int]:
    """Width and height of a PNG or JPEG as its head says; of any other picture a frame it surely fits into."""
    if ending == "png" and len(content) > 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    at = 2
    while ending == "jpg" and at + 9 < len(content) and content[at] == 0xFF:
        if 0xC0 <= content[at + 1] <= 0xCF and content[at + 1] not in (0xC4, 0xC8, 0xCC):
            return int.from_bytes(content[at + 7 : at + 9], "big"), int.from_bytes(content[at + 5 : at + 7], "big")
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return 400, 130


def _drawing(file: str, content: bytes) -> bytes | None:
    """The picture inside an SVG, for Typst takes only text in memory; None where it is not the picture it says."""
    stem, _dot, ending = file.rpartition(".")
    if ending == "svg":
        return content if b"<svg" in content[:4096] else None
    if not content.startswith(_SIGNATURES.get(ending, ())):
        return None
    width, height = _size(content, ending) if stem == "logo" else PHOTOGRAPH
    fit = "xMinYMid meet" if stem == "logo" else "xMidYMid slice"
    media = {"jpg": "jpeg"}.get(ending, ending)
    box = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} viewBox="0 0 {width} {height}"><image {box} '
        f'preserveAspectRatio="{fit}" href="data:image/{media};base64,{base64.b64encode(content).decode()}"/></svg>'
    ).encode()


def _compile(files: dict[str, bytes], inputs: dict[str, str]) -> bytes:
    import typst

    try:
        made: bytes = typst.compile(files, format="pdf", sys_inputs=inputs, **_world())
    except typst.TypstError as error:
        raise StoreError("template", message=error.message) from error
    return made


def _world() -> dict[str, Any]:
    import typst  # 40 ms that the window's start does without

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return {"font_paths": fonts, "ignore_system_fonts": True}
