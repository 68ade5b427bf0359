"""Ten thousand made resumes, ranked for ten made postings: how long the best take to be found, and the verb that `/match rank` calls,
with its proof; how many are scored for it, and in how much memory.

Run: `make bench ARGS="ranking"`; `--resumes` and `--postings` for fewer. The first posting is also ranked by scoring everybody, and
the two must agree. Making and preparing the resumes takes minutes and is not part of the figures.
"""

import random
import resource
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import paper
from rich.console import Console
from rich.progress import track

from core import matching, skills
from core.best import Finder
from core.desk import Desk
from core.documents import Limits, Reader
from core.engine.rules import RulesEngine
from core.matching import Prepared
from core.memory import Memory
from core.model import Asker, JobPosting, Json, RankingRules, Resume, load
from core.ranking import BEST, EQUAL_POINTS, Ranker
from core.storage import Store

from .figures import Row, percentile

CHANNEL = Asker("T1", "U0", "C1")
REPEATS = 3
BAR_S = 2.0
RANKED_S = 60.0
_SEED = 20


@dataclass(frozen=True)
class Trade:
    """What people of a trade are called, use and do."""

    titles: tuple[str, ...]
    tools: tuple[str, ...]
    work: tuple[str, ...]


TRADES = (
    Trade(
        ("Backend Engineer", "Software Developer", "Platform Engineer"),
        ("Go", "Kafka", "PostgreSQL", "Kubernetes", "Terraform", "Redis", "gRPC", "AWS", "Python", "Docker"),
        ("payment services", "event pipelines", "schema migrations", "on-call rotation", "load tests"),
    ),
    Trade(
        ("Frontend Engineer", "Web Developer"),
        ("React", "TypeScript", "CSS", "GraphQL", "Jest", "Node.js", "Figma", "HTML", "Vue", "Webpack"),
        ("design systems", "checkout pages", "accessibility audits", "image loading", "user research"),
    ),
    Trade(
        ("Data Scientist", "Data Analyst", "Machine Learning Engineer"),
        ("Python", "SQL", "pandas", "scikit-learn", "PyTorch", "Spark", "Airflow", "Tableau", "dbt", "Excel"),
        ("fraud detection", "churn models", "demand forecasts", "experiment design", "data quality checks"),
    ),
    Trade(
        ("Accountant", "Financial Controller", "Bookkeeper"),
        ("Excel", "SAP", "QuickBooks", "Power BI", "Oracle", "IFRS", "VAT", "SQL", "Xero", "DATEV"),
        ("monthly closing", "audit preparation", "cost accounting", "cash flow plans", "invoice control"),
    ),
    Trade(
        ("Registered Nurse", "Ward Nurse"),
        ("Epic", "BLS", "ACLS", "Excel", "triage", "telemetry", "wound care", "phlebotomy", "Cerner", "PALS"),
        (
            "patient care",
            "medication rounds",
            "discharge planning",
            "care of ventilated patients",
            "hand hygiene",
        ),
    ),
    Trade(
        ("Sales Manager", "Account Executive"),
        (
            "Salesforce",
            "HubSpot",
            "Excel",
            "LinkedIn",
            "SAP",
            "CRM",
            "PowerPoint",
            "Outreach",
            "Gong",
            "Zoom",
        ),
        (
            "contract negotiation",
            "territory planning",
            "partner programmes",
            "quarterly forecasts",
            "trade fairs",
        ),
    ),
)
_DID = (
    "Built",
    "Ran",
    "Designed",
    "Rebuilt",
    "Led",
    "Wrote",
    "Improved",
    "Took charge of",
    "Introduced",
    "Tested",
)
_FOR = ("a bank", "two plants", "a hospital", "four shops", "a port", "a publisher", "a school", "a railway")
_LEVELS = ("", "", "Junior ", "Senior ", "Lead ")


def _entry(lot: random.Random, trade: Trade, year: int, years: int) -> Json:
    bullets = [
        f"{lot.choice(_DID)} {lot.choice(trade.work)} with {lot.choice(trade.tools)} for {lot.choice(_FOR)}, "
        f"{lot.randint(2, 90)} {lot.choice(('people', 'sites', 'clients', 'reports'))} in {lot.randint(2, 18)} months"
        for _ in range(lot.randint(2, 6))
    ]
    title = lot.choice(_LEVELS) + lot.choice(trade.titles)
    return paper.job(
        title, *bullets, start=f"{year}-0{lot.randint(1, 9)}", end=f"{year + years}-0{lot.randint(1, 9)}"
    )


def made_resume(lot: random.Random) -> Resume:
    """A career of one trade with some of another, some 35 units."""
    trade, other = lot.choice(TRADES), lot.choice(TRADES)
    work, year = [], lot.randint(2003, 2018)
    for _ in range(lot.randint(1, 5)):
        years = lot.randint(1, 4)
        work.append(_entry(lot, trade if lot.random() < 0.8 else other, year, years))
        year += years
    degree = {
        "studyType": lot.choice(("BSc", "MSc", "Diploma")),
        "area": lot.choice(("Computer Science", "Economics")),
    }
    return paper.resume(
        {
            "basics": {"summary": f"{lot.choice(trade.titles)} who likes {lot.choice(trade.work)}."},
            "work": work,
            "education": [degree | {"institution": "Made University", "endDate": "2003"}],
            "skills": [{"name": "Tools", "keywords": lot.sample(trade.tools, lot.randint(3, 8))}],
            "languages": [{"language": lot.choice(("English", "German", "French")), "fluency": "C1"}],
        }
    )


