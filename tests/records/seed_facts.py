"""Every fact of the office's public events page, each with the typed columns that must hold it in the sample records.

A fact is a short phrase and where it lives: a table, and the columns that together say it. A reference is given by the
name of the record it points to (an event by its short key below), a text with % in it is a pattern. Columns that hold
running text (summary, notes, remarks) may not be named: a fact that only they hold has no home.
"""

import datetime as dt
from typing import Any, Final, NamedTuple

CITIES = "Cities 4.0"
GPSC = "3rd Global Platform for Sustainable Cities Annual Meeting"
SCA = "Smart Cities Asia 2019"
ICSC = "Malaysia International Centre for Sustainable Cities (ICSC-My) Workshop and Briefing"
MFT2 = "Municipal Finance Training, 2nd Series"
TOUR = "Study Tour Visit by Senegal Delegations"
MAY = "5G (BCWG) Smart City Sub-Working Group Member Meeting (02)"
NSC = "National Steering Committee Meeting No.1/2019"
ENGAGEMENT = "5G Engagement on regulatory perspectives"
APRIL = "5G (BCWG) Smart City Sub-Working Group"
MFT1 = "Municipal Finance Training, 1st Series"

KPKT = "Ministry of Housing and Local Government"
MIGHT = "Malaysian Industry-Government Group for High Technology"
UNIDO = "United Nations Industrial Development Organization"
ACADEMY = "City Creditworthiness Academy"
MELAKA = "Melaka Historic City Council"
BRAZIL_SCIENCE = "Ministry of Science, Technology, Innovation, and Communication"
SCIENCE_SHOWN = "Products and services for smart cities"
MINISTER = "Zuraida Binti Kamaruddin"
RASLAN = "Raslan bin Ahmad"
ZULKIFFLEE = "Zulkifflee Mohamad"


class Fact(NamedTuple):
    """A phrase, the table, its columns; `times` where the fact is how many such rows there are."""

    phrase: str
    table: str
    columns: dict[str, Any]
    times: int | None = None


def _day(month: int, day: int) -> dt.date:
    return dt.date(2019, month, day)


def _event(title: str, phrase: str, /, **columns: Any) -> Fact:
    return Fact(f"{title}: {phrase}", "event", {"title": title} | columns)


def _of(title: str, phrase: str, table: str, times: int | None = None, /, **columns: Any) -> Fact:
    return Fact(f"{title}: {phrase}", table, {"event": title} | columns, times)


def _part(title: str, phrase: str, role: str, /, **columns: Any) -> Fact:
    return _of(title, phrase, "participation", role=role, **columns)


def _line(title: str, kind: str, text: str, /, **columns: Any) -> Fact:
    return _of(title, f"{kind} {text.strip('%')}", "minute", kind=kind, text=text, **columns)


def _came(title: str, phrase: str, /, **columns: Any) -> Fact:
    return _of(title, phrase, "headcount", **columns)


def _place(title: str, venue: str, /, **columns: Any) -> Fact:
    return _of(title, f"at {venue}", "stop", venue=venue, **columns)


def _category(name: str, code: str) -> Fact:
    return Fact(f"{name} is {code}", "organisation", {"name": name, "category": code})


