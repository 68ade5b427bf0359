"""The score: a pure function of requirements, evidence and the rules below."""

from collections.abc import Iterable, Sequence
from math import fsum

from core import skills
from core.matching.case import Case
from core.matching.evidence import Evidence
from core.matching.judging import Finding, judge
from core.matching.prepared import Prepared, prepare, rules_version
from core.matching.retrieval import Posed, pose
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

WEAK_SHARE = 0.25
"""Words without work behind them (claimed or listed) are worth at most a quarter of all there is."""
LISTED_SHARE = 0.09
"""Of that, bare lists nine points: whoever copies every word of the posting into a list gains ten at most, rounded."""
UNBACKED_SHARE = 0.09
"""Beyond these nine points words are believed as far as something is shown, point for point. So without its experience a
resume keeps what certificates, degrees and languages show, as much again in words, and nine points."""
MET = 0.75
"""From this credit on a requirement is met: shown, certified, or three of four years."""
BANDS: tuple[tuple[float, Band], ...] = ((80.0, "Strong"), (60.0, "Good"), (35.0, "Partial"), (0.0, "Weak"))
"""Lower ends. Readers of bands act on them, so they are wide."""
CAPPED: Band = "Partial"
"""The best band with a must that nothing was found for."""
STUFFED = 5
"""A list outside the skills section that names so many requirements, or so many that are nowhere shown, is worth a look."""


def score(
    posting: JobPosting | Posed,
    resume: Resume | Prepared,
    similar: Similar | None = None,
    table: skills.Table | None = None,
) -> MatchReport:
    """How well a resume shows what a posting asks for.

    score = 100 · (strong + min(0.25 Σ w, 0.09 Σ w + strong, Σ w·claimed + min(0.09 Σ w, Σ w·listed))) / Σ w, with
    strong = Σ w·strong, where `claimed` and `listed` are what they add to a requirement beyond what stronger evidence
    gives it. Maxima, minima and sums never fall when a unit is added, so real evidence never lowers a score, and a
    list never gains more than ten points.

    Args:
        posting, resume: as they are, or made ready once for many (`pose`, `prepare`); the report is the same.
        similar: what embeddings find alike (`nominees`); without it words alone decide, and the fingerprint says so by silence.
        table: which skills are known; the shipped ones, unless said. An extended table is named with the rules: "1.2+ab12".
            What is posed brings its own.

    Returns:
        The score with a verdict for each requirement, in the posting's order. Place takes no part in the number.

    Raises:
        ValueError: the resume was prepared under other rules or with another table.
    """
    case, found = _judged(posting, resume, similar, table)
    points = _account_of(case, found).score
    verdicts = tuple(_verdict(r, f) for r, f in zip(case.posed.posting.requirements, found, strict=True))
    return MatchReport(
        score=points,
        band=_band(points, verdicts),
        fingerprint=_fingerprint(points, case, similar),
        verdicts=verdicts,
        flags=tuple(_flags(case, found)),
        rules=case.prepared.rules,
        alike={id: tuple(sorted(texts)) for id, texts in sorted(similar.texts.items())} if similar else {},
        embeddings=similar.model if similar else "",
    )


def account(
    posting: JobPosting | Posed,
    resume: Resume | Prepared,
    similar: Similar | None = None,
    table: skills.Table | None = None,
) -> Account:
    """How `score` comes to its number, with the same arguments."""
    return _account_of(*_judged(posting, resume, similar, table))


def _judged(
    posting: JobPosting | Posed,
    resume: Resume | Prepared,
    similar: Similar | None,
    table: skills.Table | None,
) -> tuple[Case, list[list[Finding]]]:
    posed = pose(posting, table) if isinstance(posting, JobPosting) else posting
    prepared = prepare(resume, posed.table) if isinstance(resume, Resume) else resume
    if prepared.rules != rules_version(posed.table):
        raise ValueError(f"prepared under rules {prepared.rules}, not {rules_version(posed.table)}")
    case = Case(posed, prepared, similar.texts if similar else {})
    return case, [judge(case, one) for one in case.asked]


def _fingerprint(points: float, case: Case, similar: Similar | None) -> str:
    """72 · job v1 · resume 9f2c · rules 1.5, and the embedding model where one had a say."""
    parts = [
        f"{points:.0f}",
        f"job v{case.posed.posting.version}",
        f"resume {case.prepared.digest}",
        f"rules {case.prepared.rules}",
    ]
    return " · ".join(parts + ([f"embeddings {similar.model[:4]}"] if similar else []))


def _best(findings: Iterable[Finding], weak: Sequence[str]) -> float:
    return max((f.credit for f in findings if f.weak in weak), default=0.0)


def _account_of(case: Case, found: Sequence[list[Finding]]) -> Account:
    requirements = case.posed.posting.requirements
    counted = ((r, f) for r, f in zip(requirements, found, strict=True) if r.kind != "place")
    shares = tuple(_share(requirement, findings) for requirement, findings in counted)
    total = fsum(one.requirement.weight for one in shares)
    strong = fsum(one.strong for one in shares)
    claimed = fsum(one.claimed for one in shares)
    listed = fsum(one.listed for one in shares)
    lists = min(LISTED_SHARE * total, listed)
    weak = min(WEAK_SHARE * total, UNBACKED_SHARE * total + strong, claimed + lists)
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


# ---------------------------------------------------------------- what a person should look at


def _flags(case: Case, found: Sequence[list[Finding]]) -> Iterable[str]:
    if _is_stuffed(case, found):
        yield "keyword_stuffing"
    if case.prepared.hidden:
        yield "hidden_text"
    if case.copied:
        yield "copied_from_posting"
    if case.prepared.said:
        yield "said_by_owner"


def _is_stuffed(case: Case, found: Sequence[list[Finding]]) -> bool:
    """A list of the posting's words where none belongs, or many listed skills of which hardly one is shown."""
    outside = any(
        len(names) >= STUFFED
        and case.reads_as_list(case.units[place])
        and not _in_skills(case.units[place].evidence)
        for place, names in case.naming.items()
    )
    only_listed = sum(bool(_best(f, ("listed",))) and not _best(f, ("", "claimed")) for f in found)
    shown = sum(bool(_best(f, ("",))) for f in found)
    return outside or _has_keyword_group(case) or (only_listed >= STUFFED and only_listed > 2 * shown)


def _in_skills(unit: Evidence) -> bool:
    return unit.pointer.startswith("/skills/")


def _has_keyword_group(case: Case) -> bool:
    """A group of skills that calls itself "Keywords" and names many of the posting's."""
    for group in case.prepared.keyword_groups:
        names = {
            id
            for place, ids in case.naming.items()
            if case.units[place].evidence.entry == group
            for id in ids
        }
        if len(names) >= STUFFED:
            return True
    return False
