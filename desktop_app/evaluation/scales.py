"""Points of a scale by their words, in English and Malay: Sangat Setuju = Strongly agree = 5 = "5 - Sangat Setuju".

The wordings are those of common questionnaires of both languages; each family runs from 1 (worst) to 5 (best).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

POINTS: Final = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True)
class ScaleFamily:
    """One way of wording five points: how each is printed, and every wording that means it."""

    code: str
    en: tuple[str, str, str, str, str]
    ms: tuple[str, str, str, str, str]
    also: tuple[str, str, str, str, str]
    """Further wordings of each point, separated by "|"."""

    def points(self) -> list[dict[str, Any]]:
        """The scale as a questionnaire keeps it."""
        return [{"value": at, "en": en, "ms": ms} for at, en, ms in zip(POINTS, self.en, self.ms, strict=True)]


FAMILIES: Final = (
    ScaleFamily(
        "agreement",
        ("Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"),
        ("Sangat tidak setuju", "Tidak setuju", "Tidak pasti", "Setuju", "Sangat setuju"),
        (
            "sts|amat tidak setuju|completely disagree|totally disagree",
            "ts|kurang setuju|somewhat disagree",
            "tp|n|netral|berkecuali|neither agree nor disagree|neither agree or disagree|undecided|not sure|unsure"
            "|agak setuju|sederhana setuju",
            "s|somewhat agree|mostly agree",
            "ss|amat setuju|completely agree|totally agree",
        ),
    ),
    ScaleFamily(
        "satisfaction",
        ("Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"),
        ("Sangat tidak memuaskan", "Tidak memuaskan", "Sederhana memuaskan", "Memuaskan", "Sangat memuaskan"),
        (
            "sangat tidak berpuas hati|sangat tidak puas hati|very unsatisfied|extremely dissatisfied"
            "|amat tidak memuaskan",
            "tidak berpuas hati|tidak puas hati|unsatisfied|kurang memuaskan|kurang berpuas hati|somewhat dissatisfied",
            "neither satisfied nor dissatisfied|sederhana puas hati|agak memuaskan|tidak pasti",
            "berpuas hati|puas hati|puas|somewhat satisfied",
            "sangat berpuas hati|sangat puas hati|amat memuaskan|extremely satisfied|sangat puas",
        ),
    ),
    ScaleFamily(
        "quality",
        ("Very poor", "Poor", "Fair", "Good", "Excellent"),
        ("Sangat lemah", "Lemah", "Sederhana", "Baik", "Cemerlang"),
        (
            "very bad|sangat buruk|sangat tidak baik|amat lemah|sangat teruk",
            "bad|buruk|tidak baik|kurang baik|below average|teruk",
            "average|satisfactory|cukup|ok|okay|acceptable|moderate",
            "bagus|above average",
            "very good|sangat baik|sangat bagus|amat baik|outstanding|terbaik",
        ),
    ),
    ScaleFamily(
        "likelihood",
        ("Very unlikely", "Unlikely", "Neutral", "Likely", "Very likely"),
        ("Sangat tidak mungkin", "Tidak mungkin", "Tidak pasti", "Mungkin", "Sangat mungkin"),
        (
            "extremely unlikely|definitely not",
            "probably not|somewhat unlikely",
            "possibly|neither likely nor unlikely",
            "probably|somewhat likely",
            "extremely likely|definitely",
        ),
    ),
    ScaleFamily(
        "acceptability",
        ("Totally unacceptable", "Unacceptable", "Neutral", "Acceptable", "Perfectly acceptable"),
        (
            "Sangat tidak boleh diterima", "Tidak boleh diterima", "Tidak pasti", "Boleh diterima",
            "Sangat boleh diterima",
        ),
        ("", "slightly unacceptable", "neither acceptable nor unacceptable", "slightly acceptable", ""),
    ),
    ScaleFamily(
        "frequency",
        ("Never", "Rarely", "Sometimes", "Often", "Always"),
        ("Tidak pernah", "Jarang", "Kadang-kadang", "Kerap", "Sentiasa"),
        ("", "jarang-jarang|seldom", "occasionally|kadangkala", "frequently|selalu", "setiap masa"),
    ),
    ScaleFamily(
        "importance",
        ("Not important", "Slightly important", "Moderately important", "Important", "Very important"),
        ("Tidak penting", "Kurang penting", "Sederhana penting", "Penting", "Sangat penting"),
        ("not at all important", "of little importance", "", "", "extremely important|amat penting"),
    ),
)  # fmt: skip


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", re.sub(r"[^\w\s-]", " ", text.casefold())).strip(" -_")


_WORDS: Final = {
    (family.code, _plain(wording)): at
    for family in FAMILIES
    for wordings in (family.en, family.ms)
    for at, wording in zip(POINTS, wordings, strict=True)
} | {
    (family.code, _plain(wording)): at
    for family in FAMILIES
    for at, more in zip(POINTS, family.also, strict=True)
    for wording in more.split("|")
    if wording
}
_NUMBERED: Final = re.compile(r"^\(?([1-5])\)?(?:[\s.:)=–—-]+(.*))?$", re.DOTALL)
_BEHIND: Final = re.compile(r"^(.*?)[\s(=–—-]+([1-5])\)?$", re.DOTALL)


def point(text: str, family: str) -> int | None:
    """The point (1 to 5) that an answer means in a family of wordings; None where it is none of its words.

    A number with words counts where the words mean the same: "5 (SS)", "5 - Sangat Setuju", "Setuju (4)".
    """
    given = text.strip()
    if found := _NUMBERED.match(given) or None:
        number, words = int(found[1]), _plain(found[2] or "")
        said = _WORDS.get((family, words)) if words else number
        return number if said in (None, number) else None
    if (said := _WORDS.get((family, _plain(given)))) is not None:
        return said
    if found := _BEHIND.match(given):
        said = _WORDS.get((family, _plain(found[1])))
        return said if said == int(found[2]) else None
    return None


def family_of(answers: Iterable[str]) -> tuple[ScaleFamily, bool] | None:
    """The family whose words the answers of one question are, and whether all of them fit; None where it is no scale.

    Four in five must fit. Bare numbers 1 to 5 are an agreement scale only when more than one point is used.
    """
    given = [one for one in answers if one.strip()]
    if not given:
        return None
    best: tuple[int, ScaleFamily] | None = None
    for family in FAMILIES:
        fitting = sum(1 for one in given if point(one, family.code) is not None)
        if best is None or fitting > best[0]:
            best = (fitting, family)
    if best is None or best[0] < 0.8 * len(given):
        return None
    if all(one.strip().isdecimal() for one in given) and len(set(given)) < 2:
        return None
    return best[1], best[0] == len(given)