CITIES_FACTS: Final = (
    _event(CITIES, "23-24 September 2019", start_date=_day(9, 23), end_date=_day(9, 24)),
    _event(CITIES, "date line as written", date_as_written="23-24 September 2019"),
    _event(CITIES, "was held", status="held"),
    _event(CITIES, "a conference", kind="conference"),
    _of(CITIES, "and an exhibition", "session", kind="exhibition"),
    _event(CITIES, "2nd edition", edition="2nd", series_number=2, series="Cities 4.0"),
    _place(CITIES, "Hotel Istana"),
    Fact("Hotel Istana is in Kuala Lumpur", "venue", {"name": "Hotel Istana", "city": "Kuala Lumpur"}),
    *[
        _part(CITIES, f"co-organised by {name}", "co-organiser", organisation=name)
        for name in (KPKT, "Human Life Advancement Foundation", "Confexhub Group")
    ],
    *[
        _part(CITIES, f"supported by {name}", "supporter", organisation=name)
        for name in (MIGHT, "MDEC", "MARii", "MIDA", "SME Corp")
    ],
    _event(CITIES, "our role is to support", our_role="supporter"),
    _of(CITIES, "an opening ceremony", "session", title="Opening ceremony", kind="ceremony"),
    _part(CITIES, "launched by Mahathir Mohamad", "launched by", person="Mahathir Mohamad", session="Opening ceremony"),
    _part(CITIES, "launched by video recording", "launched by", person="Mahathir Mohamad", mode="by recording"),
    Fact("Mahathir's titles", "person", {"name": "Mahathir Mohamad", "titles": "Tun Dr"}),
    _part(CITIES, "officiated by the minister", "officiated by", person=MINISTER, session="Opening ceremony"),
    _part(
        CITIES,
        "the minister's post and ministry",
        "officiated by",
        person=MINISTER,
        post_then="Minister",
        organisation=KPKT,
    ),
    Fact("the minister's titles", "person", {"name": MINISTER, "titles": "YB Puan Hajah"}),
    _of(CITIES, "a launch in conjunction", "session", kind="launch", title="%Smart City Framework"),
    _part(
        CITIES, "the minister launched the framework", "launched by", person=MINISTER, session="%Smart City Framework"
    ),
    _line(CITIES, "launch", "Malaysia Smart City Framework", owner_organisation=KPKT),
    _came(
        CITIES,
        "five members exhibited",
        of="organisations",
        count=5,
        qualifier="exactly",
        role="exhibitor",
        alliance_members=True,
    ),
    _part(CITIES, "booth D12", "exhibitor", organisation="Chulia Facilities Management Sdn Bhd", booth="D12"),
    _part(CITIES, "booth D23A", "exhibitor", organisation="Iskandar Malaysia", booth="D23A"),
    _part(CITIES, "booth D27", "exhibitor", organisation="PCOM Technologies", booth="D27"),
    _part(CITIES, "booth D26", "exhibitor", organisation="CapVen Consultancy Sdn Bhd", booth="D26"),
    _part(CITIES, "booth D25", "exhibitor", organisation="3Opp Sdn Bhd", booth="D25"),
    _of(CITIES, "products and services on smart cities", "participation", 5, role="exhibitor", exhibit=SCIENCE_SHOWN),
    *[
        Fact(f"{name} is a member of the alliance", "organisation", {"name": name, "is_member": True})
        for name in (
            "Chulia Facilities Management Sdn Bhd",
            "Iskandar Malaysia",
            "PCOM Technologies",
            "CapVen Consultancy Sdn Bhd",
            "3Opp Sdn Bhd",
        )
    ],
    Fact("the alliance is MSCA", "organisation", {"name": "Malaysia Smart Cities Alliance", "short_name": "MSCA"}),
    _of(CITIES, "a special address", "session", kind="address"),
    _part(CITIES, "Raslan Ahmad spoke", "speaker", person=RASLAN, session="Special address"),
    _part(CITIES, "as written: Dr. Raslan Ahmad", "speaker", name_as_written="Dr. Raslan Ahmad"),
    _part(CITIES, "SVP of MIGHT", "speaker", person=RASLAN, post_then="Senior Vice President", organisation=MIGHT),
    _part(
        CITIES,
        "title of the address",
        "speaker",
        talk_title="Moving Towards Smart Sustainable Cities Through Partnership",
    ),
    _event(CITIES, "an interactive platform", objective="%interactive%"),
    _event(CITIES, "for resilient and sustainable cities", objective="%resilient and sustainable%"),
    *[
        _event(CITIES, f"meant for {who}", audience=f"%{who}%")
        for who in (
            "Governments",
            "municipalities",
            "urban planners",
            "developers",
            "urban futurists",
            "solution providers",
            "innovators",
        )
    ],
    _came(CITIES, "the public came", covers="The public", count=None),
    _came(CITIES, "the ASEAN region came", covers="%Southeast Asian Nations", count=None),
    _event(CITIES, "of the region", scope="regional"),
    _line(CITIES, "outcome", "%strategies%smart city%"),
    _line(CITIES, "outcome", "%digital%"),
)

