"""What the office's records mean."""

import desktop_app.records.keys  # noqa: F401 - no person is saved without his keys
