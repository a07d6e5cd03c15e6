"""Names of people: titles apart, the key that different spellings of one name share, and the order in a list.

A name is whole: nobody needs a family name. Titles (Malaysian honours, professional and military ones, Mr and Mrs)
never decide who somebody is. What looks like a title but leaves no name behind is a name: a man may be called Tun.
"""

import re
from typing import Final

from db.folding import CONNECTORS, fold, plain

_APOSTROPHE: Final = "['’‘`´ʼ]"
_TITLES: Final = (
    # Royal and state honours. YAM and YA are also names: a title only before another one, or with dots.
    r"d\.?y\.?m\.?m|y\.?t\.?m|y\.?a\.?b|y\.?b\.?m|y\.?\s?b\.?\s?hg|y\.?\s?b(?:rs|ers)|y\.?b|y\.?m|y\.?h|t\.?y\.?t",
    r"y\.a\.m|y\.a|ya(?:m)?(?=\.?\s+(?:tengku|tunku|raja|dato|datuk|datin|tan\s+sri|tun|tuan|puan)\b)",
    r"tan\s+sri(?:\s+datuk)?(?:\s+(?:seri|sri)(?=\s))?",
    r"toh\s+puan|puan\s+(?:sri|seri)|tun",
    rf"da(?:to|tuk|tin|tu){_APOSTROPHE}?\s*(?:seri|sri|wira|paduka|patinggi|indera|setia|amar)"
    r"(?:\s+(?:di\s*raja|wira|utama|panglima))?(?=\s)",
    rf"da(?:to|tuk|tin|tu){_APOSTROPHE}?",
    r"pehin(?:\s+(?:sri|datu|orang\s+kaya))?",
    # Learned and professional.
    r"prof(?:ess?or)?\.?\s*madya|ass(?:ociate|istant|oc|t)\.?\s*prof(?:essor)?|adj(?:unct)?\.?\s*prof(?:essor)?",
    r"prof(?:ess?or)?(?:\s+emeritus)?|doktor|doctor|dr|p\.?m\.(?=\s*(?:dr|ts|ir))",
    r"ir|ts|tpr|lar|idr|gs|sr|(?:ar|er)(?=\.)",
    # Religious and of courtesy.
    r"haji|hajj?ah|hjh|hj|ustazah|ustaz|cikgu",
    r"tuan(?:\s+(?:hj|haji)\b)?|encik|puan|cik(?:\s+puan\b)?|saudara|saudari|sdri?|en|tn|pn",
    r"mr|mrs|ms|miss|mdm|mme|madam|sir|dame|h\.\s?e|the\s+hon(?:ourable)?|hon(?=\.)|honourable|rev",
    # Military and police.
    r"brig(?:ed)?(?:ier|iar)?\.?\s*[jg]en(?:eral)?|(?:mejar?|maj(?:or)?)\.?\s*[jg]en(?:eral)?",
    r"l(?:ef)?t(?:enan)?\.?\s*(?:jen|kol|kdr|muda|col|gen|cdr)(?:eral|onel|ar)?|lieutenant(?:\s+(?:colonel|general))?",
    r"leftenan|lt|laksamana(?:\s+(?:madya|muda|pertama))?|jeneral|general|[jg]en(?=\.)|kolonel|colonel|kol|col(?=\.)",
    r"mejar|mej|maj(?=\.)|kapten|captain|kapt|capt|komander|commander|kdr|cdr|sarjan|sjn|koperal|kpl|pegawai\s+waran",
    r"inspektor|inspector|insp|supt|superintenden|a\.?s\.?p|d\.?s\.?p|a\.?c\.?p|s\.?a\.?c",
)
_MARK: Final = r"(?:\.\s*|,\s+|\s+|(?=\())"
_ONE_TITLE: Final = re.compile(
    rf"\s*\(?(?:{'|'.join(_TITLES)})(?:\.?\s*\((?:b|r|bersara|rtd|retired)\))?\)?{_MARK}", re.IGNORECASE
)
_BEHIND: Final = re.compile(
    r"""(?:
        \s*,\s*(?:[a-z]{1,5}\.\s*){1,4}[a-z]{0,5}\.? | # ", Ph.D", ", P.Eng."
        \s*,\s*(?:phd|dphil|mba|msc|bsc|ma|jp|dba|llb|llm|mbbs|pmp|cpa|mtcp|mip|miem|fiem|peng|pmc|amn|kmn|pjn|psm|ppt|pjk
            |kmw|smw|smp|dsdk|dimp|dpmp|ssap|jsm|jmn|dssa|dns|bcn|pis|amp|amk|pkt|bsm)\.? |
        \s*,?\s+(?:ph\.?\s?d|d\.?phil)\.? |
        \s*,?\s*\(\s*(?:dr|ir|ts|hj|hjh|haji|hajah|prof|ar|sr|gs|mr|mrs|ms|miss|encik|puan|cik|ph\.?d)\.?\s*\)
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
_FIRST_WORDS: Final = frozenset(
    """tan toh puan tun ya yam dato datuk datin datu pehin prof professor profesor associate assistant assoc
    asst adj adjunct doktor doctor dr ir ts tpr lar idr gs sr haji hajah hajjah hjh hj ustazah ustaz cikgu
    tuan encik cik saudara saudari sdr sdri en tn pn mr mrs ms miss mdm mme madam sir dame the honourable rev
    brig brigedier brigadier brigadiar mej mejar maj major left leftenan lt ltd lieutenant laksamana jeneral
    general kolonel colonel kol kapten captain kapt capt komander commander kdr cdr sarjan sjn koperal kpl
    pegawai inspektor inspector insp supt superintenden asp dsp acp sac yb ybhg ybrs ybers yab ybm ym yh ytm
    dymm tyt""".split()
)
"""Every word a title can begin with, so that most names need no look at the patterns."""
_LETTER: Final = re.compile(r"[^\W\d_]")
_NAMELIKE_TITLES: Final = frozenset(["tuan", "cik", "tun"])
_FATHER: Final = re.compile(
    r"(?<![^\W_])(?:bin|bn|binti|bint|binte|bte|bt|b|anak|ak|a\s*/\s*[lp]|s\s*/\s*o|d\s*/\s*o|al|ap)(?![^\W_])\.?",
    re.IGNORECASE,
)


def split_titles(text: str) -> tuple[str, str]:
    """The titles before and behind a name, and the name, each as the person writes it, spaces squeezed.

    Titles from before the name are joined by spaces, those from behind it follow after a comma. A text that would be
    all titles keeps its last one as the name; a text with no letters comes back as it is.

    >>> split_titles("YBhg. Dato' Sri Ahmad bin Ali, Ph.D")
    ("YBhg. Dato' Sri, Ph.D", 'Ahmad bin Ali')
    """
    rest = " ".join(text.split())
    before: list[str] = []
    while _may_begin_with_title(rest) and (found := _ONE_TITLE.match(rest)):
        left = rest[found.end() :].strip()
        if not _LETTER.search(left) or _belongs_to_name(found[0], left):
            break
        before.append(found[0].strip().rstrip(","))
        rest = left
    behind: list[str] = []
    while rest.endswith((")", ".", "d", "D")) or "," in rest:
        found = _BEHIND.search(rest)
        left = rest[: found.start()].strip().rstrip(",") if found else ""
        if not found or not _LETTER.search(left):
            break
        behind.insert(0, found[0].strip().strip(",()").strip())
        rest = left
    return ", ".join([*([" ".join(before)] if before else []), *behind]), rest


def may_have_titles(text: str, words: list[str]) -> bool:
    """Whether `split_titles` could find anything in `text`, whose words are `words`; quick, and yes when in doubt."""
    if not words:
        return False
    first = words[0]
    if not (first.isalpha() and first.isascii()) or first.lower() in _FIRST_WORDS:
        return True
    return "," in text or ")" in text or text[-1] in ".dDlL "


def _may_begin_with_title(text: str) -> bool:
    first = text.partition(" ")[0]
    if first.isalpha() and first.isascii():
        return first.lower() in _FIRST_WORDS
    return bool(first)


def _belongs_to_name(title: str, left: str) -> bool:
    """Whether what reads as a title is a name: bin or an alias follows at once, or the father bears it too."""
    first = left.split(maxsplit=1)[0]
    if first[0] in "@bB":
        bare = plain(first)
        if not bare or bare in ("bin", "binti", "bt", "bte", "bn") or (bare == "b" and "." in first):
            return True
    if title.lstrip()[:1] in "TtCc" and (word := plain(title)) in _NAMELIKE_TITLES:
        father = _FATHER.split(left, maxsplit=1)
        return len(father) == 2 and plain(father[1]).split()[:1] == [word]
    return False


def bare_name(name: str) -> str:
    """The name without an alias: "Lim Ah Kow" of "Lim Ah Kow @ Jason", "Ahmad bin Ali" of "Ahmad @ Mat bin Ali"."""
    return name_forms(name)[0]


def name_forms(name: str) -> tuple[str, ...]:
    """The name without its alias, then with the alias in place of what stands before it; one form where no alias is."""
    if "@" not in name:
        return (name,)
    first, _, rest = name.partition("@")
    rest = rest.replace("@", " ")
    father = _FATHER.search(rest)
    alias, tail = (rest[: father.start()], rest[father.start() :]) if father else (rest, "")
    forms = [f"{part.strip()} {tail.strip()}".strip() for part in (first, alias) if part.strip()]
    return tuple(forms) or (name.replace("@", " ").strip(),)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, folded, in the order written: no titles, no bin, no alias.

    A father's titles go too: Abdullah bin Haji Ali is Abdullah bin Ali.
    """
    bare = bare_name(split_titles(name)[1])
    if not _FIRST_WORDS.isdisjoint(bare.lower().replace(".", "").replace("'", "").split()[1:]):
        father = _FATHER.search(bare)
        if father:
            bare = f"{bare[: father.end()]} {split_titles(bare[father.end() :])[1]}"
    words = fold(bare).split()
    while len(words) > 1 and words[-1] in CONNECTORS:
        words.pop()
    return tuple(words)


def name_key(name: str) -> str:
    """What matching blocks on: the words of the name in alphabetical order, so that spelling, titles, "bin" and order
    do not part a person from himself. It proposes; two people may well share it. "" for a text without letters.

    >>> name_key("Dato' MOHD. Azlan b. Abd Rahman")
    'abdul azlan muhammad rahman'
    """
    return " ".join(sorted(name_words(name)))


def sort_name(name: str) -> str:
    """Where a name stands in an alphabetical list: titles ignored, case, accents, punctuation folded, spelling kept."""
    return plain(split_titles(name)[1])