GPSC_FACTS: Final = (
    _event(GPSC, "16-20 September 2019", start_date=_day(9, 16), end_date=_day(9, 20)),
    _event(GPSC, "3rd", edition="3rd", series_number=3),
    _event(GPSC, "annual meeting of a series", series="Global Platform for Sustainable Cities Annual Meeting"),
    Fact(
        "the series is annual", "series", {"title": "Global Platform for Sustainable Cities%", "numbering": "annual%"}
    ),
    _event(GPSC, "called 3rd GPSC Meeting", short_title="3rd GPSC Meeting"),
    _event(GPSC, "heading as written", heading_as_written="%in Sao Paulo, Brazil"),
    _event(GPSC, "a global conference", kind="conference", scope="international"),
    _event(GPSC, "was held", status="held"),
    _place(GPSC, "São Paulo"),
    Fact("São Paulo is in Brazil", "venue", {"name": "São Paulo", "city": "São Paulo", "country": "Brazil"}),
    _came(GPSC, "government leaders", covers="Government leaders", count=None),
    _came(GPSC, "city practitioners", covers="City practitioners", count=None),
    _came(GPSC, "global experts", covers="Experts%", count=None),
    _event(GPSC, "how to work together", objective="%join forces%"),
    _line(GPSC, "agenda", "Planning"),
    _line(GPSC, "agenda", "Finance"),
    _line(GPSC, "agenda", "%sustainable development%"),
    _came(
        GPSC, "three partners organised", of="organisations", count=3, as_written="three key urban development partners"
    ),
    _part(GPSC, "with the Global Platform", "co-organiser", organisation="Global Platform for Sustainable Cities"),
    _part(GPSC, "with the Sustainable Cities Program", "co-organiser", organisation="Sustainable Cities Program"),
    _part(GPSC, "with the city", "co-organiser", organisation="City of São Paulo"),
    _part(GPSC, "the city is the host", "host", organisation="City of São Paulo"),
    Fact("GPSC is the World Bank's", "organisation", {"short_name": "GPSC", "parent": "World Bank"}),
    Fact("SCP is Brazil's", "organisation", {"short_name": "SCP", "country": "Brazil"}),
    _of(
        GPSC,
        "headlined by a roundtable of mayors",
        "session",
        kind="roundtable",
        title="Mayors' Roundtable",
        headline=True,
    ),
    _of(GPSC, "high-level plenaries", "session", kind="plenary"),
    _came(GPSC, "leaders of national governments", session="High-level plenaries", covers="%national governments"),
    _came(GPSC, "of international organisations", session="High-level plenaries", category="international body"),
    _came(GPSC, "of the private sector", session="High-level plenaries", category="industry"),
    _of(GPSC, "an award ceremony", "session", kind="ceremony", title="Sustainable Cities Award Ceremony"),
    _part(
        GPSC, "the award is SCP's", "organiser", organisation="Sustainable Cities Program", session="%Award Ceremony"
    ),
    _line(GPSC, "award", "Brazil's best urban solutions", owner_organisation="Sustainable Cities Program"),
    _of(GPSC, "a launch", "session", kind="launch"),
    _line(GPSC, "launch", "%Knowledge Platform%"),
    _line(GPSC, "launch", "%Innovation Observatory%"),
    _line(GPSC, "launch", "%Knowledge Platform%", owner_organisation=BRAZIL_SCIENCE),
    _line(GPSC, "launch", "%Innovation Observatory%", owner_organisation=BRAZIL_SCIENCE),
    Fact(
        "the leading ministry is Brazil's",
        "organisation",
        {"name": BRAZIL_SCIENCE, "category": "ministry", "country": "Brazil"},
    ),
)

