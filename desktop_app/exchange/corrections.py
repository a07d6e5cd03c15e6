"""A cell corrected by hand before anything is written: the value is understood as a sheet's would be, and the person is
matched again."""

from typing import Final

from sqlalchemy.orm import Session as DbSession

from desktop_app.exchange import values as exchange_values
from desktop_app.exchange.plan import BodyPlan, PersonPlan, Plan
from desktop_app.exchange.preparing import Matcher, plan_body, record_of, settle_people
from desktop_app.language import _
from desktop_app.records.drafts import cleaned
from desktop_app.records.fields import NotUnderstood
from desktop_app.records.names import split_titles

CORRECTABLE: Final = ("name", "organisation", "post", "phone", "email", "identity_number")
"""What of a person can be corrected, in the order it is shown."""


def understood(field: str, typed: str) -> str:
    """The value that `typed` means for the field; "" for nothing. Raises NotUnderstood with a sentence."""
    text = " ".join(cleaned(typed).split())
    if field == "name" and not text:
        raise NotUnderstood(_("A person needs a name. To import nothing of this row, leave it out."))
    if not text:
        return ""
    if field == "phone":
        if (number := exchange_values.phone(text)) is None:
            raise NotUnderstood(_("“{typed}” is not a telephone number.").format(typed=text))
        return number
    if field == "email":
        if (address := exchange_values.email(text)) is None:
            raise NotUnderstood(_("“{typed}” is not an e-mail address.").format(typed=text))
        return address
    if field == "identity_number":
        return exchange_values.identity_number(text).value
    return text


def corrected_values(person: PersonPlan, field: str, typed: str) -> dict[str, str]:
    """The person's values with one of them corrected; titles typed with a name are set apart.

    Raises NotUnderstood.
    """
    value = understood(field, typed)
    values = dict(person.values)
    if field == "name":
        titles, name = split_titles(value)
        values["name"] = name
        if titles:
            values["titles"] = titles
    elif value:
        values[field] = value
    else:
        values.pop(field, None)
    return values


def match_again(session: DbSession, plan: Plan, person: PersonPlan, matcher: Matcher) -> None:
    """Look the person up anew by the values as they are now; what was decided before is forgotten."""
    person.answer = person.person_id = None
    person.by_hand = False
    person.taken = set()
    person.match = matcher.people.match(record_of("", person.values))
    settle_people(session, [person], plan.event.event_id)


def count_bodies(session: DbSession, plan: Plan, before: str, after: str, matcher: Matcher) -> BodyPlan | None:
    """Move one person from the organisation written `before` to the one written `after`; gives it where it is new."""
    if before == after:
        return None
    known = {body.text: body for body in plan.bodies}
    if before in known:
        known[before].people -= 1
    if not after:
        return None
    if after in known:
        known[after].people += 1
        return None
    made = plan_body(session, after, plan.bodies, matcher.organisations)
    plan.bodies.append(made)
    return made
