"""What a posting says about the job itself: title, company, place, kind of contract, level, pay."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.extraction.postings import amounts, terms, titles, whereabouts
from core.extraction.postings.labels import labelled
from core.extraction.postings.passages import Passage
from core.extraction.postings.terms import ContractType, Remote
from core.model import Salary


@dataclass(frozen=True, slots=True)
class JobFacts:
    title: Passage | None
    company: str | None
    location: str | None
    remote: Remote | None
    type: ContractType | None
    seniority: str | None
    salary: Salary | None


def read_facts(whole: Sequence[Passage], language: str | None) -> JobFacts:
    """Facts of a posting; what it does not say is None."""
    title = titles.title([passage for passage in whole if any(letter.isalnum() for letter in passage.text)])
    title = title if title and title.text else None
    top = list(whereabouts.head(whole, title))
    labels = labelled(whole)
    company, location = whereabouts.company_and_place(whole, top, labels, title)
    text = [passage.text for passage in whole]
    behind = title.text if title else ""
    return JobFacts(
        title=title,
        company=company,
        location=location,
        remote=terms.remote([*top, *labels.get("location", []), *labels.get("remote", [])], text),
        type=terms.contract_type([*labels.get("type", []), *top], text),
        seniority=titles.seniority(behind),
        salary=_salary(text, location, language),
    )


# ---------------------------------------------------------------- pay

_HOME = (
    ("USD", rf"(?<![^\W_])(?:{whereabouts.STATE}|USA|US|United States)(?![^\W_])"),
    ("GBP", r"UK|United Kingdom|England|Scotland|London|Manchester|Leeds|Bristol|Edinburgh"),
    ("CHF", r"Switzerland|Schweiz|Suisse|Zürich|Zurich|Genève|Geneva|Basel|Bern"),
    (
        "EUR",
        r"Germany|Deutschland|France|Spain|España|Italy|Italia|Netherlands|Belgium|Austria|Österreich|Ireland|Portugal|Berlin|Hamburg|München|Paris|Lyon|Madrid",
    ),
)
_DOLLARS = (
    (
        "AUD",
        r"Australia|Sydney|Melbourne|Brisbane|Perth|Adelaide|Canberra|(?<![^\W_])(?:NSW|VIC|QLD)(?![^\W_])",
    ),
    ("CAD", r"Canada|Toronto|Vancouver|Montr[eé]al|Calgary|Ottawa|Québec"),
    ("NZD", r"New Zealand|Auckland|Wellington"),
    ("SGD", r"Singapore"),
    ("HKD", r"Hong Kong"),
)
"""Countries where a plain "$" is not the dollar of the United States."""
_STATES_TOO = re.compile(r"(?<![^\W_])(?:USA?|U\.S\.|United States)(?![^\W_])")
"""Work in the United States or a neighbour ("US or Canada") is paid in the dollars of the former."""
_HOME_OF_LANGUAGE = {"zh": "CNY"}
"""Currencies that one names by its country alone."""


def _salary(text: Sequence[str], location: str | None, language: str | None) -> Salary | None:
    abroad = () if location and _STATES_TOO.search(location) else _DOLLARS
    home = next(
        (code for code, pattern in (*abroad, *_HOME) if location and re.search(pattern, location)), None
    )
    home = home or _HOME_OF_LANGUAGE.get(language or "")
    best: Salary | None = None
    for passage in text:
        found = amounts.salary(passage[:2000], home)
        whole = best is not None and best.min is not None and best.max is not None
        if found and (best is None or (not whole and found.min is not None and found.max is not None)):
            best = found
    return best
