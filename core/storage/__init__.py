"""What the bot keeps: resumes, postings, scores, edits, files, and a log of who looked.

One code base for SQLite (a file beside the bot) and Postgres. Every look-up is bound to its `Asker`.
"""

from core.storage.database import Pool
from core.storage.edits import EditState, StoredEdit
from core.storage.erasure import Forgotten
from core.storage.matches import KeptMatch
from core.storage.rankings import EVERYWHERE, RankingState
from core.storage.resumes import Claim
from core.storage.store import Store

__all__ = [
    "EVERYWHERE",
    "Claim",
    "EditState",
    "Forgotten",
    "KeptMatch",
    "Pool",
    "RankingState",
    "Store",
    "StoredEdit",
]
