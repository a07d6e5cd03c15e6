"""What the headings of a list mean: the words offices use, in English and Malay, and their misspellings.

A heading is compared as `heading_key` makes it. Sources: headings seen in public forms and lists of Malaysian offices,
and in the exports of the programs they use.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from desktop_app.exchange.values import plain

FIELDS: Final[dict[str, str]] = {
    "number": """bil|bil no|no|nombor|num|number|no siri|no bil|bilangan|siri|s n|sn|sl no|serial no|serial number
        |item|row
        |index|no peserta|no urut|id|#|bil peserta no""",
    "name": """nama|nama penuh|nama peserta|nama pegawai|nama pemohon|nama penuh peserta|nama penuh pegawai
        |nama responden|nama lengkap|nama kakitangan|nama staf|nama staff|nama ahli|nama pelajar|nama guru
        |nama murid|nama tetamu|nama hadirin|nama jemputan|nama wakil|nama individu|nama penceramah
        |nama fasilitator|nama peserta kursus|nama calon|nama penuh seperti dalam kp
        |nama seperti dalam kad pengenalan|nama seperti dalam mykad|nama penuh huruf besar|nama penuh full name
        |full name|fullname|name|names|participant|participant name|participants|participants name
        |name of participant|attendee|attendee name|attendees|name of attendee|staff name|employee name|employee
        |member name|members|delegate|delegate name|guest name|student name|student|user name|display name
        |name in full|complete name|name as per ic|full name as per ic|full name as in certificate
        |nama untuk sijil|nama dalam sijil|nama penuh dalam sijil|peserta|pegawai|senarai nama|nama nama peserta
        |nama dan jawatan|name and position|name and designation|nama jawatan dan agensi|respondent
        |respondent name|name original name|applicant name|nama penuh dan gelaran|title and name|nama pekerja
        |employees name|nama ajk|nama petugas|nama urusetia""",
    "given_name": "given name|given names|first name|firstname|forename|nama pertama|nama depan|nama diberi|first",
    "surname": "surname|last name|lastname|family name|nama keluarga|nama akhir|nama belakang|nama bapa|last",
    "titles": "gelaran|title|titles|salutation|honorific|gelaran nama|panggilan|prefix|mr ms",
    "identity_number": """kp|no kp|no k p|no kad pengenalan|kad pengenalan|ic|no ic|ic no|ic number|nric|nric no
        |no nric|mykad
        |no mykad|no kp pegawai|no kp peserta|no kp pasport|no kp passport|no ic passport|no ic pasport
        |identity card|identity card no|identity number|identification no|identification number|id number|id no
        |national id|no kad pengenalan pasport|no kp baru|no kp awam|no kp tentera|no kad pengenalan baru
        |nombor kad pengenalan|nombor kp|no pasport|passport no|passport number|passport|pasport|no ktp|nik
        |no kp polis tentera|ic passport no|ic passport|nric passport|soc sec id|social security number|ssn|kp no
        |no kad pengenalan no kp|no kp ic|mykad passport|no identiti|new ic|no kp 12 digit|nric passport no""",
    "post": """jawatan|post|position|job title|jobtitle|designation|jawatan gred|jawatan dan gred|jawatan hakiki
        |nama jawatan|job|occupation|pekerjaan|title position|gelaran jawatan|role title|jawatan pegawai
        |jawatan semasa|rank|pangkat|jawatan designation|position title|job position|professional title
        |jabatan posisi|position grade|designation grade|job description""",
    "grade": """gred|grade|gred jawatan|gred gaji|gred hakiki|skim|skim perkhidmatan|job grade|gred perjawatan
        |gred semasa
        |salary grade""",
    "organisation": """agensi|agency|organisasi|organization|organisation|jabatan|jabatan agensi|agensi jabatan
        |agensi organisasi
        |kementerian|kementerian jabatan|kementerian agensi|kementerian jabatan agensi|jabatan kementerian
        |syarikat|company|company name|nama syarikat|institusi|institution|instansi|nama agensi|nama jabatan
        |nama organisasi|nama sekolah|sekolah|school|sekolah unit|ppd sekolah|universiti|university|majikan
        |employer|pertubuhan|persatuan|affiliation|ipt|hospital klinik|klinik|ministry|pejabat|office
        |tempat bertugas|tempat kerja|workplace|organisation name|organization name|agency name
        |company organisation|company organization|jabatan unit agensi|agensi syarikat|pbt|pihak berkuasa tempatan
        |dari agensi|wakil agensi|stesen|name of organisation|name of organization|name of agency|name of company
        |representing|institution organisation|hospital|attendee company|kementerian agensi jabatan
        |jabatan agensi organisasi|ipta ipts|firma|firm|ptj|fakulti|lembaga|majlis|organisasi agensi
        |agensi kementerian|jabatan institusi|institusi organisasi""",
    "unit": """bahagian|unit|cawangan|seksyen|department|dept|division|section|branch|unit bahagian|bahagian unit
        |cawangan unit|sektor|unit jabatan|jabatan unit|bahagian cawangan unit|division unit|department unit
        |bahagian seksyen unit|bahagian seksyen|department division|cawangan bahagian|bidang|team""",
    "category": """kategori|category|kategori peserta|jenis peserta|participant type|type|jenis|ticket type|ticket
        |kumpulan perkhidmatan|kategori jawatan|kategori pegawai|product""",
    "phone": """tel|no tel|no telefon|telefon|no telefon bimbit|telefon bimbit|tel bimbit|no tel bimbit|no hp|hp|no h p
        |handphone|hand phone|handphone no|no handphone|mobile|mobile no|mobile number|mobile phone|phone|phone no
        |phone number|telephone|telephone no|tel no|contact|contact no|contact number|no untuk dihubungi
        |no dihubungi|telephone number|cell phone|cellphone|cell|whatsapp|no whatsapp|nombor telefon
        |nombor telefon bimbit|no bimbit|bimbit|talian|no tel pejabat|tel pejabat|no telefon pejabat|office phone
        |home phone|work phone|no tel hp|tel hp|no tel telefon bimbit|no contact|telefon pejabat|phone mobile
        |no fon|no tel pejabat bimbit|hubungi|no perhubungan|no hubungan|nombor untuk dihubungi|wa|no wa""",
    "email": """emel|email|e mail|e mel|alamat emel|alamat email|email address|emel peserta|emel rasmi|alamat e mel
        |alamat e mail|mel elektronik|official email|emails|e mail address|email id|user email|attendee email
        |emel pegawai|alamat mel elektronik|surel|email rasmi|alamat emel rasmi|contact email|work email
        |emel peribadi|personal email|emel aktif|email aktif|surat elektronik""",
    "gender": "jantina|gender|sex|jenis kelamin|l p|m f",
    "nationality": "kewarganegaraan|warganegara|nationality|citizenship|negara asal|country|negara|country of origin",
    "age": "umur|age|usia",
    "race": "bangsa|kaum|bangsa kaum|race|ethnicity|etnik|keturunan|bangsa keturunan",
    "religion": "agama|religion",
    "date_of_birth": "tarikh lahir|tkh lahir|date of birth|dob|birth date|birthdate|birthday|tarikh kelahiran"
    "|tanggal lahir",
    "remarks": """catatan|remark|remarks|note|notes|ulasan|komen|comment|comments|nota|keterangan|maklumat tambahan
        |lain lain|others|catatan ulasan|justifikasi|sebab|alasan""",
    "signature": """tandatangan|t tangan|tt|t t|signature|sign|signed|paraf|initial|initials|tanda tangan
        |tandatangan peserta
        |ttangan|signature here|tandatangan pagi|tandatangan petang|cop|cop tandatangan|tandatangan cop
        |tandatangan dan cop|ttd|tanda""",
    "role": """peranan|role|roles|fungsi|tugas|sebagai|kapasiti|capacity|status peserta|peranan peserta|tugasan
        |jawatan dalam mesyuarat""",
    "group": "kumpulan|group|team name|pasukan|meja|table|groups|kump|no meja|table no|kumpulan peserta",
    "date": """tarikh|date|tarikh hadir|tarikh kehadiran|tarikh masa|tarikh dan masa|attendance date|date time
        |date attended|tkh|tarikh daftar masuk|tarikh sesi|session date|tarikh imbas|scan date|timestamp|cap masa
        |check in date|hari tarikh|tarikh hari""",
    "time_in": """masa masuk|masa hadir|masa tiba|masa daftar|waktu masuk|time in|check in|check in time|arrival
        |arrival time|login time|masa ketibaan|masuk|in|clock in|time of arrival|masa mula hadir|join time
        |first join|jam masuk|masa daftar masuk|masa imbas|scan time|checked in at|checked in|time joined
        |daftar masuk|checkin|check in at|masa pendaftaran|masa""",
    "time_out": """masa keluar|waktu keluar|masa balik|time out|check out|check out time|departure|departure time
        |logout time
        |keluar|out|clock out|leave time|last leave|jam keluar|masa daftar keluar|checked out at|checked out
        |time exited|daftar keluar|checkout""",
    "minutes": """tempoh|durasi|duration|tempoh minit|minutes|duration minutes|tempoh masa|jumlah minit|total duration
        |time in session""",
    "status": """status|status kehadiran|attendance status|kehadiran status|status hadir|status attendance
        |attendee status
        |status pendaftaran|registration status|status rsvp|rsvp|maklum balas|pengesahan|pengesahan kehadiran
        |pengesahan hadir|response status""",
    "attendance": """kehadiran|hadir|attendance|attended|present|presence|hadir tidak hadir|hadir tidak|tanda kehadiran
        |semakan kehadiran|kehadiran peserta|attend|attendance mark|hadir x hadir|tick|tanda hadir|kedatangan
        |checked|status kehadiran peserta""",
    "address": """alamat|address|alamat rumah|alamat pejabat|mailing address|alamat surat menyurat|home address
        |address 1
        |alamat penuh|street address""",
    "postcode": "poskod|postcode|zip|zip code|postal code|kod pos",
    "state": "negeri|state|daerah negeri|negeri state|province",
    "district": "daerah|district|bandar|city|town|suburb|kawasan|lokasi|location|mukim|parlimen|zon|zone|venue",
    "other": """nama program|nama kursus|nama bengkel|nama waris|nama penyelia|nama ketua jabatan|nama pegawai pengesah
        |nama bank|nama projek|nama acara|nama event|event name|course name|meeting name|no akaun|account no
        |file name|nama fail|no staf|no pekerja|staff id|employee id|staff no|no matrik|matric no|student id|order
        |order no|order id|order date|harga|price|jumlah|total|bil peserta|bilangan peserta|jumlah peserta
        |jumlah kehadiran|peratus|percentage|skor|score|markah|marks|tajuk|agenda|perkara|aktiviti|no kenderaan
        |no plat|kereta|vehicle|saiz baju|t shirt size|menu|makanan|vegetarian|alahan|penginapan|bilik|no bilik
        |room|kerusi|no kerusi|seat|kaunter|oku|waris|no tel waris|hubungan|tarikh lantikan|tarikh lapor diri
        |hire date|tarikh mula|tarikh tamat|start date|end date|status perkhidmatan|employee status
        |status pekerjaan|marital status|status perkahwinan|taraf perkahwinan|kelulusan|pendidikan|education|gaji
        |salary|no pendaftaran|registration no|no fail|no rujukan|reference|kelas|class|tingkatan|tahun|year|bulan
        |month|hari|day|user action|bil kehadiran|nama pasangan|spouse name|nama sidang|cadangan|jawapan|soalan
        |objektif|pendapat|penilaian|kandungan|kemudahan|masalah|tindakan|keputusan|pencapaian|peruntukan|bayaran
        |jamuan|sasaran|nama dokumen|nama pengerusi|tempat|place|masa mula|masa tamat|start time|end time
        |nama penganjur|organiser|penganjur""",
}
"""Each field and the headings that mean it, as `heading_key` makes them. "other" is known and no field of ours."""

