"""What a printed page says of a person: their JSON Resume, less what the theme left out, as the labels of an evaluation set.

A theme prints what it likes: it may drop a section, give years for months, or end what goes on with today's date. What stands
on the page decides what is asked; the rest may be left out, and may be told.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

Json = dict[str, Any]

MONTHS = (
    "jan gennaio", "feb fév fev febbraio", "mar mär mrz", "apr avr abr", "may mai maggio", "jun juin giugno", "jul juil luglio",
    "aug août aou ago", "sep", "oct okt ott", "nov", "dec dez déc dic",
)  # fmt: skip
PEOPLE = Path(__file__).parent / "people"
NEARBY = 300
"""Letters around an entry in which its facts are looked for."""
BEFORE = 40
"""Letters above the title of an entry that may still be its own."""
FACTS = {
    "work": ("name", "position", "location"),
    "volunteer": ("organization", "position"),
    "projects": ("name",),
    "education": ("institution", "studyType", "area", "score"),
    "certificates": ("name", "issuer"),
    "awards": ("title",),
    "publications": ("name", "publisher"),
    "languages": ("language", "fluency"),
}
DATES = ("startDate", "endDate", "date", "releaseDate")
BODIES = ("work", "volunteer", "projects")
HEADED = (*BODIES, "education", "skills", "languages", "certificates")


def fold(text: str) -> str:
    """One form for letters and blanks; case does not count, for themes write names in capitals."""
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("’‘“”–—‐‑\u00ad", "''\"\"----\u00ad"))
    return " ".join(plain.replace("\u00ad", "").casefold().split())


def places(text: str, wanted: str) -> list[int]:
    """Where `wanted` stands as words of its own; `text` is folded."""
    return [at.start() for at in re.finditer(rf"(?<!\w){re.escape(fold(wanted))}(?!\w)", text)]


def says(text: str, wanted: str) -> bool:
    return bool(places(text, wanted))


def printed_date(text: str, day: str) -> str | None:
    """A day (YYYY-MM-DD) as precise as the text has it: YYYY-MM, YYYY, or None."""
    year, month = day[:4], int(day[5:7])
    names = "|".join(MONTHS[month - 1].split())
    ways = (
        rf"(?:{names})\w*[.,]*\s(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s)?(?:de\s)?{year}",
        rf"(?<!\d){year}[-/.]0?{month}(?!\d)",
        rf"(?<!\d){year}[-/. ](?:{names})\w*",
        rf"(?<![\d])0?{month}[-/.](?:\d\d?[-/.])?{year}",
    )
    if any(re.search(way, text) for way in ways):
        return f"{year}-{month:02}"
    return year if re.search(rf"(?<!\d){year}(?!\d)", text) else None


def sentences(entry: Json) -> list[str]:
    """The running text and the bullets of an entry, in the order of the schema."""
    return [
        *(entry[key] for key in ("summary", "description") if entry.get(key)),
        *entry.get("highlights", ()),
    ]


GOING_ON = {"present", "current", "heute", "aujourd'hui"}


class Page:
    """What a theme printed of one person."""

    def __init__(self, person: Json, said: str) -> None:
        self.person, self.said = person, said
        self.text = fold(said)
        self.areas = {section: list(self._areas(section)) for section in BODIES}

    def _areas(self, section: str) -> Iterator[tuple[int, int]]:
        """Start and end of each entry in the text: from a little above its title to its last sentence."""
        end = 0
        for entry in self.person.get(section, ()):
            found = [
                (at, at + len(fold(line))) for line in sentences(entry) for at in places(self.text, line)[:1]
            ]
            if not found:
                yield 0, len(self.text)
                continue
            first = min(found)[0]
            above = self.text[max(first - NEARBY, end) : first]
            heads = [above.rfind(fold(entry[key])) for key in FACTS[section] if entry.get(key)]
            # Dates and places may stand above the title, but what is further up is another entry or the person.
            furthest = max([len(above) - at for at in heads if at >= 0], default=0)
            start = max(first - furthest - BEFORE, end)
            end = max(end for _, end in found)
            yield start, end

    def area(self, section: str, place: int, anchor: str) -> str:
        """The text in which the facts of an entry are looked for."""
        if section in BODIES:
            areas = self.areas[section]
            start, end = areas[place]
            # Dates may stand below the sentences, too: what is there belongs to the next title at the latest.
            until = areas[place + 1][0] + BEFORE if place + 1 < len(areas) else end + NEARBY // 3
            return self.text[start : max(end, until)]
        at = (places(self.text, anchor) or [0])[0]
        return self.text[max(0, at - NEARBY // 2) : at + NEARBY // 2]

    def truth(self) -> Json:
        """JSON Resume with the labels' additions (`x_…`)."""
        found: Json = {"basics": self._basics(), "skills": self._skills()}
        for section, keys in FACTS.items():
            entries = [self._entry(section, *item) for item in enumerate(self.person.get(section, ()))]
            found[section] = [entry for entry in entries if any(entry.get(key) for key in keys)]
        return found

    def _entry(self, section: str, place: int, entry: Json) -> Json:
        keys = FACTS[section]
        around = self.area(section, place, str(entry[keys[0]]))
        found: Json = {}
        for key in keys:
            if entry.get(key):  # what is not printed may be told, if it is true
                found[key if says(around, entry[key]) else f"x_alt_{key}"] = entry[key]
                if "ß" in entry[key]:  # capitals have it as SS
                    found[f"x_alt_{key}"] = entry[key].upper()
        found |= self._dates(entry, around)
        for key in ("summary", "description"):
            if section in BODIES and entry.get(key) and says(self.text, entry[key]):
                found[key] = entry[key]
        if section in BODIES:
            found["highlights"] = [line for line in entry.get("highlights", ()) if says(self.text, line)]
        return found

    def _dates(self, entry: Json, around: str) -> Json:
        found: Json = {
            key: printed for key in DATES if entry.get(key) and (printed := printed_date(around, entry[key]))
        }
        if "startDate" in found and "endDate" not in entry:
            found["x_present"] = True
            if printed_date(around, date.today().isoformat()):  # noqa: DTZ011  # the browser's own day, which is ours
                found["x_endDate_not_scored"] = True
        if found.get("startDate") == found.get("endDate"):  # one year printed once
            found["x_endDate_not_scored"] = True
        return found

    def _basics(self) -> Json:
        basics, rest = self.person["basics"], self._rest()
        found = {key: basics[key] for key in ("name", "email", "phone", "summary") if self._prints(key)}
        if basics.get("label") and says(rest, basics["label"]):
            found["label"] = basics["label"]
        if basics.get("url") and self.links_to(basics["url"]):
            found["url"] = basics["url"]
        found["profiles"] = [one for one in basics.get("profiles", ()) if self.links_to(one["url"])]
        place = {key: basics["location"].get(key) for key in ("address", "postalCode", "city", "region")}
        found["location"] = {key: value for key, value in place.items() if value and says(rest, value)}
        return found

    def _prints(self, key: str) -> bool:
        said = self.person["basics"].get(key)
        return bool(said) and says(self.text, said)

    def _rest(self) -> str:
        """The page without its entries: a city or a title of theirs is not the person's."""
        rest = self.text
        for start, end in sorted((area for areas in self.areas.values() for area in areas), reverse=True):
            rest = rest[:start] + rest[end:] if (start, end) != (0, len(self.text)) else rest
        return rest

    def links_to(self, url: str) -> bool:
        return fold(re.sub(r"^https?://(www\.)?|/$", "", url)) in self.text

    def _skills(self) -> list[Json]:
        groups = []
        for group in self.person.get("skills", ()):
            # Elements beside each other are printed apart, and told by the browser without a blank between them.
            glued = "".join(map(fold, group["keywords"])) in self.text
            named = [word for word in group["keywords"] if glued or says(self.text, word)]
            groups.append(
                {"keywords": named or [group["name"]]} if named or says(self.text, group["name"]) else {}
            )
        return [group for group in groups if group]

    def lines(self) -> list[str]:
        """Every printed sentence of some length."""
        entries = [
            entry for section in (*BODIES, "awards", "publications") for entry in self.person.get(section, ())
        ]
        said = [
            self.person["basics"].get("summary") or "",
            *(line for entry in entries for line in sentences(entry)),
        ]
        return [line for line in said if len(line) >= 25 and says(self.text, line)]

    def orders(self) -> Iterator[list[str]]:
        """For each section what must follow each other: titles before their sentences, entries as they stand."""
        for section in BODIES:
            found: list[str] = []
            for place, entry in enumerate(self.person.get(section, ())):
                start, end = self.areas[section][place]
                area = self.text[start:end]
                head = entry.get("position") or entry["name"]
                found += self._sorted(area, [head, *sentences(entry)])
            yield found

    def headings(self) -> dict[str, str]:
        """Heading as printed → the first thing said under it."""
        own = {fold(value) for value in strings(self.person)}
        lines = [fold(line) for line in self.said.splitlines() if line.strip()]
        once = {line for line, times in Counter(lines).items() if times == 1}
        found = {}
        for section in HEADED:
            first = next(self._firsts(section), "")
            begins = (
                n
                for n, line in enumerate(lines)
                if line.startswith(fold(first)) and len(line) < len(first) + 25
            )
            at = next(begins, 0) if first else 0
            above = [
                line
                for line in lines[max(0, at - 6) : at]
                if is_heading(line) and line in once - own - GOING_ON
            ]
            if above and len(first) >= 12:  # a short word may stand anywhere
                found[above[-1]] = first
        return found

    def _firsts(self, section: str) -> Iterator[str]:
        """What a section begins with: its entries' sentences, or their first facts where they have none."""
        for entry in self.person.get(section, ()):
            wanted = [
                *sentences(entry),
                *(str(entry[key]) for key in ("institution", "name", "language") if key in entry),
            ]
            yield from (value for value in wanted[:1] if says(self.text, value))

    @staticmethod
    def _sorted(area: str, wanted: Iterable[str]) -> list[str]:
        at = {line: places(area, line)[0] for line in wanted if says(area, line)}
        return sorted(at, key=lambda line: at[line])


