"""Where a resume says who the person is: the name in all its forms, addresses, links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from core import skills
from core.model import Resume
from core.text import fold

LOOKED_AT = 2_000
"""Letters of a line that are looked at; nobody writes a longer one."""
NAME_PARTS = 8
PART_LETTERS = 3
"""A shorter part of a name stands in too many words: it is found beside another part alone."""
_PARTICLE_WORDS = (
    "de da do dos das del della di du der den des van von ter ten la le el al bin bint ibn abu mac mc y e"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())
_WORD_NAMES = """
art august april baker bell berry bishop bond booker brook brown carpenter case chance chase christian church clay cook
cooper cross day dean drew earl engineer english faith fisher ford forest french frost gardener german gold grace grant
gray green guy harmony heath hill hope hunter iris ivy jack jade january joy june just king knight lane law long love
major march mark marshall mason mercy may miles miller miner moon moss noble page paris park parker pat patience pearce
penny piper porter potter power price prince prudence read reed reeves rich rider river robin rock rose royal ruby sage
scott shepherd short singer skipper sky smith solo star sterling stone storm strong summer sunny swift taylor temple
tester trust tucker turner vale victory walker ward waters wells west white will wise wolf wood woods young
"""
_WORDS = frozenset(_WORD_NAMES.split())
"""Names that are words as well: alone they are taken for the word."""
_MAIL = re.compile(r"[^\s@<>()|,;]{1,64}@[^\s@<>()|,;]{1,255}")
_LINK = re.compile(
    r"(?:https?://|www\.)\S{1,500}"
    r"|(?<![\w@.-])(?:[\w-]{1,63}\.){0,3}(?:linkedin|github|gitlab|bitbucket|gitee|xing|twitter|facebook|instagram|medium|behance|"
    r"dribbble|kaggle|stackoverflow|codepen|leetcode|hackerrank|researchgate|orcid|youtube)\.(?:com|io|org|net|de)(?:/\S{0,300})?",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\+\d[\d ()./-]{6,20}\d|(?<!\d)(?!\d{1,2}[./]\d{4})(?!\d{1,2}[./]\d{1,2}[./])\(?0\d{1,5}[)/ -][\d ()./-]{5,16}\d|(?<![\d-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?!\d)"
)
_TOKEN = re.compile(r"[^\s|,;()<>]{4,300}")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_EARNED = re.compile(r",\s*[A-Z][A-Za-z.-]{0,3}[A-Z.](?![^\W_])")
_SIGNS = re.compile(r"[@./_\d-]")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that says who it is.

    Attributes:
        parts: of a name: those parts of it, lower case.
    """

    start: int
    end: int
    what: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """The names of one person, as their resume writes them."""

    names: tuple[str, ...]

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The words of the names, lower case, given names first."""
        words = (word.strip(".()\"'’") for name in self.names for word in re.split(r"[\s,]+", _bare(name)))
        apart = (one for word in words for one in (word, *(word.split("-") if "-" in word else ())))
        return tuple(dict.fromkeys(word.lower() for word in apart if word))[:NAME_PARTS]

    @cached_property
    def telling(self) -> frozenset[str]:
        """Parts that mean this person even where they stand alone: no particles, no words of the language, no skills."""
        return frozenset(
            part
            for part in self.parts
            if (len(part) >= PART_LETTERS or _CJK.search(part))
            and part not in _PARTICLES
            and part not in _WORDS
            and skills.canonical(part) is None
        )

    @cached_property
    def _run(self) -> re.Pattern[str] | None:
        if not self.parts:
            return None
        words = self._any_part
        initials = r"(?:[^\W\d_]\.[ ]?){0,3}"
        glue = rf"(?:[ .,\u00a0-]{{1,3}}{words}|[ \u00a0]{{1,2}}[^\W\d_]\.){{0,6}}"
        return re.compile(rf"(?<![^\W_]){initials}{words}{glue}", re.IGNORECASE)

    @cached_property
    def _any_part(self) -> str:
        words = "|".join(re.escape(part) for part in sorted(self.parts, key=len, reverse=True))
        return rf"(?:(?:{words})(?![^\W_]))"

    @cached_property
    def _cjk(self) -> re.Pattern[str] | None:
        names = sorted(
            {fold(name).replace(" ", "") for name in self.names if _CJK.search(name)}, key=len, reverse=True
        )
        return re.compile("|".join(map(re.escape, names))) if names else None

    def in_text(self, text: str) -> Iterator[Found]:
        """The name, whole or in parts."""
        text = text[:LOOKED_AT]
        if self._cjk:
            yield from (Found(m.start(), m.end(), "name", (m[0],)) for m in self._cjk.finditer(text))
        for match in self._run.finditer(text) if self._run else ():
            words = [one[0] for one in re.finditer(rf"(?<![^\W_]){self._any_part}", match[0], re.IGNORECASE)]
            parts = tuple(word.lower() for word in words)
            whole = len({*parts} - _PARTICLES) > 1
            if whole or any(word.lower() in self.telling and not word.islower() for word in words):
                yield Found(match.start(), match.end(), "name", parts)

    def in_tokens(self, text: str) -> Iterator[Found]:
        """Handles and sites that are made of the name: `ada-okafor`, `adaokafor.dev`."""
        for match in _TOKEN.finditer(text[:LOOKED_AT]):
            word = match[0].lower()
            if _SIGNS.search(word) and any(part in word for part in self.telling if len(part) > PART_LETTERS):
                yield Found(match.start(), match.end(), "token")


def _bare(name: str) -> str:
    """A name without what was earned: "Amara Okafor, RN, BSN"."""
    folded = fold(name)
    return folded if folded.isupper() else _EARNED.sub("", folded)


def person_of(resume: Resume) -> Person:
    """By what was understood as the name, and by what stands there where its owner said another."""
    lines = resume.document.by_number
    written = " ".join(
        lines[span.line].text[span.start : span.end]
        for span in resume.spans.get("/basics/name", ())
        if span.line in lines
    )
    said = str(resume.fields.get("basics", {}).get("name") or "")
    return Person(tuple(dict.fromkeys(one for one in (fold(said), fold(written)) if one)))


def contacts(text: str) -> Iterator[Found]:
    """Addresses one can write to, call or open."""
    text = text[:LOOKED_AT]
    for what, pattern in (("mail", _MAIL), ("link", _LINK), ("phone", _PHONE)):
        yield from (Found(m.start(), m.end(), what) for m in pattern.finditer(text))


def all_of(person: Person, text: str) -> Iterable[Found]:
    """Everything of `text` that says who it is."""
    return (*contacts(text), *person.in_tokens(text), *person.in_text(text))