def made_posting(lot: random.Random, trade: Trade) -> JobPosting:
    """Fourteen requirements of every kind."""
    tools = lot.sample(trade.tools, 6)
    title = lot.choice(("", "Senior ")) + lot.choice(trade.titles)
    return paper.posting(
        *(paper.need(name, weight=lot.randint(1, 3), must=lot.random() < 0.6) for name in tools[:4]),
        paper.need(*tools[4:], weight=2, months=36, quote=f"3 years of {tools[4]} or {tools[5]}"),
        *(paper.need(work, kind="duty", weight=2) for work in lot.sample(trade.work, 4)),
        paper.need(kind="years", months=60, weight=2, quote="5+ years of experience"),
        paper.need(
            "Bachelor's degree", kind="degree", weight=1, quote="Bachelor's degree or equivalent experience"
        ),
        paper.need("senior", kind="seniority", weight=1),
        paper.need("English", kind="language", weight=1, quote="Fluent English"),
        paper.need("Oslo", kind="place"),
        title=title,
    )


async def _fill(store: Store, memory: Memory, count: int) -> list[str]:
    lot, table, ids = random.Random(_SEED), skills.shipped(), []
    for number in track(range(count), "making resumes"):
        who = replace(CHANNEL, user_id=f"U{number}")
        claim = await store.claim_share(
            who,
            ts=f"{number}.0",
            file_id=f"F{number}",
            file_name="r.txt",
            thread_ts="",
            event_id=f"E{number}",
        )
        resume = replace(made_resume(lot), id=claim.resume_id)
        await store.save_resume(who, resume)
        await memory.blinded(who, resume, table)
        ids.append(resume.id)
    return ids


async def _by_scoring_everybody(store: Store, posting: JobPosting, ids: list[str]) -> list[float]:
    posed = matching.pose(posting)
    points: list[float] = []
    for start in range(0, len(ids), 200):
        bodies = await store.prepared(CHANNEL.team_id, matching.blind_rules(), ids[start : start + 200])
        points += [matching.score(posed, load(Prepared, body)).score for _, body in bodies.values()]
    return sorted(points, reverse=True)[:BEST]


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


async def rows(resumes: int, postings: int) -> list[Row]:
    """The figures."""
    with tempfile.TemporaryDirectory() as folder:
        store = await Store.open(f"sqlite:///{folder}/bench.db", files=Path(folder, "files"))
        desk = Desk(Reader(Limits(), 1, None), RulesEngine())
        memory = Memory(desk, store)
        ids = await _fill(store, memory, resumes)
        finder, ranker = Finder(store, memory, desk.alike), Ranker(desk, store, memory)
        await store.set_ranking_rules(CHANNEL.team_id, RankingRules("Told to candidates"))
        lot = random.Random(_SEED + 1)
        asked = [made_posting(lot, TRADES[number % len(TRADES)]) for number in range(postings)]
        before = _peak_mib()
        taken, scored, firsts = [], [], []
        for posting in asked * REPEATS:
            started = time.perf_counter()
            best = await finder.best(CHANNEL, matching.pose(posting), ids, count=BEST, margin=EQUAL_POINTS)
            taken.append(time.perf_counter() - started)
            scored.append(best.scored)
            firsts.append([points for _, points in best.first])
        if firsts[0] != await _by_scoring_everybody(store, asked[0], ids):
            raise SystemExit("the best are not those that scoring everybody finds")
        found, whole = _peak_mib(), []
        for number, posting in enumerate(asked):
            await store.save_posting(CHANNEL, replace(posting, id=f"P{number}"))
            started = time.perf_counter()
            made = await ranker.rank(CHANNEL, f"R{number}", f"P{number}", is_private=False)
            whole.append(time.perf_counter() - started)
            if made.looked_at != resumes or made.swaps.changed:
                raise SystemExit("not everybody was looked at")
        await store.close()
        Console().print(
            f"scored in full of {resumes}: median {int(np.median(scored))}, most {max(scored)}; "
            f"memory at most {found:.0f} MiB while looking, {_peak_mib():.0f} with the proof, {before:.0f} before"
        )
        what = f"the best {BEST} of {resumes} resumes for a posting"
        return [
            Row(what, "median", percentile(taken, 0.5), BAR_S, len(taken)),
            Row(what, "p95", percentile(taken, 0.95), BAR_S, len(taken)),
            Row("the whole ranking, proof and all", "median", percentile(whole, 0.5), RANKED_S, len(whole)),
            Row("the whole ranking, proof and all", "most", max(whole), RANKED_S, len(whole)),
        ]