SCA_FACTS: Final = (
    _event(SCA, "11-12 September 2019", start_date=_day(9, 11), end_date=_day(9, 12)),
    _event(SCA, "date line without a year", date_as_written="11-12 September"),
    _event(SCA, "SCA19", short_title="SCA19"),
    _event(SCA, "the edition of 2019", edition="2019", series="Smart Cities Asia"),
    _event(SCA, "was held", status="held"),
    _place(SCA, "Kuala Lumpur Convention Centre"),
    Fact("the convention centre is in Kuala Lumpur", "venue", {"name": "Kuala Lumpur Conv%", "city": "Kuala Lumpur"}),
    _event(SCA, "bring agendas together", objective="%agendas%"),
    _event(SCA, "establish partnerships", objective="%partnerships%"),
    _event(SCA, "make the most of cities", objective="%the most out of%cities%"),
    _event(SCA, "a culture of sharing among main actors", objective="%main actors to share what they know%"),
    _of(SCA, "Day 1", "session", kind="day", title="Day 1", date=_day(9, 11), purpose="Strategic issues%"),
    _of(SCA, "Day 2", "session", kind="day", title="Day 2", date=_day(9, 12), purpose="Strategic issues%"),
    _of(SCA, "four verticals", "track", 4),
    *[
        _of(SCA, name, "track", name=name)
        for name in (
            "Governance & Planning",
            "Smart Mobility & Connectivity",
            "Urban Intelligence",
            "Smart & Sustainable Development",
        )
    ],
    _event(SCA, "theme", theme="Making Cities Smarter"),
    _event(SCA, "we support it", our_role="supporter"),
    _part(SCA, "MIGHT supports", "supporter", organisation=MIGHT),
    _of(SCA, "a panel", "session", kind="panel", title="Breaking Silos and Building Bridges for Smart Cities Success"),
    _part(SCA, "Zulkifflee on the panel", "panellist", person=ZULKIFFLEE, session="Breaking Silos%"),
    _part(SCA, "for MIGHT", "panellist", person=ZULKIFFLEE, organisation=MIGHT),
    _part(SCA, "his post then", "panellist", person=ZULKIFFLEE, post_then="Senior Principal Analyst 1"),
)

