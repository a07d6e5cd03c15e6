"""The key columns follow the names: whoever saves a person or an organisation as an object gets them right.

Bulk statements, which pass no objects, must bring their own keys by the same functions.
"""

from typing import Any

from sqlalchemy import event

from db.folding import fold
from db.models import Organisation, OrganisationSpelling, Person
from desktop_app.records.names import name_key, sort_name


def _key_person(_mapper: Any, _connection: Any, person: Person) -> None:
    person.name_key = name_key(person.name)
    person.sort_name = sort_name(person.name)


def _key_organisation(_mapper: Any, _connection: Any, organisation: Organisation) -> None:
    organisation.sort_name = sort_name(organisation.name)


def _key_spelling(_mapper: Any, _connection: Any, spelling: OrganisationSpelling) -> None:
    spelling.key = fold(spelling.spelling)


for _model, _listener in (
    (Person, _key_person),
    (Organisation, _key_organisation),
    (OrganisationSpelling, _key_spelling),
):
    event.listen(_model, "before_insert", _listener)
    event.listen(_model, "before_update", _listener)
