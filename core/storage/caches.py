"""What was computed once from a file: its document, extractions, vectors. Each goes when its file goes.

Nothing is kept for a file that is not there (any more): it would outlive its erasure.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import and_, select, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from core.errors import NotFound
from core.model import Asker, Document, Json, Profiled, Resume
from core.storage.database import Database, whole
from core.storage.records import from_text, noun_from_text, noun_to_text, to_text
from core.storage.tables import cache, document, posting, prepared, resume, resume_body, upload, vectors


async def _require_source(connection: AsyncConnection, team_id: str, sha256: str) -> None:
    files = select(upload.c.sha256).where(upload.c.team_id == team_id, upload.c.sha256 == sha256)
    texts = select(posting.c.source_sha256).where(
        posting.c.team_id == team_id, posting.c.source_sha256 == sha256
    )
    if (await connection.execute(union_all(files, texts).limit(1))).first() is None:
        raise NotFound("I no longer have that file")


class Caches:
    """Keeps and finds values by content. Two teams never share one: that would tell who else has a file."""

    _db: Database

    @whole
    async def save_document(self, team_id: str, sha256: str, found: Document, *, version: str = "") -> None:
        """Keeps what the reader made of a file.

        Args:
            version: of the reader; another one asks again.

        Raises:
            NotFound: the file is not kept for this team.
        """
        row = self._db.insert(document).values(
            team_id=team_id,
            sha256=sha256,
            version=version,
            body=noun_to_text(found),
            created_at=self._db.now(),
        )
        async with self._db.write() as connection:
            await _require_source(connection, team_id, sha256)
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["team_id", "sha256", "version"], set_={"body": row.excluded.body}
                )
            )

    @whole
    async def document(self, team_id: str, sha256: str, *, version: str = "") -> Document:
        """What this version of the reader made of a file.

        Raises:
            NotFound: it has not read it.
        """
        query = select(document.c.body).where(
            document.c.team_id == team_id, document.c.sha256 == sha256, document.c.version == version
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound("That file has not been read")
        return noun_from_text(Document, body)

    @whole
    async def cache(self, team_id: str, kind: str, key: str, value: Json, *, source: str) -> None:
        """Keeps a computed value.

        Args:
            kind: what it is ("extraction").
            key: of everything it depends on: content hash, model digest, prompt hash, rules version.
            source: SHA-256 of the kept file or saved posting it was made from, with which it is erased.

        Raises:
            NotFound: the source is not there.
        """
        row = self._db.insert(cache).values(
            team_id=team_id,
            kind=kind,
            key=key,
            source=source,
            body=to_text(value),
            created_at=self._db.now(),
        )
        async with self._db.write() as connection:
            await _require_source(connection, team_id, source)
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["team_id", "kind", "key"], set_={"body": row.excluded.body}
                )
            )

    @whole
    async def cached(self, team_id: str, kind: str, key: str) -> Json:
        """A computed value.

        Raises:
            NotFound: not computed yet.
        """
        query = select(cache.c.body).where(
            cache.c.team_id == team_id, cache.c.kind == kind, cache.c.key == key
        )
        async with self._db.read() as connection:
            body = (await connection.execute(query)).scalar_one_or_none()
        if body is None:
            raise NotFound("That has not been computed")
        value: Json = from_text(body)
        return value

    @whole
    async def save_vectors(
        self, team_id: str, key: str, model: str, array: NDArray[np.float32], *, source: str
    ) -> None:
        """Keeps embeddings.

        Args:
            key: what they are of.
            model: its digest; vectors of two models are never mixed.
            array: shape (rows, dimension).
            source: SHA-256 of the kept file or saved posting they were made from, with which they are erased.

        Raises:
            NotFound: the source is not there.
        """
        rows, dimension = array.shape
        row = self._db.insert(vectors).values(
            team_id=team_id,
            key=key,
            model=model,
            source=source,
            rows=rows,
            dimension=dimension,
            data=np.ascontiguousarray(array, dtype="<f4").tobytes(),
            created_at=self._db.now(),
        )
        async with self._db.write() as connection:
            await _require_source(connection, team_id, source)
            await connection.execute(
                row.on_conflict_do_update(
                    index_elements=["team_id", "key", "model"],
                    set_={name: row.excluded[name] for name in ("rows", "dimension", "data")},
                )
            )

    @whole
    async def vectors(self, team_id: str, key: str, model: str) -> NDArray[np.float32]:
        """Embeddings, shape (rows, dimension), float32.

        Raises:
            NotFound: not computed with this model.
        """
        query = select(vectors.c.rows, vectors.c.dimension, vectors.c.data).where(
            vectors.c.team_id == team_id, vectors.c.key == key, vectors.c.model == model
        )
        async with self._db.read() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise NotFound("That has not been computed")
        return _array(row.rows, row.dimension, row.data)

    @whole
    async def vectors_of(
        self, team_id: str, keys: Sequence[str], model: str
    ) -> dict[str, NDArray[np.float32]]:
        """The same for many keys, as far as they are kept."""
        query = select(vectors.c.key, vectors.c.rows, vectors.c.dimension, vectors.c.data).where(
            vectors.c.team_id == team_id, vectors.c.key.in_(keys), vectors.c.model == model
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
        return {row.key: _array(row.rows, row.dimension, row.data) for row in rows}

    # ------------------------------------------------------------ what matching needs of a resume

    @whole
    async def save_prepared(
        self,
        team_id: str,
        rules: str,
        made_of: Resume,
        body: Json,
        *,
        profile: bytes = b"",
        vectors_key: str = "",
    ) -> None:
        """Keeps what matching needs of a resume until the resume changes or goes. Has it changed already, nothing is kept.

        Args:
            rules: what it was made under.
            profile: the same in short, where many are looked through.
            vectors_key: under which its vectors are kept, where there are any.
        """
        current = (
            select(resume_body.c.body)
            .join(
                resume,
                and_(resume.c.id == resume_body.c.resume_id, resume.c.revision == resume_body.c.revision),
            )
            .where(resume.c.id == made_of.id, resume.c.team_id == team_id)
        )
        row = self._db.insert(prepared).values(
            resume_id=made_of.id,
            rules=rules,
            team_id=team_id,
            revision=made_of.revision,
            vectors_key=vectors_key,
            profile=profile,
            body=to_text(body),
            created_at=self._db.now(),
        )
        async with self._db.write() as connection:
            # A revision may be read anew in place, so its number alone does not say what it holds.
            if (await connection.execute(current)).scalar_one_or_none() == noun_to_text(made_of):
                await connection.execute(row.on_conflict_do_nothing())

    @whole
    async def prepared(
        self, team_id: str, rules: str, resume_ids: Sequence[str]
    ) -> dict[str, tuple[int, Json]]:
        """The current revision of each of these resumes, and what matching needs of it, as far as that is kept."""
        query = select(prepared).where(
            prepared.c.team_id == team_id, prepared.c.rules == rules, prepared.c.resume_id.in_(resume_ids)
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
        return {row.resume_id: (row.revision, from_text(row.body)) for row in rows}

    @whole
    async def profiles_in(self, asker: Asker, rules: str, resume_ids: Sequence[str]) -> list[Profiled]:
        """Those of these resumes that were read in the asker's channel, whoever shared them, by id.

        One query for the whole channel: its thousands, named one by one, took four times as long.
        """
        made = and_(prepared.c.resume_id == resume.c.id, prepared.c.rules == rules)
        query = (
            select(resume.c.id, prepared.c.profile, prepared.c.vectors_key)
            .join(prepared, made, isouter=True)
            .where(
                resume.c.team_id == asker.team_id,
                resume.c.channel_id == asker.channel_id,
                resume.c.channel_id != "",
                resume.c.state == "ready",
            )
            .order_by(resume.c.id)
        )
        async with self._db.read() as connection:
            rows = (await connection.execute(query)).all()
        wanted = frozenset(resume_ids)
        return [Profiled(id, profile, key or "") for id, profile, key in rows if id in wanted]


def _array(rows: int, dimension: int, data: bytes) -> NDArray[np.float32]:
    return np.frombuffer(data, dtype="<f4").reshape(rows, dimension).astype(np.float32)
