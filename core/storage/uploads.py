"""Files as they arrived: bytes on disk under a team's folder and their hash, a row that counts them."""

import asyncio
import os
import tempfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from core.errors import NotFound, StorageFailed
from core.model import Upload
from core.storage.database import Database, whole
from core.storage.records import plain
from core.storage.tables import upload as table


class Folder:
    """Where the bytes lie. Names are made here: nothing that a user wrote becomes a path."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, team_id: str, digest: str) -> Path:
        team = sha256(team_id.encode("utf-8", "replace")).hexdigest()[:16]
        return self._root / team / digest[:2] / digest

    def write(self, team_id: str, upload: Upload) -> None:
        """The whole file, or none of it, on disk and readable by its owner alone when this returns."""
        path = self.path(team_id, upload.sha256)
        if path.exists():
            return
        for folder in (self._root, path.parent.parent, path.parent):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # 0600
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(upload.data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def read(self, team_id: str, digest: str) -> bytes:
        return self.path(team_id, digest).read_bytes()

    def erase(self, team_id: str, digests: Iterable[str]) -> None:
        for digest in digests:
            self.path(team_id, digest).unlink(missing_ok=True)

    def sweep(self, older_than: float) -> None:
        """Removes what a crash left behind in the middle of a write."""
        for left in self._root.glob("*/*/.new-*"):
            if left.stat().st_mtime < older_than:
                left.unlink(missing_ok=True)


class Uploads:
    """Keeps and finds files."""

    _db: Database
    _folder: Folder

    @whole
    async def keep_upload(self, team_id: str, upload: Upload) -> str:
        """The file's SHA-256, once its bytes and its row are kept. The same bytes again change nothing.

        Raises:
            StorageFailed: full disk.
        """
        row = {
            "team_id": team_id,
            "sha256": upload.sha256,
            "name": plain(upload.name),
            "size_bytes": len(upload.data),
            "created_at": self._db.now(),
        }
        async with self._db.write() as connection:
            # Row and bytes under one lock, so that no erasure of the same bytes comes between them.
            await connection.execute(self._db.insert(table).values(row).on_conflict_do_nothing())
            await asyncio.to_thread(self._folder.write, team_id, upload)
        return upload.sha256

    @whole
    async def upload(self, team_id: str, sha256: str) -> Upload:
        """The file, under the name it first came with.

        Raises:
            NotFound: erased, or never kept for this team.
        """
        query = select(table.c.name).where(table.c.team_id == team_id, table.c.sha256 == sha256)
        async with self._db.read() as connection:
            name = (await connection.execute(query)).scalar_one_or_none()
        if name is None:
            raise NotFound("I no longer have that file")
        try:
            data = await asyncio.to_thread(self._folder.read, team_id, sha256)
        except FileNotFoundError:
            raise NotFound("I no longer have that file") from None
        except OSError as error:
            raise StorageFailed("The disk did not give the file back") from error
        return Upload(name, data)
