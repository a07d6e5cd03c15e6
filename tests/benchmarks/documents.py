"""The event summary with 200 names, from the records to its first page drawn, against a bare Typst list of 200 names.

python -m tests.benchmarks.documents
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import typst

from db.store import Store
from desktop_app.documents import event_summary, render
from desktop_app.documents.document import Options
from desktop_app.documents.pages import Pages
from tests.documents import events

SCREEN_WIDTH = 1100
RUNS = 5


def measure(work: Callable[[], object]) -> tuple[float, float]:
    """Processor seconds of the first run and of the quickest of the later ones."""
    taken = []
    for _run in range(RUNS):
        began = time.process_time()
        work()
        taken.append(time.process_time() - began)
    return taken[0], min(taken[1:])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder, "office.rekod")) as store:
        with store.write("Sample") as session:
            make = events.Make(session)
            events.office(make)
            event_id = events.workshop(make, people=200).id

        def ours() -> None:
            with store.read() as session:
                data = event_summary.build(session, event_id, Options())
            pages = Pages(render.pdf("event-summary", data, "en"))
            pages.picture(0, SCREEN_WIDTH)
            pages.close()

        source = "\n".join(f"+ Peserta Contoh {number}, Majlis Contoh" for number in range(200)).encode()
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[render.FONTS])
        bare = measure(lambda: typst.compile(source, font_paths=fonts, ignore_system_fonts=True))
        own = measure(ours)
    print(f"bare Typst list of 200 names: {bare[0]:.3f} s first, {bare[1]:.3f} s later")
    print(f"event summary with 200 names, built, set and drawn: {own[0]:.3f} s first, {own[1]:.3f} s later")
    print(f"ratio {own[0] / bare[0]:.1f}; from the click to the page on screen at most 0.5 s is wanted")


if __name__ == "__main__":
    main()
