"""Which of the things a clause names are alternatives, of which one is enough."""

import re
from collections.abc import Sequence
from itertools import pairwise

from core.extraction.postings.mentions import Mention

_OR = re.compile(
    r"(?<![^\W_])(?:or(?! (?:more|less|above)(?![^\W_]))|oder|ou|and/or|bzw|alternativ\w*|either|(?<!como )(?<!com )(?<!e )o)(?![^\W_])|或者?",
    re.IGNORECASE,
)
_AND = re.compile(
    r"(?<![^\W_])(?:and|und|et|sowie|plus|as well as|with|mit|avec|y|e)(?![^\W_]|-)|&|[和与及]", re.IGNORECASE
)
_CHOICE = re.compile(
    r"(?<![^\W_])(?:one|any|either|some|une?|eine?[rsmn]?|mindestens eine?[rsmn]?|au moins une?|such as|like|e\.g\.|for example|z\.\s?b\.|wie|comme|par exemple|par ex\.|al menos una?|alguna?|como|por ejemplo|por exemplo|pelo menos uma?)"
    r"(?: of(?: the following)?| der folgenden| des)?(?:\s+[\w-]+){0,3}\s*[(:,]?\s*$",
    re.IGNORECASE,
)
_OR_SIMILAR = re.compile(
    r"\s?,?\s*(?:or|oder|ou|o)\s+(?:(?:an?|any|some|una?|un|uma?|eine?n?)\s+)?(?:similar\w*|equivalent\w*|comparable|other\w*|ähnlich\w*|vergleichbar\w*|équivalent\w*|similaire\w*|equivalente\w*)",
    re.IGNORECASE,
)
"""What closes a list of examples: "Terraform, Pulumi, or similar"."""
_ASIDE = re.compile(r"\([^()]*\)")
"""What stands in brackets between two names joins neither: "Postman (or a similar tool), and English"."""
_COMMA_LETTERS = 30
_LONG_LIST = 5
"""From so many commas on, an "or" before the last item joins that one alone: "AWS, Terraform, …, Python or Bash"."""


def groups(text: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions joined where one of them is enough; a name said twice in a clause counts once."""
    if not mentions:
        return []
    links = [_link(text, a, b) for a, b in pairwise(mentions)]
    links = _settled(text, mentions, links)
    groups = [[mentions[0]]]
    for mention, link in zip(mentions[1:], links, strict=True):
        if link == "or":
            groups[-1].append(mention)
        else:
            groups.append([mention])
    seen: set[str] = set()
    kept = []
    for group in groups:
        fresh = [mention for mention in group if mention.name not in seen]
        seen |= {mention.name for mention in group}
        if fresh:
            kept.append(fresh)
    return kept


_SENSE = {"slash": "or", "closed": "and"}
"""A closed link parts two names, and says that the first ends a list of examples: "(Workday, BambooHR or similar) and Excel"."""


def _link(text: str, one: Mention, other: Mention) -> str:
    between = _ASIDE.sub(" ", text[one.end : other.start])
    if (similar := _OR_SIMILAR.match(between)) and _AND.search(between, similar.end()):
        return "closed"
    either, both = _OR.search(between), _AND.search(between)
    if "(" in between and not re.search(r"\(\s*(?:or|oder|ou|o)\s", between):
        return "and"  # a bracket tells details of what stands before it
    first = either is not None and (both is None or either.start() <= both.start())
    if first and ":" not in between:
        return "or"
    if between.strip() == "/" and not re.search(r"bilingual|zweisprachig|bilingue", text, re.IGNORECASE):
        return "slash"
    if _AND.search(between) or ":" in between or "(" in between or ")" in between:
        return "and"
    return "comma" if ("," in between or "、" in between) and len(between) <= _COMMA_LETTERS else "and"


def _listed(links: Sequence[str], place: int) -> int:
    """How many links in a row the list has of which this comma is one, with the word that closes it."""
    start = end = place
    while start and links[start - 1] == "comma":
        start -= 1
    while end < len(links) and links[end] == "comma":
        end += 1
    return end - start + 1


def _settled(text: str, mentions: Sequence[Mention], links: list[str]) -> list[str]:
    """Commas take the sense of the word that closes their list ("A, B or C") or opens it ("one of A, B, C")."""
    settled = [_SENSE.get(link, link) for link in links]
    told = re.search(r",\s*(?:or|ou|oder)(?![^\W_])", text) is not None
    closing, closed = "or" if _OR_SIMILAR.match(text, mentions[-1].end) else "and", [""] * len(links)
    for place in range(len(links) - 1, -1, -1):
        closing = links[place] if links[place] in ("and", "or") else closing
        closing = "or" if links[place] == "closed" else closing
        closed[place] = closing
    for place, link in enumerate(links):
        # "A or B, C/D": the list was closed before the comma.
        before = next((one for one in reversed(links[:place]) if one in ("and", "or")), "")
        if link == "comma":
            settled[place] = (
                "or"
                if closed[place] == "or" and before != "or" and (told or _listed(links, place) < _LONG_LIST)
                else "and"
            )
    start = 0
    while start < len(links):
        end = start
        while end < len(links) and links[end] == "comma":
            end += 1
        if end > start and _CHOICE.search(text[max(0, mentions[start].start - 60) : mentions[start].start]):
            settled[start:end] = ["or"] * (end - start)
        start = end + 1
    return settled
