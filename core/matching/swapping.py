"""The same resume under another person's name: names, pronouns and contact data exchanged, everything else untouched.

Whoever ranks blindly must come to the same scores for both, to the bit. Method: counterfactual names, as in Bertrand and
Mullainathan, "Are Emily and Greg More Employable than Lakisha and Jamal?", American Economic Review 94(4), 2004.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.matching.gender import Gender, exchanged
from core.matching.persons import Found, Person, all_of, person_of
from core.matching.rewriting import Change, changed, rewrite
from core.model import Line, Resume

SWAPS = 8
STRIDE = 3
"""Between the personas of one candidate: odd, so that genders alternate and all groups come by."""


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody who does not exist. The telephone number is one of those kept free for fiction."""

    given: str
    family: str
    gender: Gender
    phone: str

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def slug(self) -> str:
        return f"{self.given}.{self.family}".lower()


# Own list: given and family names that are common in the named part of the world by its statistics offices' published lists
# of names, put together by hand; written in Latin letters without accents, as most resumes in English do.
PERSONAS: tuple[Persona, ...] = (
    Persona("Emily", "Walsh", "f", "+1 202 555 0143"),  # North America, Ireland
    Persona("Gregory", "Hartley", "m", "+44 20 7946 0018"),  # Britain
    Persona("Lakisha", "Washington", "f", "+1 202 555 0176"),  # African American
    Persona("Jamal", "Jefferson", "m", "+1 202 555 0119"),  # African American
    Persona("Guadalupe", "Hernandez", "f", "+1 202 555 0158"),  # Latin America
    Persona("Alejandro", "Quispe", "m", "+1 202 555 0184"),  # Andes
    Persona("Xiuying", "Zhang", "f", "+44 20 7946 0321"),  # China
    Persona("Haruto", "Nakamura", "m", "+44 20 7946 0555"),  # Japan
    Persona("Lakshmi", "Venkatesan", "f", "+44 20 7946 0742"),  # South India
    Persona("Arjun", "Mukherjee", "m", "+44 20 7946 0863"),  # Bengal
    Persona("Fatima", "Benali", "f", "+33 1 99 00 12 34"),  # Maghreb
    Persona("Mohammed", "Rahimi", "m", "+33 1 99 00 45 67"),  # Afghanistan, Iran
    Persona("Chidinma", "Okonkwo", "f", "+44 20 7946 0914"),  # Nigeria
    Persona("Kwabena", "Mensah", "m", "+44 20 7946 0637"),  # Ghana
    Persona("Zuzana", "Kowalczyk", "f", "+49 30 23125 014"),  # Central Europe
    Persona("Dmitri", "Volkov", "m", "+49 30 23125 077"),  # Eastern Europe
)


def persona_of(candidate: int, swap: int) -> Persona:
    """Who the candidate with this number is in this swap: someone else in each, and nobody else's persona beside 15 others."""
    return PERSONAS[(candidate + STRIDE * swap) % len(PERSONAS)]


def swapped(resume: Resume, persona: Persona) -> Resume:
    """The resume as if this persona had written it. Lines keep their numbers and values their places."""
    person, language = person_of(resume), resume.language

    def changes(text: str) -> Iterator[Change]:
        yield from (
            Change(one.start, one.end, _in_place_of(one, text, person, persona))
            for one in all_of(person, text)
        )
        yield from exchanged(text, language, persona.gender)

    def changes_of(line: Line) -> Iterator[Change]:
        return changes(line.text)

    return rewrite(resume, changes_of, lambda _, text: changed(text, changes(text)))


def _in_place_of(found: Found, text: str, person: Person, persona: Persona) -> str:
    words = text[found.start : found.end]
    if found.what == "mail":
        return f"{persona.slug}@example.org"
    if found.what == "phone":
        return persona.phone
    if found.what in ("link", "token"):
        return _site(words, person, persona)
    name = _named(found, person, persona)
    tail = words[len(words.rstrip(" .,’'-\u00a0")) :]
    return (name.upper() if words.isupper() and len(words) > 1 else name) + tail


def _named(found: Found, person: Person, persona: Persona) -> str:
    if len(found.parts) > 1 or len(person.parts) == 1:
        return persona.name
    return persona.given if found.parts and found.parts[0] == person.parts[0] else persona.family


def _site(words: str, person: Person, persona: Persona) -> str:
    """The address with the name in it exchanged; one that holds no name stays."""
    telling = sorted((part for part in person.telling if part in words.lower()), key=len, reverse=True)
    for part in telling:
        to = persona.given if part == person.parts[0] else persona.family
        words = re.sub(re.escape(part), to.lower(), words, flags=re.IGNORECASE)
    return words
