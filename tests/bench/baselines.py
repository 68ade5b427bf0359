"""Our score beside simpler ones, on the same pairs in the same run: `python -m tests.bench.baselines --eval FOLDER`.

FOLDER holds `resumes/`, `jobs/` and `pairs.csv` (resume_id, job_id, relevance 0–3, status; unclear pairs are left out). A resume or a
job is the file whose name begins with its id. Measures: nDCG of the first five with gain 2^relevance − 1, of equal scores the
worse first; the share of pairs of unequal relevance in the right order, a tie counting half; how often a best one stands first.
"""

import argparse
import asyncio
import csv
import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from bot.cli.desk import desk
from core import matching
from core.desk import Desk
from core.matching.words import words
from core.model import EngineName, JobPosting, Resume, Upload

Scores = dict[tuple[str, str], float]
AT = 5
READ_ON = date(2026, 11, 23)


def labels(path: Path) -> dict[tuple[str, str], int]:
    """(resume, job) → relevance."""
    with path.open(encoding="utf-8") as rows:
        return {
            (row["resume_id"], row["job_id"]): int(row["relevance"])
            for row in csv.DictReader(rows)
            if row["status"] != "unclear"
        }


# ---------------------------------------------------------------- measures


def ndcg(ranked: Sequence[int]) -> float:
    """Of relevances in the order of a ranking (Järvelin and Kekäläinen 2002, with exponential gain)."""

    def gain(some: Sequence[int]) -> float:
        return math.fsum((2**label - 1) / math.log2(place + 2) for place, label in enumerate(some[:AT]))

    return gain(ranked) / gain(sorted(ranked, reverse=True))


def in_order(scored: Sequence[tuple[float, int]]) -> Iterator[float]:
    """For each two of unequal relevance: 1 if the scores agree, 0.5 for a tie, else 0."""
    for (one, label), (other, its) in combinations(scored, 2):
        if label != its:
            yield 0.5 if one == other else float((one > other) == (label > its))


def measured(scores: Scores, truth: dict[tuple[str, str], int]) -> tuple[float, float, float]:
    """nDCG, order, top-1."""
    gains, orders, tops = [], list[float](), []
    for job in sorted({job for _, job in truth}):
        scored = [(scores[pair], label) for pair, label in truth.items() if pair[1] == job]
        ranked = [label for _, label in sorted(scored, key=lambda one: (-one[0], one[1]))]
        orders += in_order(scored)
        if any(ranked):
            gains.append(ndcg(ranked))
            tops.append(float(ranked[0] == max(ranked)))
    return statistics.fmean(gains), statistics.fmean(orders), statistics.fmean(tops)


# ---------------------------------------------------------------- the simpler ones


def tf_idf(texts: Sequence[str]) -> NDArray[np.float64]:
    """Unit vectors of the texts, 1 + log tf times smoothed idf (Manning, Raghavan, Schütze, 6.2–6.4)."""
    counts = [Counter(words(text)) for text in texts]
    known = {word: place for place, word in enumerate(sorted({word for one in counts for word in one}))}
    weights = np.zeros((len(texts), len(known)))
    for row, one in zip(weights, counts, strict=True):
        for word, times in one.items():
            row[known[word]] = 1.0 + math.log(times)
    holding = (weights > 0).sum(axis=0)
    weights *= np.log((1 + len(texts)) / (1 + holding)) + 1.0
    return np.asarray(weights / np.linalg.norm(weights, axis=1, keepdims=True))


def cosines(vectors: NDArray[np.float64], resumes: Sequence[str], jobs: Sequence[str]) -> Scores:
    """Of each resume with each job; the resumes' vectors come first."""
    found = vectors[: len(resumes)] @ vectors[len(resumes) :].T
    return {(r, j): float(found[a, b]) for a, r in enumerate(resumes) for b, j in enumerate(jobs)}


async def embedded(desk: Desk, texts: Sequence[str]) -> NDArray[np.float64]:
    """Unit vectors of whole texts: the mean of their lines', as they are longer than a small model reads at once."""
    model, found = await desk.alike.model(), []
    for text in texts:
        lines = [line for line in text.splitlines() if line.strip()]
        mean = (await desk.alike.embed(model, lines)).astype(np.float64).mean(axis=0)
        found.append(mean / np.linalg.norm(mean))
    return np.stack(found)


# ---------------------------------------------------------------- all in one run


def _named(folder: Path, ids: set[str]) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.iterdir()) if path.is_file() and path.stem in ids}


async def _scored(desk: Desk, resumes: dict[str, Resume], jobs: dict[str, JobPosting]) -> Scores:
    ready = {id: matching.prepare(resume) for id, resume in resumes.items()}
    return {(r, j): (await desk.match(jobs[j], ready[r])).score for r in ready for j in jobs}


async def table(folder: Path, engine: EngineName) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """What each way measures, by name."""
    truth = labels(folder / "pairs.csv")
    async with desk("rules") as plain, desk(engine) as model:
        resumes = {
            id: await plain.resume(Upload(path.name, path.read_bytes()), READ_ON)
            for id, path in _named(folder / "resumes", {r for r, _ in truth}).items()
        }
        jobs = {
            id: await plain.posting(Upload(path.name, path.read_bytes()))
            for id, path in _named(folder / "jobs", {j for _, j in truth}).items()
        }
        texts = [*(r.document.text for r in resumes.values()), *(j.document.text for j in jobs.values())]
        ways: dict[str, Scores] = {
            "ours, rules alone": await _scored(plain, resumes, jobs),
            f"ours, nominees by {engine}": await _scored(model, resumes, jobs),
            "TF-IDF cosine": cosines(tf_idf(texts), list(resumes), list(jobs)),
            f"embedding cosine ({engine})": cosines(await embedded(model, texts), list(resumes), list(jobs)),
        }
    return iter([(name, measured(scores, truth)) for name, scores in ways.items()])


def main(say: Callable[[str], None] = lambda text: Console(width=120, soft_wrap=True).print(text)) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--eval", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--engine", choices=["embedded", "ollama"], default="embedded")
    wanted = parser.parse_args()
    say(f"| score | nDCG@{AT} | order | top-1 |\n|---|---|---|---|")
    for name, (gain, order, top) in asyncio.run(table(wanted.eval, wanted.engine)):
        say(f"| {name} | {gain:.3f} | {order:.3f} | {top:.3f} |")


if __name__ == "__main__":
    main()
