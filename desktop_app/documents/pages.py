"""The pages of a PDF as pictures, for the preview and the printer: both show the file that Save writes."""

from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

_ONE_AT_A_TIME: Final = Lock()
"""PDFium serves one call at a time in the whole process."""

POINTS_PER_INCH: Final = 72


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page or band of one: four bytes a pixel (blue, green, red, unused), `stride` bytes a row."""

    width: int
    height: int
    stride: int
    content: bytes


class Pages:
    """The pages of a PDF, drawn on demand from any thread. `close` it when it is no longer shown."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        self.pdf = pdf
        with _ONE_AT_A_TIME:
            self._document: Any = pypdfium2.PdfDocument(pdf)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                self._document.get_page_size(place) for place in range(len(self._document))
            )
            """Width and height of each page, in points."""

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, page: int, width: int) -> Picture:
        """The page drawn `width` pixels wide."""
        return self.band(page, width, 0, self.height(page, width))

    def height(self, page: int, width: int) -> int:
        """How many pixels high the page is when it is `width` wide."""
        across, down = self.sizes[page]
        return max(1, round(width * down / across))

    def band(self, page: int, width: int, top: int, height: int) -> Picture:
        """`height` rows of the page from row `top`, where the whole page would be `width` pixels wide.

        Raises IndexError for a page that is not there, ValueError after `close`.
        """
        import pypdfium2
        from pypdfium2 import raw

        whole = self.height(page, width)
        with _ONE_AT_A_TIME:
            if self._document is None:
                raise ValueError("the document is closed")
            opened = self._document[page]
            ground = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGRx)
            try:
                ground.fill_rect((255, 255, 255, 255), 0, 0, width, height)
                raw.FPDF_RenderPageBitmap(ground, opened, 0, -top, width, whole, 0, raw.FPDF_ANNOT)
                return Picture(ground.width, ground.height, ground.stride, bytes(ground.buffer))
            finally:
                ground.close()
                opened.close()

    def close(self) -> None:
        """Let the document go. What was drawn stays."""
        with _ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
                self._document = None


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    pages = Pages(pdf)
    try:
        return len(pages)
    finally:
        pages.close()
