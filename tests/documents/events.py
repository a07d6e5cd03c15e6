"""Events to print, made record by record: a conference with booths, a workshop with groups, and what odd records do."""

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session as Records

import desktop_app.records.keys  # noqa: F401 - the key columns follow the names
from db.models import (
    Answer,
    Attachment,
    Attendance,
    Category,
    Evaluation,
    Event,
    Group,
    Headcount,
    Minute,
    Organisation,
    Participation,
    Person,
    Question,
    Questionnaire,
    Response,
    Role,
    Scale,
    Session,
    Setting,
    Stop,
    Track,
    Venue,
)
from desktop_app.records.lists import fill_lists


class Make:
    """Makes records in one session, by name and only once each."""

    def __init__(self, records: Records) -> None:
        self.records = records
        if records.scalars(select(Role)).first() is None:
            fill_lists(records)

    def add(self, record: Any) -> Any:
        self.records.add(record)
        self.records.flush()
        return record

    def role(self, code: str) -> Role:
        return self.records.scalars(select(Role).where(Role.code == code)).one()

    def category(self, code: str) -> Category:
        return self.records.scalars(select(Category).where(Category.code == code)).one()

    def organisation(self, name: str, category: str | None = None) -> Organisation:
        found = self.records.scalars(select(Organisation).where(Organisation.name == name)).first()
        kind = self.category(category).id if category else None
        return found or self.add(Organisation(name=name, category_id=kind))

    def part(
        self, event: Event, role: str, name: str | None = None, body: str | None = None, **more: Any
    ) -> Participation:
        titles, category = more.pop("titles", None), more.pop("category", None)
        person = self.add(Person(name=name, titles=titles)) if name else None
        organisation = self.organisation(body, category) if body else None
        return self.add(
            Participation(
                event_id=event.id,
                role_id=self.role(role).id,
                person_id=person.id if person else None,
                organisation_id=organisation.id if organisation else None,
                **more,
            )
        )

    def stop(self, event: Event, venue: str, city: str | None = None, **more: Any) -> Stop:
        place = self.add(Venue(name=venue, city=city))
        return self.add(Stop(event_id=event.id, venue_id=place.id, **more))


def office(make: Make) -> None:
    for key, value in {
        "office.name_en": "Alliance Secretariat of Sample Cities",
        "office.name_ms": "Urus Setia Perikatan Bandar Contoh",
        "office.address": "Aras 3, Menara Contoh\n63000 Cyberjaya, Selangor",
        "office.phone": "+60 3-5555 0100",
        "office.email": "urusetia@perikatan.example",
    }.items():
        if make.records.scalars(select(Setting).where(Setting.key == key)).first() is None:
            make.add(Setting(key=key, value=value))


def cities(make: Make) -> Event:
    """A two-day conference with booths, a launch by video and no names of its public."""
    event = make.add(
        Event(
            kind="conference",
            title="Cities 4.0",
            status="held",
            edition="2nd",
            start_date=dt.date(2019, 9, 23),
            end_date=dt.date(2019, 9, 24),
            our_role="supporter",
            objective="A meeting ground where governments, councils, planners, developers and makers of solutions work "
            "together on cities that withstand strain and last.",
            summary="The second conference and exhibition of this name ran over two days. Five members of the alliance "
            "showed products and services for smart cities, and the national framework for smart cities was launched.",
            outcome="Visitors from Malaysia and the wider ASEAN region compared ideas and strategies for smart cities "
            "and for the use of digital tools in councils.",
        )
    )
    make.stop(event, "Hotel Istana", "Kuala Lumpur")
    for day, title in ((23, "Day 1"), (24, "Day 2")):
        make.add(Session(event_id=event.id, title=title, kind="day", date=dt.date(2019, 9, day)))
    opening = make.add(Session(event_id=event.id, title="Opening ceremony", kind="ceremony"))
    address = make.add(Session(event_id=event.id, title="Special address", kind="address"))
    ministry = "Ministry of Housing and Local Government"
    for body in (ministry, "Human Life Advancement Foundation", "Confexhub Group"):
        make.part(event, "co-organiser", body=body)
    for body in ("MIGHT", "MDEC", "MARii", "MIDA", "SME Corp"):
        make.part(event, "supporter", body=body)
    make.part(event, "launched by", "Mahathir Mohamad", titles="Tun Dr.", mode="by recording", session_id=opening.id)
    make.part(
        event, "officiated by", "Zuraida binti Kamaruddin", ministry, titles="YB Puan Hajah", post_then="Minister",
        session_id=opening.id, category="ministry",
    )  # fmt: skip
    make.part(
        event, "speaker", "Raslan bin Ahmad", "MIGHT", titles="Dr.", post_then="Senior Vice President",
        talk_title="Moving Towards Smart Sustainable Cities Through Partnership", session_id=address.id,
    )  # fmt: skip
    for booth, body in (
        ("D12", "Chulia Facilities Management Sdn Bhd"),
        ("D23A", "Iskandar Malaysia"),
        ("D27", "PCOM Technologies"),
        ("D26", "CapVen Consultancy Sdn Bhd"),
        ("D25", "3Opp Sdn Bhd"),
    ):
        make.part(event, "exhibitor", body=body, booth=booth)
    make.add(Minute(event_id=event.id, kind="launch", text="Malaysia Smart City Framework, launched by the Minister"))
    make.add(Headcount(event_id=event.id, of="organisations", count=5, alliance_members=True, covers="with a booth"))
    return event


