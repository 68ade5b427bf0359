"""The score: a pure function of requirements, evidence and the rules below."""

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import fsum

from core import skills
from core.matching.evidence import Evidence
from core.matching.judging import Case, Finding, judge
from core.matching.retrieval import asked
from core.matching.similar import Similar
from core.model import (
    Account,
    Band,
    JobPosting,
    MatchReport,
    Requirement,
    Resume,
    Share,
    Verdict,
    VerdictWord,
)
from core.text import squash

RULES_VERSION = "1.1"

WEAK_SHARE = 0.25
"""Words without work behind them (claimed or listed) are worth at most a quarter of all there is."""
LISTED_SHARE = 0.09
"""Of that, bare lists nine points: whoever copies every word of the posting into a list gains ten at most, rounded."""
MET = 0.75
"""From this credit on a requirement is met: shown, certified, or three of four years."""
BANDS: tuple[tuple[float, Band], ...] = ((80.0, "Strong"), (60.0, "Good"), (35.0, "Partial"), (0.0, "Weak"))
"""Lower ends. Readers of bands act on them, so they are wide."""
CAPPED: Band = "Partial"
"""The best band with a must that nothing was found for."""
_KEYWORDS = re.compile(r"key\s?words|buzzwords|mots[ -]cl|stichw|schlagw|schlüsselw|关键词", re.IGNORECASE)
STUFFED = 5
"""A list outside the skills section that names so many requirements, or so many that are nowhere shown, is worth a look."""


def score(
    posting: JobPosting,
    resume: Resume,
    similar: Similar | None = None,
    table: skills.Table | None = None,
) -> MatchReport:
    """How well a resume shows what a posting asks for.

    score = 100 · (Σ w·strong + min(0.25 Σ w, Σ w·claimed + min(0.09 Σ w, Σ w·listed))) / Σ w, where `claimed` and `listed` are what
    they add to a requirement beyond what stronger evidence gives it. Maxima, minima and sums never fall when a unit is
    added, so real evidence never lowers a score, and a list never gains more than ten points.

    Args:
        similar: what embeddings find alike (`nominees`); without it words alone decide, and the fingerprint says so by silence.
        table: which skills are known; the shipped ones, unless said. An extended table is named with the rules: "1.1+ab12".

    Returns:
        The score with a verdict for each requirement, in the posting's order. Place takes no part in the number.
    """
    case, found = _judged(posting, resume, similar, table)
    points = _account_of(posting, found).score
    verdicts = tuple(_verdict(r, f) for r, f in zip(posting.requirements, found, strict=True))
    return MatchReport(
        score=points,
        band=_band(points, verdicts),
        fingerprint=_fingerprint(points, case, similar),
        verdicts=verdicts,
        flags=tuple(_flags(case, found)),
        rules=rules_version(table),
        alike={id: tuple(sorted(texts)) for id, texts in sorted(similar.texts.items())} if similar else {},
        embeddings=similar.model if similar else "",
    )


def account(
    posting: JobPosting,
    resume: Resume,
    similar: Similar | None = None,
    table: skills.Table | None = None,
) -> Account:
    """How `score` comes to its number, with the same arguments."""
    return _account_of(posting, _judged(posting, resume, similar, table)[1])


def rules_version(table: skills.Table | None = None) -> str:
    """The version of the rules, and what a workspace added to their table of skills: "1.1", "1.1+ab12"."""
    return f"{RULES_VERSION}+{table.digest}" if table and table.digest else RULES_VERSION


def _judged(
    posting: JobPosting, resume: Resume, similar: Similar | None, table: skills.Table | None
) -> tuple[Case, list[list[Finding]]]:
    case = Case(posting, resume, asked(posting, table), similar.texts if similar else {}, table)
    return case, [judge(case, one) for one in case.asked]


def _fingerprint(points: float, case: Case, similar: Similar | None) -> str:
    """72 · job v1 · resume 9f2c · rules 1.1, and the embedding model where one had a say."""
    parts = [
        f"{points:.0f}",
        f"job v{case.posting.version}",
        f"resume {_digest(case)}",
        f"rules {rules_version(case.table)}",
    ]
    return " · ".join(parts + ([f"embeddings {similar.model[:4]}"] if similar else []))


def _best(findings: Iterable[Finding], weak: Sequence[str]) -> float:
    return max((f.credit for f in findings if f.weak in weak), default=0.0)


