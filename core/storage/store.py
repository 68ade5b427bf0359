"""Everything that is kept, behind one name."""

import time
from collections.abc import Callable
from pathlib import Path

from core.storage.caches import Caches
from core.storage.database import Database, Pool, whole
from core.storage.edits import Edits
from core.storage.erasure import Erasure
from core.storage.matches import Matches
from core.storage.postings import Postings
from core.storage.rankings import Rankings
from core.storage.resumes import Resumes
from core.storage.selftests import SelfTests
from core.storage.skills import OwnSkills
from core.storage.uploads import Folder, Uploads
from core.storage.votes import Votes


class Store(
    Uploads, Resumes, Postings, Matches, Edits, Caches, Erasure, OwnSkills, SelfTests, Rankings, Votes
):
    """Keeps and finds the nouns of `core.model`; raises `NotFound`, never returns None.

    Every verb may also raise `StorageFailed`; then nothing of it happened.
    """

    def __init__(self, database: Database, folder: Folder) -> None:
        self._db = database
        self._folder = folder

    @classmethod
    async def open(
        cls,
        url: str,
        *,
        files: Path,
        pool: Pool | None = None,
        clock: Callable[[], float] = time.time,
    ) -> "Store":
        """Connects, and brings the tables up to date.

        Args:
            url: `sqlite:///…` or `postgresql://…`; the asynchronous driver is chosen here.
            files: the folder for shared files; made when the first one comes.
            clock: seconds since the epoch, UTC.

        Raises:
            ConfigurationError: the address is neither SQLite's nor Postgres'.
            StorageFailed: nothing answers there, or it cannot be written.
        """
        return cls(await Database.open(url, pool=pool, clock=clock), Folder(files))

    async def close(self) -> None:
        """Lets go of every connection."""
        await self._db.close()

    @whole
    async def ping(self) -> None:
        """One round trip, for the health page.

        Raises:
            StorageFailed: the database does not answer.
        """
        await self._db.ping()

    @whole
    async def schema_version(self) -> str:
        """The newest migration that the tables have; opening brings them to it."""
        return await self._db.schema_version()