ICSC_FACTS: Final = (
    _event(ICSC, "29 August 2019", start_date=_day(8, 29), end_date=None),
    _event(ICSC, "a workshop", kind="workshop", status="held"),
    _event(ICSC, "ICSC-My", short_title="ICSC-My%"),
    _place(ICSC, "MIGHT Partnership Hub", room="Function Room 1, Level 1"),
    Fact("the hub is in Cyberjaya", "venue", {"name": "MIGHT Partnership Hub", "city": "Cyberjaya"}),
    Fact("the hub is MIGHT's", "venue", {"name": "MIGHT Partnership Hub", "organisation": MIGHT}),
    _part(ICSC, "officiated by Raslan", "officiated by", person=RASLAN),
    _part(ICSC, "as written: Dr Raslan bin Ahmad", "officiated by", name_as_written="Dr Raslan bin Ahmad"),
    _part(ICSC, "Senior Vice President, MIGHT", "officiated by", post_then="Senior Vice President", organisation=MIGHT),
    _of(ICSC, "a briefing", "session", kind="briefing", title="Briefing"),
    _part(ICSC, "briefing by Zulkifflee", "speaker", person=ZULKIFFLEE, session="Briefing"),
    _part(ICSC, "his post then", "speaker", post_then="Senior Principal Analyst"),
    Fact("Zulkifflee is a Ts", "person", {"name": ZULKIFFLEE, "titles": "Ts"}),
    _of(ICSC, "instructions of the moderator", "session", title="Instructions of the moderator"),
    _part(ICSC, "moderator Dr Mazlan of Favoriot", "moderator", person="Mazlan", organisation="Favoriot Sdn Bhd"),
    Fact("Mazlan is a Dr", "person", {"name": "Mazlan", "titles": "Dr", "organisation": "Favoriot Sdn Bhd"}),
    _event(
        ICSC, "views of stakeholders on sustainable development", objective="%stake%sustainable development%Malaysia%"
    ),
    _came(ICSC, "more than 61", count=61, qualifier="more than", role="participant", of="people"),
    _came(ICSC, "exceeded to 61, as written", count=61, as_written="%exceeded to 61%", doubt="%"),
    *[
        _came(ICSC, f"{code} took part", category=code, role="participant", count=None, of="organisations")
        for code in ("ministry", "state department", "municipality", "industry", "academia", "ngo")
    ],
    _of(ICSC, "five focus groups", "group", 5),
    _of(ICSC, "mixed expertise in each", "group", 5, composition="Mixed expertise"),
    _of(ICSC, "each on the components", "group", 5, task="ICSC-My components"),
    _of(ICSC, "discussed by task", "session", kind="group work", purpose="%task%"),
    _of(ICSC, "leaders presented and discussed", "session", kind="presentation", purpose="%leaders%discuss%"),
    _line(ICSC, "task", "Supply and Demand", number="2"),
    _line(ICSC, "task", "Showcase", number="3"),
    _line(ICSC, "task", "Engagement Platform", number="4"),
    _of(ICSC, "three tasks, the first missing", "minute", 3, kind="task"),
    _line(ICSC, "follow-up", "Analyse%"),
    _line(ICSC, "follow-up", "%next workshop%", owner_organisation="Content Technical Committee"),
)

MFT2_FACTS: Final = (
    _event(MFT2, "under a study tour's heading", heading_as_written="Study Tour Visit by Senegal Delegations"),
    _event(MFT2, "a training all the same", kind="training", status="held"),
    _event(MFT2, "27-28 August 2019", start_date=_day(8, 27), end_date=_day(8, 28)),
    _event(MFT2, "the date line", date_as_written="27-28th August 2019%"),
    _event(MFT2, "March in the text", date_as_written="%27 – 28 March 2019"),
    _place(MFT2, "MIGHT Partnership Hub"),
    _part(MFT2, "led by UNIDO", "organiser", organisation=UNIDO),
    Fact("UNIDO", "organisation", {"name": UNIDO, "short_name": "UNIDO"}),
    _part(MFT2, "with MIGHT", "co-organiser", organisation=MIGHT),
    _part(MFT2, "with the ministry", "co-organiser", organisation=KPKT),
    Fact("the ministry is KPKT", "organisation", {"name": KPKT, "short_name": "KPKT"}),
    Fact("MIGHT", "organisation", {"name": MIGHT, "short_name": "MIGHT"}),
    _event(MFT2, "help cities to an action plan", objective="%action plan%"),
    _event(MFT2, "and to carry it out", objective="%carry it out%"),
    _part(MFT2, "materials and experts of the academy", "knowledge partner", organisation=ACADEMY),
    _event(MFT2, "2nd series", series="Municipal Finance Training", series_number=2, edition="2nd"),
    _event(MFT1, "1st series, 27-29 March 2019", series_number=1, start_date=_day(3, 27), end_date=_day(3, 29)),
    _came(MFT2, "13 municipalities", of="organisations", count=13, category="municipality"),
    _came(MFT2, "2 members of the alliance", of="organisations", count=2, alliance_members=True),
    _came(MFT2, "26 participants", of="people", count=26, role="participant"),
    _of(MFT2, "the numbers may be the first series'", "headcount", 3, or_event=MFT1),
    _of(
        MFT2,
        "pre-assessment 13-16 August 2019",
        "session",
        kind="assessment",
        date=_day(8, 13),
        end_date=_day(8, 16),
    ),
    _of(MFT2, "by conference call", "session", kind="assessment", mode="conference call"),
    _of(MFT2, "to prepare for content and requirements", "session", kind="assessment", purpose="Prepare%requirements%"),
    _line(MFT2, "outcome", "%overwhelmingly good%"),
    _event(MFT2, "our role", our_role="organiser"),
)