def _account_of(posting: JobPosting, found: Sequence[list[Finding]]) -> Account:
    counted = ((r, f) for r, f in zip(posting.requirements, found, strict=True) if r.kind != "place")
    shares = tuple(_share(requirement, findings) for requirement, findings in counted)
    total = fsum(one.requirement.weight for one in shares)
    strong = fsum(one.strong for one in shares)
    claimed = fsum(one.claimed for one in shares)
    listed = fsum(one.listed for one in shares)
    lists = min(LISTED_SHARE * total, listed)
    weak = min(WEAK_SHARE * total, claimed + lists)
    points = min(100.0, 100.0 * (strong + weak) / total) if total else 0.0
    return Account(shares, total, strong, claimed, listed, lists, weak, points)


def _share(requirement: Requirement, findings: Sequence[Finding]) -> Share:
    strong, claimed, listed = (
        _best(findings, kinds) for kinds in (("",), ("", "claimed"), ("", "claimed", "listed"))
    )
    weight = requirement.weight
    return Share(requirement, weight * strong, weight * (claimed - strong), weight * (listed - claimed))


def _verdict(requirement: Requirement, findings: Sequence[Finding]) -> Verdict:
    best = max(findings, key=lambda f: (f.credit, f.months or 0, -f.line), default=None)
    if best is None or not best.credit:
        # What nobody stated is not refused: only a place may go unsaid, and it never counts against anyone.
        unsaid = requirement.kind == "place"
        how = "not stated" if unsaid else best.how if best and best.how == "copied" else ""
        return Verdict(requirement, "partial" if unsaid else "missing", 0.0, how=how)
    word: VerdictWord = "met" if best.credit >= MET else "partial"
    months = best.months if requirement.months else None
    return Verdict(requirement, word, best.credit, best.quote, best.line or None, months, best.how)


def _band(points: float, verdicts: Iterable[Verdict]) -> Band:
    band = next(name for least, name in BANDS if points >= least)
    lacking = any(v.requirement.must and v.verdict == "missing" for v in verdicts)
    return CAPPED if lacking and band in ("Strong", "Good") else band


def _digest(case: Case) -> str:
    """Of what was weighed and nothing else: no name, no file, no layout, no order."""
    content = sorted(f"{e.kind} {e.months} {squash(e.text)}" for e in (unit.evidence for unit in case.units))
    dates = sorted(
        f"{squash(str(e.get('studyType')))} {e.get('endDate')}" for _, e in case.resume.entries("education")
    )
    levels = sorted(
        f"{squash(str(e.get('language')))} {squash(str(e.get('fluency')))}"
        for _, e in case.resume.entries("languages")
    )
    return sha256("\n".join([*content, *dates, *levels]).encode()).hexdigest()[:4]


# ---------------------------------------------------------------- what a person should look at


def _flags(case: Case, found: Sequence[list[Finding]]) -> Iterable[str]:
    if _is_stuffed(case, found):
        yield "keyword_stuffing"
    if case.resume.document.hidden_words:
        yield "hidden_text"
    if case.copied:
        yield "copied_from_posting"
    if any(not pointer.startswith("/basics/") for pointer in case.resume.attested):
        yield "said_by_owner"


def _is_stuffed(case: Case, found: Sequence[list[Finding]]) -> bool:
    """A list of the posting's words where none belongs, or many listed skills of which hardly one is shown."""
    outside = any(
        len(case.naming[place]) >= STUFFED and case.reads_as_list(unit) and not _in_skills(unit.evidence)
        for place, unit in enumerate(case.units)
    )
    only_listed = sum(bool(_best(f, ("listed",))) and not _best(f, ("", "claimed")) for f in found)
    shown = sum(bool(_best(f, ("",))) for f in found)
    return outside or _has_keyword_group(case) or (only_listed >= STUFFED and only_listed > 2 * shown)


def _in_skills(unit: Evidence) -> bool:
    return unit.pointer.startswith("/skills/")


def _has_keyword_group(case: Case) -> bool:
    """A group of skills that calls itself "Keywords" and names many of the posting's."""
    for pointer, group in case.resume.entries("skills"):
        names = {
            id
            for place, unit in enumerate(case.units)
            if unit.evidence.entry == pointer
            for id in case.naming[place]
        }
        if len(names) >= STUFFED and _KEYWORDS.search(str(group.get("name") or "")[:100]):
            return True
    return False