def workshop(make: Make, people: int = 58) -> Event:
    """A workshop of one day with five groups, tasks that begin at 2, and a headcount beside its names."""
    event = make.add(
        Event(
            kind="workshop",
            title="Malaysia International Centre for Sustainable Cities (ICSC-My) Workshop and Briefing",
            status="held",
            start_date=dt.date(2019, 8, 29),
            objective="To hear what those with a stake in it expect of the centre, and to settle what it should hold.",
            summary="After a briefing the participants worked in five groups, each mixed from different fields, on the "
            "components of the centre. Each leader then presented the group's outcome and took questions.",
        )
    )
    make.stop(event, "MIGHT Partnership Hub", "Cyberjaya", room="Function Room 1, Level 1")
    briefing = make.add(Session(event_id=event.id, title="Briefing", kind="briefing", position=1))
    work = make.add(Session(event_id=event.id, title="Focus group discussion", kind="group work", position=2))
    make.add(Session(event_id=event.id, title="Presentation of the outcomes", kind="presentation", position=3))
    make.part(event, "organiser", body="MIGHT")
    make.part(event, "officiated by", "Raslan bin Ahmad", "MIGHT", titles="Dr.", post_then="Senior Vice President")
    make.part(
        event, "speaker", "Zulkifflee Mohamad", "MIGHT", titles="Ts.", post_then="Senior Principal Analyst",
        session_id=briefing.id,
    )  # fmt: skip
    make.part(event, "moderator", "Mazlan", "Favoriot Sdn Bhd", titles="Dr.", session_id=work.id, category="industry")
    groups = [make.add(Group(event_id=event.id, number=number)) for number in range(1, 6)]
    first = ("Aminah", "Lim", "Kavitha", "Nurul", "Tan", "Siti", "Ravi", "Farid", "Chong", "Devi")
    last = ("binti Contoh", "Wei Sampel", "a/p Rekaan", "Umpama", "Misalan", "bin Andaian")
    bodies = [
        ("Kementerian Contoh", "ministry"), ("Jabatan Rekaan Negeri", "state department"),
        ("Majlis Perbandaran Sampel", "municipality"), ("Majlis Bandaraya Umpama", "municipality"),
        ("Syarikat Andaian Sdn Bhd", "industry"), ("Universiti Sampel", "academia"), ("Pertubuhan Misalan", "ngo"),
    ]  # fmt: skip
    for place in range(people):
        body, category = bodies[place * 5 % len(bodies)]
        name = f"{first[place % len(first)]} {last[place * 7 % len(last)]}" + (
            f" {place // 30 + 1}" if place >= 30 else ""
        )
        role = "group leader" if place < 5 else "participant"
        part = make.part(
            event, role, name, body, category=category, group_id=groups[place % 5].id,
            post_then=("Pegawai Tadbir", "Pengurus", "Pensyarah Kanan", None)[place % 4],
        )  # fmt: skip
        if place < 5:
            groups[place].leader_id = part.id
    for number, text in (("2", "Supply and demand"), ("3", "Showcase"), ("4", "Engagement platform")):
        make.add(Minute(event_id=event.id, kind="task", number=number, text=text, position=int(number)))
    committee = make.organisation("Content Technical Committee")
    make.add(
        Minute(
            event_id=event.id, kind="follow-up", owner_organisation_id=committee.id,
            text="Study what the groups brought forward and present it at the next workshop for decision",
        )
    )  # fmt: skip
    for category in ("ministry", "state department", "municipality", "industry", "academia", "ngo"):
        make.add(Headcount(event_id=event.id, count=None, category_id=make.category(category).id))
    make.add(Headcount(event_id=event.id, count=61, qualifier="more than", role_id=make.role("participant").id))
    return event