_SLASHED: Final = (
    (re.compile(r"\bk\s?[/.]\s?p\b\.?"), "kp"),
    (re.compile(r"\bh\s?[/.]\s?p\b\.?"), "hp"),
    (re.compile(r"\bi\s?[/.]\s?c\b\.?"), "ic"),
    (re.compile(r"\bt\s?/\s?tangan\b"), "tandatangan"),
    (re.compile(r"\be[\s\-–]?mel\b"), "emel"),
    (re.compile(r"\be[\s\-–]mail\b"), "email"),
    (re.compile(r"\bno\s?\.?\s?(?=tel|kp|ic|hp|siri|kad)"), "no "),
    (re.compile(r"\btel(?:efon|ephone)?\s?\.?\s?(?=bimbit)"), "telefon "),
)
_NOT_WORD: Final = re.compile(r"[\W_]+")
_PARTS: Final = re.compile(r"[\n\r|;:()\[\]/]+|\s[-–—]\s")


@lru_cache(8192)
def heading_key(text: str) -> str:
    """A heading in small letters without punctuation, its abbreviations in one spelling: "No. K/P" is "no kp"."""
    line = plain(text).casefold().replace("&", " dan ")
    for pattern, word in _SLASHED:
        line = pattern.sub(word, line)
    return _NOT_WORD.sub(" ", line).strip() or ("#" if "#" in line else "")