TOUR_FACTS: Final = (
    _event(TOUR, "19-23 August 2019", start_date=_day(8, 19), end_date=_day(8, 23)),
    _event(TOUR, "a study tour", kind="study tour", status="held"),
    _place(TOUR, "Cyberjaya"),
    _place(TOUR, "Klang Valley"),
    _place(TOUR, "Putrajaya"),
    _place(TOUR, "Melaka"),
    _part(TOUR, "MIGHT assisted", "supporter", organisation=MIGHT),
    _event(TOUR, "our role", our_role="supporter"),
    _part(TOUR, "the Municipal Development Agency's tour", "organiser", organisation="Municipal Development Agency"),
    Fact("MDA", "organisation", {"name": "Municipal Development Agency", "short_name": "MDA", "country": "Senegal"}),
    _event(TOUR, "to a foreign country", scope="international"),
    _event(TOUR, "see innovative experience", objective="See how others do it%"),
    _event(
        TOUR, "evidence base for sustainable and resilient cities", objective="%evidence%sustainable and resilient%"
    ),
    _of(TOUR, "interactive knowledge sharing", "session", kind="knowledge sharing", title="Interactive%"),
    _of(TOUR, "site visits", "session", kind="visit"),
    _of(TOUR, "about smart city development", "session", kind="knowledge sharing", purpose="Smart city development"),
    _came(TOUR, "with members of the alliance", session="Interactive%", alliance_members=True),
    *[
        _came(TOUR, f"with {code}", session="Interactive%", category=code, count=None)
        for code in ("municipality", "industry", "academia", "agency")
    ],
    _came(TOUR, "19 delegates", count=19, role="delegate", covers="The delegation from Senegal"),
    _came(TOUR, "senior staff", role="delegate", covers="Senior staff"),
    _came(TOUR, "civil servants of partner administrations", role="delegate", covers="Civil servants of partner%"),
    _came(
        TOUR, "elected representatives of municipalities", role="delegate", covers="Elected%", category="municipality"
    ),
    _came(TOUR, "two of the embassy", count=2, category="embassy", organisation="Embassy of Senegal"),
    _came(TOUR, "beside or among the 19", count=2, doubt="%among the 19%"),
    Fact(
        "the embassy is Senegal's",
        "organisation",
        {"name": "Embassy of Senegal", "country": "Senegal", "category": "embassy"},
    ),
    _of(
        TOUR, "courtesy visit to the Chief Minister", "session", kind="courtesy call", title="%Chief Minister of Melaka"
    ),
    _of(TOUR, "courtesy visit to the Mayor", "session", kind="courtesy call", title="%Mayor of Melaka%"),
    _part(
        TOUR, "received by the Chief Minister", "host", post_then="Chief Minister of Melaka", session="%Chief Minister%"
    ),
    _part(TOUR, "received by the Mayor", "host", post_then="Mayor", organisation=MELAKA, session="%Mayor%"),
    _part(TOUR, "the council as written", "host", organisation_as_written="Melaka Historic City Councils"),
    _of(TOUR, "it ended with the courtesy visits", "session", kind="courtesy call", position=4),
    _of(TOUR, "sessions in the Klang Valley", "stop", venue="Klang Valley", purpose="Knowledge sharing%"),
    _of(TOUR, "sessions in Putrajaya", "stop", venue="Putrajaya", purpose="Knowledge sharing%"),
    _of(TOUR, "sessions in Melaka", "stop", venue="Melaka", purpose="%courtesy visits"),
    _line(TOUR, "outcome", "%knowledge%ideas%both sides%"),
)

