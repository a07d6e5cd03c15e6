"""The sentences behind the codes: what happened, what was kept, what to do next.

Errors carry facts; this is the one place that turns them into words, for the window and the command line alike.
"""

from pathlib import Path
from typing import Final

from db.errors import RecordsError, StoreError
from desktop_app.language import N_, _

STORE: Final = {
    "missing": N_("There is no file at {path}. It may have been moved or renamed: find it with Open."),
    "empty": N_("{name} is an empty file, so there are no records in it. It was left as it is."),
    "not-ours": N_("{name} is not a Rekod file. It was left as it is."),
    "foreign": N_(
        "{name} holds parts that Rekod did not make and that could do harm, so it was not opened. "
        "It was left as it is: ask the person who sent it."
    ),
    "newer": N_("{name} was made by a newer Rekod. It was left as it is: install the newer version to open it."),
    "older": N_(
        "{name} was made by an older Rekod and cannot be brought up to date where it may not be changed. "
        "Copy it to a folder of your own and open the copy."
    ),
    "damaged": N_("{name} is damaged. It was left as it is: restore the last good backup with File, Restore a backup."),
    "read-only": N_("{name} may not be changed here, so nothing was saved. Use Save a copy and go on in the copy."),
    "no-access": N_("This computer does not let you read {name}. Ask its owner for access."),
    "replaced": N_(
        "{name} was moved or replaced by another file while it was open, so nothing was saved. "
        "What you typed is kept: open the right file and save again."
    ),
    "busy": N_("Another program is writing to {name}. Nothing was lost: try again in a moment."),
    "disk-full": N_("The disk is full, so nothing was written. Nothing is lost: free some space and try again."),
    "exists": N_("There is already a file called {name}. Choose another name."),
    "no-folder": N_("There is no folder for {path}. Choose another place."),
    "failed": N_("The disk did not answer as it should, so nothing was saved. Save a copy to another disk."),
    "template": N_("The office's own template cannot be used: {message}"),
    "bad-backup": N_("This backup is damaged and was not restored. The records are as they were: choose another one."),
}
RECORDS: Final = {
    "gone": N_("This record was deleted meanwhile. What you typed was not saved."),
    "stale": N_("Somebody else changed this record meanwhile. Your text is kept: choose which to keep."),
    "invalid": N_("Some fields need another look before this can be saved."),
    "in-use": N_("This is still used by other records, so it was not deleted."),
    "no-step": N_("This step can no longer be undone."),
    "all-kept": N_("Nothing was undone: everything “{title}” touched has been changed or used since."),
    "no-role": N_("There is no role “{role}” in this file. Add it under Settings."),
    "no-event": N_("There is no event number {id} in this file."),
    "needs-event": N_("Say which event these answers are about: rekod import --event ID …"),
    "no-questionnaire": N_("There is no questionnaire number {id} in this file."),
    "other-questions": N_("The file asks what the questionnaire does not: {questions}. Nothing was imported."),
    "nothing-to-import": N_("Nobody in this file is to be imported, so nothing was written."),
    "bad-decisions": N_("The decisions cannot be used ({reason}), so nothing was imported."),
    "no-such-document": N_("There is no document called “{name}”. There are: {known}."),
    "not-new": N_("{name} already holds records, so the sample was not written. Make a new file for it."),
    "too-many-rows": N_(
        "{sheet} has more rows than an Excel sheet can hold ({most}), so nothing was written. Filter the table first."
    ),
    "text-too-long": N_(
        "A text is longer than an Excel cell can hold ({most} letters), so nothing was written. Shorten it: {begins}…"
    ),
    "missing-record": N_("There is no record number {id} in this file."),
    "no-file": N_("Say which records file: rekod --file FILE …"),
}


def sentence(error: Exception) -> str:
    """What to tell the person about an error that carries a code; a bug keeps its own words."""
    if said := getattr(error, "sentence", None):
        return str(said())
    code = getattr(error, "code", "")
    known = STORE if isinstance(error, StoreError) else RECORDS if isinstance(error, RecordsError) else {}
    if code not in known:
        return str(error)
    facts = dict(getattr(error, "facts", {}))
    if isinstance(path := facts.get("path"), Path):
        facts["name"] = path.name
    text = _(known[code]).format(**({"name": "", "path": ""} | facts))
    problems = facts.get("problems")
    return " ".join([text, *problems.values()]) if isinstance(problems, dict) else text
