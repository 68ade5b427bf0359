"""The tables, as SQLAlchemy sees them. A change here needs a migration: a test compares the two.

Every row carries `team_id`. Times are float seconds since the epoch, UTC. What is long (text, JSON, vectors) stands in
a table of its own, beside a narrow row that lists and joins read: with the text inside, an aggregate over one
team's 25,000 matches took 250 to 400 ms, without it and with the covering index 12 to 27.
"""

from sqlalchemy import (
    Column,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    # Every constraint has a name, because SQLite can only change a table that Alembic copies by names.
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[str]:
    return Column("id", String(64), primary_key=True)


def _team() -> Column[str]:
    return Column("team_id", String(64), nullable=False)


def _text(name: str, length: int) -> Column[str]:
    return Column(name, String(length), nullable=False)


def _mark(name: str) -> Column[str]:
    return Column(name, String(64), nullable=False, server_default="")


def _body() -> Column[str]:
    return Column("body", Text, nullable=False)


def _when(name: str = "created_at") -> Column[float]:
    return Column(name, Double, nullable=False)


def _of_resume(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "resume_id",
        String(64),
        ForeignKey("resume.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


def _of_posting(*, primary_key: bool = False) -> Column[str]:
    return Column(
        "posting_id",
        String(64),
        ForeignKey("posting.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
    )


upload = Table(
    "upload",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    _text("name", 255),
    Column("size_bytes", Integer, nullable=False),
    _when(),
    Index(None, "created_at"),
)

resume = Table(
    "resume",
    metadata,
    _id(),
    _team(),
    _text("user_id", 64),
    _text("channel_id", 64),
    _text("thread_ts", 64),
    _text("ts", 64),
    _text("file_id", 64),
    _text("event_id", 255),
    _text("file_name", 255),
    # "" until the bytes are on disk.
    _text("upload_sha256", 64),
    # "reading", "ready" or "failed"; `code` says why it failed.
    _text("state", 16),
    _text("code", 64),
    # The current revision; 0 until there is one.
    Column("revision", Integer, nullable=False),
    # What it is compared by with others of the same user (core.model.Likeness); "" for nothing. They go with the row.
    _mark("text_mark"),
    _mark("mail_mark"),
    _mark("phone_mark"),
    _when(),
    # One share, one resume: Slack tells of it by two events, and each of them more than once.
    UniqueConstraint("team_id", "channel_id", "ts", "file_id"),
    Index(None, "team_id", "user_id", "created_at"),
    Index(None, "team_id", "upload_sha256"),
    Index(None, "created_at"),
)

resume_body = Table(
    "resume_body",
    metadata,
    _of_resume(primary_key=True),
    Column("revision", Integer, primary_key=True),
    _team(),
    _body(),
    _when(),
)

posting = Table(
    "posting",
    metadata,
    _id(),
    _team(),
    _text("user_id", 64),
    _text("channel_id", 64),
    _text("source_sha256", 64),
    Column("version", Integer, nullable=False),
    _when(),
    Index(None, "team_id", "user_id", "created_at"),
    Index(None, "team_id", "source_sha256"),
    Index(None, "created_at"),
)

posting_body = Table(
    "posting_body",
    metadata,
    _of_posting(primary_key=True),
    Column("version", Integer, primary_key=True),
    _team(),
    _body(),
    _when(),
)

match = Table(
    "match",
    metadata,
    _id(),
    _team(),
    _text("user_id", 64),
    _of_posting(),
    Column("posting_version", Integer, nullable=False),
    _of_resume(),
    Column("revision", Integer, nullable=False),
    Column("score", Double, nullable=False),
    _text("band", 16),
    _text("fingerprint", 255),
    _when(),
    # The same two things scored again are the same row, so a repeated step leaves one.
    UniqueConstraint("resume_id", "revision", "posting_id", "posting_version"),
    # Covers "the best of this posting" and counts over a team without opening a row.
    Index(None, "team_id", "posting_id", "score", "resume_id"),
    Index(None, "fingerprint"),
    Index(None, "resume_id"),
    Index(None, "posting_id"),
    Index(None, "created_at"),
)

match_body = Table(
    "match_body",
    metadata,
    Column("match_id", String(64), ForeignKey("match.id", ondelete="CASCADE"), primary_key=True),
    _team(),
    _body(),
)

edit = Table(
    "edit",
    metadata,
    _id(),
    _team(),
    _text("user_id", 64),
    _of_resume(),
    # The revision it was made for.
    Column("revision", Integer, nullable=False),
    _of_posting(),
    # "proposed", "accepted" or "skipped".
    _text("state", 16),
    # Who decided it, so that the same attempt may come twice; "" while proposed.
    _text("token", 255),
    _when(),
    Index(None, "resume_id"),
    Index(None, "posting_id"),
    Index(None, "created_at"),
)

edit_body = Table(
    "edit_body",
    metadata,
    Column("edit_id", String(64), ForeignKey("edit.id", ondelete="CASCADE"), primary_key=True),
    _team(),
    _body(),
)

wish = Table(
    "wish",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("user_id", String(64), primary_key=True),
    _of_posting(),
    # Who took it; "" while it waits.
    _text("taken_by", 255),
    _when(),
    Index(None, "posting_id"),
    Index(None, "created_at"),
)

# What a workspace's admins added to the shipped table of skills; `body` holds other spellings, as a JSON list.

skill = Table(
    "skill",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("name", String(255), primary_key=True),
    _body(),
    _when(),
)

# Rankings of other people's resumes. What an admin set for a workspace, and a lock that outlives every setting.

ranking_rule = Table(
    "ranking_rule",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("is_on", Integer, nullable=False),
    Column("notice", Text, nullable=False),
    Column("retention_days", Integer, nullable=False),
    _text("visibility", 16),
    Column("quorum", Integer, nullable=False),
    Column("vote_hours", Integer, nullable=False),
    _text("set_by", 64),
    _when(),
)

# `team_id` "" locks every workspace.
ranking_lock = Table(
    "ranking_lock",
    metadata,
    Column("team_id", String(64), primary_key=True),
    _text("reason", 255),
    _when(),
)

ranking = Table(
    "ranking",
    metadata,
    _id(),
    _team(),
    # Who asked, and in which channel the resumes were shared.
    _text("user_id", 64),
    _text("channel_id", 64),
    _of_posting(),
    Column("posting_version", Integer, nullable=False),
    # 1: the asker alone may see it.
    Column("is_private", Integer, nullable=False),
    # "shown", "voting" or "counted".
    _text("state", 16),
    # When a vote ends without its quorum.
    _when("closes_at"),
    # The message that shows it; "" until it is posted.
    _text("place_channel", 64),
    _text("place_ts", 64),
    _when(),
    Index(None, "team_id", "channel_id", "state"),
    Index(None, "posting_id"),
    Index(None, "created_at"),
)

ranking_body = Table(
    "ranking_body",
    metadata,
    Column("ranking_id", String(64), ForeignKey("ranking.id", ondelete="CASCADE"), primary_key=True),
    _team(),
    _body(),
)

# A candidate of a ranking; `body` holds the report on the blinded resume.
ranked = Table(
    "ranked",
    metadata,
    Column("ranking_id", String(64), ForeignKey("ranking.id", ondelete="CASCADE"), primary_key=True),
    Column("letter", String(8), primary_key=True),
    _team(),
    _of_resume(),
    Column("revision", Integer, nullable=False),
    _body(),
    Index(None, "resume_id"),
)

vote = Table(
    "vote",
    metadata,
    Column("ranking_id", String(64), primary_key=True),
    Column("letter", String(8), primary_key=True),
    Column("user_id", String(64), primary_key=True),
    _team(),
    # "yes", "no" or "unsure".
    _text("said", 8),
    _when(),
    ForeignKeyConstraint(
        ["ranking_id", "letter"], ["ranked.ranking_id", "ranked.letter"], ondelete="CASCADE"
    ),
)

# What came out when the house tried itself with made people; `team_id` is "", for it holds for every workspace.

self_test = Table(
    "self_test",
    metadata,
    Column("id", String(255), primary_key=True),
    _team(),
    # "clock" or "hand".
    _text("run_by", 16),
    _body(),
    _when(),
    Index(None, "created_at"),
)

# Caches. `source` is the sha256 of the file that a value was made from: it goes when that file goes.

document = Table(
    "document",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("sha256", String(64), primary_key=True),
    Column("version", String(64), primary_key=True),
    _body(),
    _when(),
    Index(None, "created_at"),
)

cache = Table(
    "cache",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("kind", String(64), primary_key=True),
    Column("key", String(255), primary_key=True),
    _text("source", 64),
    _body(),
    _when(),
    Index(None, "team_id", "source"),
    Index(None, "created_at"),
)

vectors = Table(
    "vectors",
    metadata,
    Column("team_id", String(64), primary_key=True),
    Column("key", String(255), primary_key=True),
    # Digest of the model: vectors of two models are never compared.
    Column("model", String(255), primary_key=True),
    _text("source", 64),
    Column("rows", Integer, nullable=False),
    Column("dimension", Integer, nullable=False),
    # float32, little-endian, row by row.
    Column("data", LargeBinary, nullable=False),
    _when(),
    Index(None, "team_id", "source"),
    Index(None, "created_at"),
)

# What matching needs of the current revision of a resume, with its person or blinded: in short for all at once, whole for one.
prepared = Table(
    "prepared",
    metadata,
    _of_resume(primary_key=True),
    # What it was made under: the rules, the table of skills, how it was blinded.
    Column("rules", String(64), primary_key=True),
    _team(),
    Column("revision", Integer, nullable=False),
    # `key` of its vectors.
    _mark("vectors_key"),
    Column("profile", LargeBinary, nullable=False),
    # After the profile, so that whoever reads profiles does not go through it.
    _body(),
    _when(),
)

# Kept when content is erased: ids, hashes, versions and scores, no personal text.

audit = Table(
    "audit",
    metadata,
    _id(),
    _team(),
    _text("actor", 64),
    _text("what", 64),
    Column("facts", Text, nullable=False),
    _when(),
    Index(None, "team_id", "created_at"),
)