MEETING_FACTS: Final = (
    _event(MAY, "29 May 2019", start_date=_day(5, 29), kind="meeting", status="held"),
    _event(MAY, "meeting (02)", meeting_number="02", series_number=2),
    _event(MAY, "10:00 to 12:30", start_time=dt.time(10), end_time=dt.time(12, 30)),
    _event(MAY, "of the sub-working group's series", series=APRIL),
    _event(
        MAY, "the heading's other spelling", heading_as_written="%Sub Working Group Member Meeting (02), 29 May 2019"
    ),
    _place(MAY, "MIGHT Partnership Hub"),
    _came(MAY, "7 organisations", of="organisations", count=7, qualifier="exactly"),
    _line(MAY, "agenda", "%proposed use cases stand"),
    _line(MAY, "agenda", "%regulatory conditions%"),
    _line(MAY, "agenda", "%economic impact"),
    _line(MAY, "agenda", "%public consultations%"),
    _line(MAY, "use case", "5G-CCTV"),
    _line(MAY, "use case", "Drones"),
    Fact(
        "the sub-working group is BCWG's", "organisation", {"name": "5G Smart City Sub-Working Group", "parent": "BCWG"}
    ),
    _part(MAY, "the group met", "organiser", organisation="5G Smart City Sub-Working Group"),
    _event(NSC, "28 May 2019", start_date=_day(5, 28), kind="meeting", status="held"),
    _event(NSC, "No.1/2019", meeting_number="1/2019", series="National Steering Committee"),
    _place(NSC, "Ministry of Housing and Local Government Office"),
    Fact(
        "its office is in Putrajaya",
        "venue",
        {"name": "%Local Government Office", "city": "Putrajaya", "organisation": KPKT},
    ),
    _part(NSC, "chaired by Mohammad Bin Mentek", "chair", person="Mohammad Bin Mentek", post_then="Secretary General"),
    Fact("his titles", "person", {"name": "Mohammad Bin Mentek", "titles": "YBhg. Dato' Sri Haji"}),
    _part(NSC, "his name as written", "chair", name_as_written="YBhg. Dato’Sri Haji Mohammad Bin Mentek"),
    _came(NSC, "32 took part", of="people", count=32, qualifier="exactly", role=None),
    _came(NSC, "members", role="member", count=None),
    _came(NSC, "ex-officio members", role="ex-officio", count=None),
    _came(NSC, "observers", role="observer", count=None),
    _event(NSC, "about two hours", duration_minutes=120, duration_qualifier="about"),
    _event(NSC, "fruitful, with free discussion", outcome="%talked freely%fruit%"),
    _event(ENGAGEMENT, "26 April 2019", start_date=_day(4, 26), kind="engagement", status="held"),
    _event(ENGAGEMENT, "14:30 to 17:30", start_time=dt.time(14, 30), end_time=dt.time(17, 30)),
    _place(ENGAGEMENT, "Malaysian Communications and Multimedia Commission (MCMC)"),
    _came(ENGAGEMENT, "12 organisations", of="organisations", count=12),
    _event(ENGAGEMENT, "to collect the members' view", objective="Collect%members%regulation%"),
    _line(ENGAGEMENT, "agenda", "%members%regulation%"),
    _event(APRIL, "18 April 2019", start_date=_day(4, 18), kind="meeting", status="held"),
    _event(APRIL, "09:30 to 12:30", start_time=dt.time(9, 30), end_time=dt.time(12, 30)),
    _place(APRIL, "Malaysian Communications and Multimedia Commission (MCMC)"),
    Fact("MCMC", "organisation", {"name": "Malaysian Communications and Multimedia Commission", "short_name": "MCMC"}),
    _came(APRIL, "11 organisations", of="organisations", count=11),
    _line(APRIL, "agenda", "General briefings"),
    _line(APRIL, "agenda", "Proposed use cases"),
    _line(APRIL, "agenda", "Issues and challenges%smart city projects%"),
    _line(APRIL, "issue", "Policies"),
    _line(APRIL, "issue", "Rules that do not fit%federal and state bodies (departments, agencies)%"),
    _of(APRIL, "two use cases", "minute", 2, kind="use case"),
    _line(APRIL, "use case", "Public Safety as a Service: CCTV"),
    _line(APRIL, "use case", "Public Safety as a Service: drones"),
)

