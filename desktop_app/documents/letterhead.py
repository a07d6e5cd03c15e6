"""The office as its documents name it: both names, address, logo, colour."""

import base64
import binascii
import re
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Setting

KEYS: Final = (
    "office.name_en",
    "office.name_ms",
    "office.address",
    "office.phone",
    "office.email",
    "office.website",
    "office.colour",
    "office.logo",
)
"""Settings read here: all are texts; the logo is {"media_type": "image/png", "base64": "…"}, the colour "#0B6A69"."""

ACCENT: Final = "#0B6A69"
PICTURE_ENDINGS: Final = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}


def letterhead(session: Session) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What stands at the head of every document, and the logo's bytes by the name the template knows it by."""
    settings: dict[str, Any] = dict(
        session.execute(select(Setting.key, Setting.value).where(Setting.key.in_(KEYS))).all()
    )
    texts = {key.removeprefix("office."): value.strip() for key, value in settings.items() if isinstance(value, str)}
    colour = texts.get("colour", "")
    office: dict[str, Any] = {
        "name": {"en": texts.get("name_en"), "ms": texts.get("name_ms")},
        "address": [line.strip() for line in texts.get("address", "").splitlines() if line.strip()],
        "contact": [texts[key] for key in ("phone", "email", "website") if texts.get(key)],
        "colour": colour if re.fullmatch(r"#[0-9A-Fa-f]{6}", colour) else ACCENT,
        "logo": None,
    }
    picture = _logo(settings.get("office.logo"))
    if picture is None:
        return office, {}
    office["logo"] = picture[0]
    return office, {picture[0]: picture[1]}


def _logo(value: Any) -> tuple[str, bytes] | None:
    if not isinstance(value, dict) or value.get("media_type") not in PICTURE_ENDINGS:
        return None
    try:
        return f"logo.{PICTURE_ENDINGS[value['media_type']]}", base64.b64decode(value.get("base64", ""), validate=True)
    except (binascii.Error, ValueError, TypeError):
        return None
