"""A last section for all the rest: "Languages: …" and "Award: …" on lines of their own, or strengths that are skills."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from core.extraction.resumes.headings import section_of
from core.extraction.resumes.pieces import cells
from core.extraction.resumes.sections import Section
from core.model import Line
from core.skills import canonical

_LABEL = re.compile(r"\W*([^\W\d_][^:：\t]{2,40}?)\s*(?:[:：]\s*|\t+\s*)(?=\S)")
_KINDS = frozenset(("languages", "awards", "certificates", "skills", "interests"))
_STRENGTHS = re.compile(r"strengths|stärken", re.IGNORECASE)
_FEWEST = 3
_NAME_WORDS = 4


def parted(sections: Iterable[Section]) -> tuple[Section, ...]:
    """The sections, with those that hold all the rest parted by the labels of their lines."""
    return tuple(
        part for section in sections for part in (_parts(section) if section.kind == "other" else [section])
    )


def _parts(section: Section) -> Iterator[Section]:
    if _STRENGTHS.fullmatch(section.title) and _names_skills(section.lines):
        yield replace(section, kind="skills")
        return
    kind, held = "other", list[Line]()
    for line in section.lines:
        match = _LABEL.match(line.text)
        if match:
            if held:
                yield Section(kind, section.heading if kind == "other" else None, tuple(held))
            found = section_of(match[1])
            kind, held = (found, []) if found in _KINDS else ("other", [])
        # Blanks for the label: what follows keeps its place in the line.
        told = " " * match.end() + line.text[match.end() :] if match and kind != "other" else line.text
        held.append(replace(line, text=told))
    if held or not section.lines:
        yield Section(kind, section.heading if kind == "other" else None, tuple(held))


def _names_skills(lines: Sequence[Line]) -> bool:
    """A list of short names, half of them skills that we know?"""
    names = [cell.text for line in lines for cell in cells(line)]
    known = sum(canonical(name) is not None for name in names)
    return (
        len(names) >= _FEWEST
        and 2 * known >= len(names)
        and all(len(name.split()) <= _NAME_WORDS for name in names)
    )