def is_heading(line: str) -> bool:
    return len(line) <= 30 and len(line.split()) <= 3 and not re.search(r"[\d@:,.]", line)


def strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for child in children:
        yield from strings(child)


def astray(text: str, headings: dict[str, str]) -> list[str]:
    """Headings with which something else begins: another heading stands between them and their first words."""
    lines = [fold(line) for line in text.splitlines()]
    tops = {
        head: [n for n, line in enumerate(lines) if re.match(rf"\W*{re.escape(head)}\b", line)]
        for head in headings
    }
    found = []
    for heading, first in headings.items():
        opening = fold(first)[:12]  # the rest may stand on the next line
        begins = [n for n, line in enumerate(lines) if opening in line]
        spans = [(top, at) for at in begins for top in tops[heading] if top <= at]
        others = [n for head, places in tops.items() if head != heading for n in places]
        if not any(all(not top < other <= at for other in others) for top, at in spans):
            found.append(heading)
    return found


def displaced(whole: str, wanted: Iterable[str], squash: Callable[[str], str]) -> list[str]:
    """Those of `wanted` that do not follow the one before in `whole`, which is squashed."""
    found, at = [], 0
    for line in wanted:
        place = whole.find(squash(line), at)
        found += [line] if place < 0 else []
        at = max(at, place)
    return found


def page_of(folder: Path, stem: str, person: str) -> Page:
    known = json.loads((PEOPLE / f"{person}.json").read_text())
    return Page(known, (folder / "said" / f"{stem}.txt").read_text())
