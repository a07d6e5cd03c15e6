"""An event's summary in the preview: read from the records and set off the window's thread."""

from desktop_app.documents import event_summary, render
from desktop_app.documents.document import Options
from desktop_app.language import _
from desktop_app.ui.preview import Preview


class EventPreview(Preview):
    """The preview of one event's summary."""

    def open_event(self, event: int, title: str) -> None:
        """Show the summary of the event with this id."""
        store = self._desk.file.store
        document = event_summary.DOCUMENT

        def make(language: str, draft: bool) -> bytes:
            with store.read() as session:
                data = document.build(session, event, Options(draft=draft))
            return render.pdf(document.name, data, language)

        name = "".join(letter if letter.isalnum() or letter in " -_." else " " for letter in title).strip()
        self.open(_("Event summary: {title}").format(title=title), f"{name or 'event'}.pdf", make)