def evaluated_training(make: Make, forms: int = 12) -> Event:
    """A training of three days with attendance, marks of every sort, and evaluation forms."""
    event = make.add(
        Event(
            kind="training", title="Municipal Finance Training", status="held", edition="1st",
            start_date=dt.date(2019, 3, 27), end_date=dt.date(2019, 3, 29), start_time=dt.time(9), end_time=dt.time(17),
        )
    )  # fmt: skip
    days = [
        make.add(
            Session(
                event_id=event.id, title=f"Day {number + 1}", date=dt.date(2019, 3, 27 + number), takes_attendance=True
            )
        )
        for number in range(3)
    ]
    marks = ("present", "late", "present", "absent", "excused")
    for place in range(15):
        part = make.part(event, "participant", f"Peserta Contoh {place + 1}", "Majlis Perbandaran Sampel")
        for number, day in enumerate(days):
            mark = marks[(place + number) % 5]
            counts = {"late": "present"}.get(mark, mark)
            make.add(Attendance(participation_id=part.id, session_id=day.id, mark=mark, counts_as=counts))
    scale = make.add(Scale(name="Agreement", points=[{"value": value, "en": str(value)} for value in range(1, 6)]))
    form = make.add(Questionnaire(title_en="Training"))
    asked = [
        Question(questionnaire_id=form.id, section=section, text_en=text, scale_id=scale.id, position=place)
        for place, (section, text) in enumerate(
            (
                ("content", "The content met my needs"),
                ("trainer", "The trainers explained well"),
                ("logistics", "The meals"),
            )
        )
    ]
    asked.append(Question(questionnaire_id=form.id, kind="number", text_en="Would you recommend it, 0-10?", position=8))
    asked.append(Question(questionnaire_id=form.id, kind="text", text_en="Comments", position=9))
    for question in asked:
        make.add(question)
    evaluation = make.add(Evaluation(event_id=event.id, questionnaire_id=form.id, given_out=15))
    for number in range(1, forms + 1):
        response = make.add(Response(evaluation_id=evaluation.id, form_number=number, finished=True))
        for question, points in zip(asked, (5 - number % 2, 4, 3 + number % 3 - 1, 8 + number % 3), strict=False):
            make.add(Answer(response_id=response.id, question_id=question.id, number=points))
        if number % 3 == 0:
            make.add(Answer(response_id=response.id, question_id=asked[4].id, text="More time for exercises"))
    make.add(Response(evaluation_id=evaluation.id, form_number=forms + 1, finished=False))
    return event


def hostile(make: Make) -> Event:
    """Texts that a careless program would run, turn round, or print as boxes."""
    event = make.add(
        Event(
            kind="meeting", title='#read("/etc/passwd") *bold* $x$ <img src=x> =HYPERLINK("a")', status="planned",
            start_date=dt.date(2026, 12, 31), end_date=dt.date(2027, 1, 1),
            summary="محمّد ڤݢچڠۏڽ \u202eabc\u202c \x00 \u0007 [link](x) @ref // comment\n\nதமிழ் 陳大文 // #pagebreak()",
        )
    )  # fmt: skip
    for name in ('#read("x")', "தமிழ் செல்வன்", "陳大文", "محمّد ڤݢچڠۏڽ", "=1+1", 'O\'Brien "Q" \\n', "{page}"):
        make.part(event, "member", name, "#[*Body*]", status="confirmed")
    make.add(Minute(event_id=event.id, kind="decision", text="#set page(fill: red)"))
    return event


def photograph(
    make: Make, event: Event, content: bytes, caption: str | None = None, kind: str = "image/png"
) -> Attachment:
    return make.add(
        Attachment(
            event_id=event.id, file_name="photo.png", media_type=kind, caption=caption, sha256="0" * 64,
            size=len(content), content=content,
        )
    )  # fmt: skip


def track(make: Make, event: Event, name: str) -> Track:
    return make.add(Track(event_id=event.id, name=name))