def _phrases() -> dict[str, str]:
    found = {"#": "number"}
    for field, words in FIELDS.items():
        for phrase in words.split("|"):
            found.setdefault(heading_key(phrase), field)
    found.pop("", None)
    return found


_PHRASES: Final = _phrases()
_FUZZY: Final = [phrase for phrase in _PHRASES if len(phrase) >= 5]
_CONTAINED: Final = re.compile(
    r"(?:^| )("
    + "|".join(map(re.escape, sorted((p for p in _PHRASES if len(p) >= 3), key=len, reverse=True)))
    + r")(?= |$)"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means and how sure that is, from 0 to 1: 1 the very words, 0.9 one of two languages or parts,
    0.8 misspelt, 0.6 the words among others."""

    field: str
    sure: float


@lru_cache(8192)
def meaning_of(heading: str) -> Meaning | None:
    """The field a heading means; None where it means none of ours that we know of.

    "NO. TEEFON" is a telephone number; "Bil.\\nNo." is a number; "Nama Penuh (seperti dalam KP)" is a name.
    """
    if len(heading) > 160:
        return None
    whole = heading_key(heading)
    if not whole or whole.isdecimal():
        return None
    if exact := _PHRASES.get(whole):
        return Meaning(exact, 1.0)
    parts = [key for part in _PARTS.split(_joined(heading)) if (key := heading_key(part))]
    for part in parts:
        if (exact := _PHRASES.get(part)) and exact != "other":
            return Meaning(_nearer(exact, parts), 0.9)
    if len(whole.split()) > 9:
        return None  # a question, not a heading
    for part in [whole, *parts]:
        if field := _misspelt(part):
            return Meaning(field, 0.8)
    return _contained(parts or [whole])


def _joined(heading: str) -> str:
    """The heading with its abbreviations in one spelling, so that K/P is not taken for two parts."""
    line = heading.casefold()
    for pattern, word in _SLASHED:
        line = pattern.sub(word, line)
    return line


def _nearer(field: str, parts: list[str]) -> str:
    """What two languages agree on: "Jabatan / Department" is where people work, "No. / ID" a number only."""
    others = [_PHRASES[part] for part in parts if part in _PHRASES and _PHRASES[part] != "other"]
    if field == "number" and any(other not in ("number",) for other in others):
        return next(other for other in others if other != "number")
    if field == "unit" and "organisation" in others:
        return "organisation"
    if field in ("organisation", "unit") and "name" in others:
        return "name"
    return field


def _misspelt(key: str) -> str | None:
    """The field of the phrase a slip or two away, two letters changed over counting as one; None where two are as
    near."""
    if not 5 <= len(key) <= 34:
        return None
    slips = 1 if len(key) < 9 else 2
    near = process.extract(key, _FUZZY, scorer=OSA.distance, score_cutoff=slips, limit=6)
    nearest = {_PHRASES[phrase] for phrase, distance, _at in near if distance == near[0][1]}
    field = next(iter(nearest)) if len(nearest) == 1 else None
    return None if field == "other" else field


def _contained(parts: list[str]) -> Meaning | None:
    for part in parts:
        words = part.split()
        if len(words) > 7:
            continue
        found = [match[1] for match in _CONTAINED.finditer(part)]
        fields = [(phrase, _PHRASES[phrase]) for phrase in found]
        if not fields:
            continue
        phrase, field = fields[0]
        if field in (
            "number",
            "time_in",
            "time_out",
            "other",
            "district",
            "category",
            "attendance",
            "date",
            "role",
            "group",
            "titles",
        ):
            stronger = [(p, f) for p, f in fields if f in ("phone", "email", "identity_number", "signature")]
            if not stronger:
                if field in ("attendance", "date", "time_in", "time_out") and part.startswith(phrase):
                    return Meaning(field, 0.6)
                continue
            phrase, field = stronger[0]
        if field in ("post", "unit", "status", "minutes", "remarks") and not part.startswith(phrase):
            continue
        if len(phrase) * 3 < len(part) and not part.startswith(phrase):
            continue
        return Meaning(field, 0.6)
    return None


def field_of(heading: str) -> str | None:
    """As `meaning_of`, the field alone."""
    found = meaning_of(heading)
    return found.field if found else None


_FIRST_WORD: Final = re.compile(r"[^\W_]+")
_FIRSTS: Final = frozenset(phrase.split()[0] for phrase in _PHRASES) | {"k", "h", "i", "t", "e"}


def is_heading_word(text: str) -> bool:
    """A quick look: whether a cell holds the very words of a heading, as a repeated heading inside a list does."""
    if len(text) >= 60:
        return False
    if "\n" in text:
        return any(map(is_heading_word, text.split("\n")))
    first = _FIRST_WORD.search(text)
    if first and first[0].casefold() not in _FIRSTS:
        return False
    return heading_key(text) in _PHRASES


# --- words of rows that are no person -------------------------------------------------------------------------------

_TOTAL: Final = re.compile(
    r"^(?:jumlah|jum|total|grand total|sub ?total|keseluruhan|jumlah keseluruhan|jumlah besar|bilangan hadir|bil "
    r"hadir|bilangan tidak hadir"
    r"|purata|average|peratus(?:an)?|percentage|bilangan peserta|bilangan kehadiran|sum|overall|jumlah hadir"
    r"|attendance rate|count)\b"
)
_TOTAL_FIRSTS: Final = frozenset(
    "jumlah jum total grand sub subtotal keseluruhan bilangan bil purata average peratus peratusan percentage sum "
    "overall"
    " attendance count".split()
)
_SIGN_OFF: Final = re.compile(
    r"^(?:disediakan|disahkan|disemak|diluluskan|disokong|diperakukan|dilaporkan|direkodkan|prepared|verified|checked|approved|certified"
    r"|endorsed|reviewed|acknowledged|recorded)\s+(?:oleh|by)\b|^(?:pengesahan|perakuan)\s+(?:urus|ketua|peg|peng"
    r"|oleh)|^saya (?:mengesahkan|mengaku)"
    r"|^(?:sekian|yang benar|yang menjalankan amanah|saya yang menurut|bertarikh|berkhidmat untuk negara|terima "
    r"kasih)\b|^cop (?:rasmi|jabatan)\b"
)
_FOOTER: Final = re.compile(
    r"^(?:nota|note|notes|catatan|petunjuk|legend|legenda|sumber|source|dicetak|printed|dijana|generated|laporan "
    r"dijana|muka surat|mukasurat"
    r"|page|halaman|peringatan|arahan|reminder|disclaimer|sila |please |tandatangan|nama|jawatan|tarikh|date|name"
    r"|position|signature|cop"
    r"|nama dan cop|nama cop|nama jawatan|s k|sk|lampiran|rujukan|status kehadiran|kod|singkatan|kekunci|key)\b"
)
_PAGE: Final = re.compile(r"^(?:muka ?surat|m s|page|halaman|ms)\s?\d{1,4}(?: (?:of|daripada|dari) \d{1,4}| \d{1,4})?$")
_LINE: Final = re.compile(r"[.…_\-–—=*\s()]{4,}")


def is_total(text: str) -> bool:
    """Whether a row that begins with this text adds up the rows above."""
    first = _FIRST_WORD.search(text)
    if first and first[0].casefold() not in _TOTAL_FIRSTS:
        return False
    return bool(_TOTAL.match(heading_key(text)))


def is_sign_off(text: str) -> bool:
    """Whether the list is over where this stands: "Disediakan oleh:", "Prepared by"."""
    return bool(_SIGN_OFF.match(heading_key(text)))


def is_footer(text: str) -> bool:
    """Whether a lone text is a note under the list, a line for a signature, or a label of one."""
    line = plain(text)
    key = heading_key(line)
    if _LINE.fullmatch(line) or (line.startswith("*") and len(line) > 3):
        return True
    if _SIGN_OFF.match(key) or _PAGE.match(key):
        return True
    found = _FOOTER.match(key)
    return (
        bool(found) and (":" in line or line.startswith("(") or len(key) > len(found[0]) + 25 or key in _ALONE)
        if found
        else False
    )


_ALONE: Final = frozenset(("petunjuk", "legend", "legenda", "nama cop", "nama dan cop", "tandatangan cop"))

_ROLES: Final = re.compile(
    r"^(?:urus ?setia|urusetia|sekretariat|secretariat|peserta|participants?|penceramah|speakers?|fasilitator"
    r"|facilitators?|jemputan"
    r"|tetamu(?: khas| kehormat)?|guests?|v?vip|media|pengerusi|chair(?:man|person)?|ahli(?: mesyuarat| "
    r"jawatankuasa)?|members?"
    r"|turut hadir|in attendance|hadir bersama|tidak hadir|absent|absent with apologies|hadir|present|pemerhati"
    r"|observers?|panel(?:is|ists?)?"
    r"|moderator|pegawai pengiring|pelajar|students?|pensyarah|trainers?|jurulatih|instructors?|organi[sz]ers?"
    r"|penganjur|committee|ajk"
    r"|jawatankuasa(?: kerja| induk| pelaksana)?|petugas|sukarelawan|volunteers?|kakitangan|staff|staf|delegates?"
    r"|delegasi|simpanan|waiting list"
    r"|senarai menunggu|walk ?in|pengurusan|pengurusan tertinggi|wakil|representatives?|external|internal|dalaman"
    r"|luaran|host(?:s)?|kumpulan \w+|group \w+)"
    r"(?: ?(?:dalaman|luar|jemputan|kursus|program|bengkel|mesyuarat|teknikal|a|b|c|i|ii|iii|\d+|khas))?$"
)


def role_of(text: str) -> str | None:
    """What a section of a list calls the people under it, as written: "URUSETIA", "Peserta", "VIP"; None for
    anything else."""
    bare = bare_title(text)
    return bare if _ROLES.match(heading_key(bare)) else None


_ORGANISATION: Final = re.compile(
    r"\b(?:pejabat|jabatan|kementerian|majlis|agensi|bahagian|cawangan|unit|klinik|hospital|sekolah|sk|smk|sjk[ct]?|universiti|university|institut"
    r"|institute|kolej|college|politeknik|lembaga|perbadanan|suruhanjaya|yayasan|persatuan|pertubuhan|syarikat|sdn|bhd|berhad|enterprise|group"
    r"|holdings|company|corporation|ministry|department|office|agency|council|authority|association|foundation|centre|center|pusat|ppd|jpn|kk|kd"
    r"|planmalaysia|polis|bomba|tentera|daerah|negeri|wilayah|board|bank|consult|consultants?|ltd|inc|plc|llc|plt|perpustakaan|masjid|koperasi"
    r"|akademi|academy|fakulti|faculty|seksyen|section|division|stesen|ibu pejabat|ipd|ipk|bilik|makmal"
    r"|setiausaha kerajaan|perunding|society|club"
    r"|kelab|organisation|organization|kampung|parlimen|dun|institusi|school|mara|tnb|lhdn|kwsp|ict|pdt|pkd|jkn)\b"
)


def sounds_like_organisation(text: str) -> bool:
    """Whether a text names an office, company or school by one of the words they bear."""
    return bool(_ORGANISATION.search(heading_key(text)))


_PERSON: Final = re.compile(
    r"(?:\b(?:bin|binti|bte?|bt|b|anak|ak)\b\.?|\b[as]\s?/\s?[lpo]\b|\bd/o\b|@)\s?\S|^(?:en|pn|cik|tuan|puan|encik|dr|prof|ir|ts|hj|hjh|haji|hajah|mr|mrs|ms|mdm"
    r"|dato|datuk|datin|tan sri|yb|ybhg|ybrs|yab|ust|ustaz|ustazah|kapt|lt|mej|kol|sr|ar|gs|tpr)\b['.’]*\s+\w",
    re.IGNORECASE,
)


def sounds_like_person(text: str) -> bool:
    """Whether a text bears a mark that only a person's name has: bin, a/l, an alias, a title before it."""
    return bool(_PERSON.search(plain(text)))


_NUMBERING: Final = re.compile(r"^\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\s?[.):]\)?\s*(?=\S)")


def bare_title(text: str) -> str:
    """A title inside a list without its own numbering and end: "2.KLINIK CONTOH:" is "KLINIK CONTOH"."""
    line = plain(text)
    return _NUMBERING.sub("", line, count=1).rstrip(" :-–.") or line