MFT1_FACTS: Final = (
    _event(MFT1, "a training", kind="training", status="held"),
    _event(MFT1, "heading as written", heading_as_written="Municipal Finance Training, 27 – 29 March 2019"),
    _of(MFT1, "opening ceremony on 27 March", "session", kind="ceremony", title="Opening ceremony", date=_day(3, 27)),
    _part(MFT1, "officiated by Mary Wong", "officiated by", person="Mary Wong Lai Lin", session="Opening ceremony"),
    Fact("her titles", "person", {"name": "Mary Wong Lai Lin", "titles": "YBhg. Datuk Dr."}),
    _part(MFT1, "her post", "officiated by", post_then="Deputy Secretary General of Policy", organisation=KPKT),
    _part(MFT1, "co-organised by MIGHT", "co-organiser", organisation=MIGHT),
    _part(MFT1, "led by UNIDO", "organiser", organisation=UNIDO),
    _part(MFT1, "material and experts of the academy", "knowledge partner", organisation=ACADEMY),
    Fact("the academy is the World Bank's", "organisation", {"name": ACADEMY, "parent": "World Bank"}),
    _event(MFT1, "a clear framework to reach capital markets", objective="%clear framework%practical%capital markets%"),
    _event(MFT1, "openings for private capital", objective="%private capital%"),
    _line(MFT1, "outcome", "A framework that is clear%capital markets"),
    _line(MFT1, "outcome", "%private capital%"),
    _line(MFT1, "agenda", "%capital budgets"),
    _line(MFT1, "agenda", "Land value capture"),
    _line(MFT1, "agenda", "%debt finance"),
    _line(MFT1, "agenda", "%(PPP)"),
    _came(MFT1, "staff of municipalities", category="municipality", role="participant"),
    _came(MFT1, "finance officers of government", covers="Finance officers of government"),
    _came(MFT1, "finance officers of industry", covers="Finance officers of industry", category="industry"),
    _line(MFT1, "outcome", "%active part in all three days"),
    _of(MFT1, "three days", "session", 3, kind="day"),
    _of(MFT1, "evaluation forms were given out after it", "evaluation", phase="after", opens_on=_day(3, 29)),
    Fact("the forms asked for comments", "question", {"kind": "text"}, 3),
    _of(MFT1, "closing remarks of the trainers", "session", kind="closing", purpose="Why the training matters%ready%"),
    _part(MFT1, "by the trainers", "trainer", session="Closing remarks%"),
    _line(MFT1, "follow-up", "Apply the concepts%tasks%"),
    _of(
        MFT1, "certificates handed out at the end", "session", kind="ceremony", title="Certificates%", date=_day(3, 29)
    ),
    _of(MFT1, "certificates of completion", "certificate", 20, kind="completion"),
)

BODY_FACTS: Final = (
    _category(KPKT, "ministry"),
    _category(MIGHT, "agency"),
    _category("Human Life Advancement Foundation", "ngo"),
    _category("Confexhub Group", "industry"),
    _category(UNIDO, "international body"),
    _category("City of São Paulo", "municipality"),
    _category(MELAKA, "municipality"),
    _category("Office of the Chief Minister of Melaka", "state department"),
    _category("National Steering Committee", "committee"),
)

FACTS: Final = (
    *CITIES_FACTS,
    *GPSC_FACTS,
    *SCA_FACTS,
    *ICSC_FACTS,
    *MFT2_FACTS,
    *TOUR_FACTS,
    *MEETING_FACTS,
    *MFT1_FACTS,
    *BODY_FACTS,
)
