"""A new records file for each test, with the lists every office begins with."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from desktop_app.records import lists


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "office.rekod") as store:
        with store.write("Lists") as session:
            lists.fill_lists(session)
        yield store
