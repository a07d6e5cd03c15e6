from typing import Final

from desktop_app.exchange.formats.base import Format

FORMATS: Final[tuple[Format, ...]] = ()
