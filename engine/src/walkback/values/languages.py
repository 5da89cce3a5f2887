"""The words that each language puts around numbers: one small table a language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """How numbers are worded in one language.

    Attributes:
        qualified: A phrase for each qualifier, `{}` where the figure goes.
        low: The phrase of a value of which only a lower bound is known.
        high: The same for an upper bound.
        missing: What a value reads of which nothing is known.
        scales: Factors of large numbers with their words, the largest first.
        scaled_from: From which number on quantities that are no money are scaled.
        gap: What stands between a figure and its unit.
        cardinals: Words of the whole numbers from zero on.
        ordinals: The same for ranks.
        rank: The phrase of a rank without a word of its own; empty for the endings of English.
        singulars: Units whose singular is not their plural without `s`; None without singulars.
    """

    qualified: Mapping[str, str]
    low: str
    high: str
    missing: str
    scales: tuple[tuple[float, str], ...]
    scaled_from: float
    gap: str
    cardinals: tuple[str, ...] = ()
    ordinals: tuple[str, ...] = ()
    rank: str = ""
    singulars: Mapping[str, str] | None = None


ENGLISH = Language(
    qualified={
        "exact": "{}",
        "over": "over {}",
        "at_least": "at least {}",
        "about": "about {}",
        "nearly": "nearly {}",
        "up_to": "up to {}",
        "expected": "an expected {}",
        "target": "a target of {}",
    },
    low="at least {}",
    high="at most {}",
    missing="not published",
    scales=((1e12, " trillion"), (1e9, " billion"), (1e6, " million")),
    scaled_from=1e7,
    gap=" ",
    cardinals=(
        "zero", "one", "two", "three", "four", "five", "six",
        "seven", "eight", "nine", "ten", "eleven", "twelve",
    ),
    ordinals=(
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth",
        "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    ),
    singulars={"people": "person", "universities": "university", "laboratories": "laboratory",
               "facilities": "facility", "cities": "city", "bodies": "body"},
)  # fmt: skip

CHINESE = Language(
    qualified={
        "exact": "{}",
        "over": "超过{}",
        "at_least": "至少{}",
        "about": "约{}",
        "nearly": "近{}",
        "up_to": "至多{}",
        "expected": "预计{}",
        "target": "目标{}",
    },
    low="至少{}",
    high="至多{}",
    missing="未公布",
    scales=((1e12, "万亿"), (1e8, "亿"), (1e4, "万")),
    scaled_from=1e5,
    gap="",
    rank="第{}",
)

LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "zh": CHINESE}
