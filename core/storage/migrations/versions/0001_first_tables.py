"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_team_id_created_at"), "audit", ["team_id", "created_at"], unique=False)
    op.create_table(
        "cache",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "kind", "key", name=op.f("pk_cache")),
    )
    op.create_index(op.f("ix_cache_created_at"), "cache", ["created_at"], unique=False)
    op.create_index(op.f("ix_cache_team_id_source"), "cache", ["team_id", "source"], unique=False)
    op.create_table(
        "document",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "sha256", "version", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_created_at"), "document", ["created_at"], unique=False)
    op.create_table(
        "posting",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.String(length=64), nullable=False),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
    )
    op.create_index(op.f("ix_posting_created_at"), "posting", ["created_at"], unique=False)
    op.create_index(
        op.f("ix_posting_team_id_source_sha256"), "posting", ["team_id", "source_sha256"], unique=False
    )
    op.create_index(
        op.f("ix_posting_team_id_user_id_created_at"),
        "posting",
        ["team_id", "user_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "resume",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("channel_id", sa.String(length=64), nullable=False),
        sa.Column("thread_ts", sa.String(length=64), nullable=False),
        sa.Column("ts", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.String(length=64), nullable=False),
        sa.Column("event_id", sa.String(length=255), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("upload_sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resume")),
        sa.UniqueConstraint(
            "team_id", "channel_id", "ts", "file_id", name=op.f("uq_resume_team_id_channel_id_ts_file_id")
        ),
    )
    op.create_index(op.f("ix_resume_created_at"), "resume", ["created_at"], unique=False)
    op.create_index(
        op.f("ix_resume_team_id_upload_sha256"), "resume", ["team_id", "upload_sha256"], unique=False
    )
    op.create_index(
        op.f("ix_resume_team_id_user_id_created_at"),
        "resume",
        ["team_id", "user_id", "created_at"],
        unique=False,
    )
    op.create_table(
        "upload",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "sha256", name=op.f("pk_upload")),
    )
    op.create_index(op.f("ix_upload_created_at"), "upload", ["created_at"], unique=False)
    op.create_table(
        "vectors",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("model", sa.String(length=255), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "key", "model", name=op.f("pk_vectors")),
    )
    op.create_index(op.f("ix_vectors_created_at"), "vectors", ["created_at"], unique=False)
    op.create_index(op.f("ix_vectors_team_id_source"), "vectors", ["team_id", "source"], unique=False)
    op.create_table(
        "edit",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("resume_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("posting_id", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("token", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_edit_posting_id_posting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resume.id"], name=op.f("fk_edit_resume_id_resume"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
    )
    op.create_index(op.f("ix_edit_created_at"), "edit", ["created_at"], unique=False)
    op.create_index(op.f("ix_edit_posting_id"), "edit", ["posting_id"], unique=False)
    op.create_index(op.f("ix_edit_resume_id"), "edit", ["resume_id"], unique=False)
    op.create_table(
        "match",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("posting_id", sa.String(length=64), nullable=False),
        sa.Column("posting_version", sa.Integer(), nullable=False),
        sa.Column("resume_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("band", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_match_posting_id_posting"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resume.id"], name=op.f("fk_match_resume_id_resume"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match")),
        sa.UniqueConstraint(
            "resume_id",
            "revision",
            "posting_id",
            "posting_version",
            name=op.f("uq_match_resume_id_revision_posting_id_posting_version"),
        ),
    )
    op.create_index(op.f("ix_match_created_at"), "match", ["created_at"], unique=False)
    op.create_index(op.f("ix_match_posting_id"), "match", ["posting_id"], unique=False)
    op.create_index(op.f("ix_match_resume_id"), "match", ["resume_id"], unique=False)
    op.create_index(
        op.f("ix_match_team_id_posting_id_score_resume_id"),
        "match",
        ["team_id", "posting_id", "score", "resume_id"],
        unique=False,
    )
    op.create_table(
        "posting_body",
        sa.Column("posting_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"],
            ["posting.id"],
            name=op.f("fk_posting_body_posting_id_posting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("posting_id", "version", name=op.f("pk_posting_body")),
    )
    op.create_table(
        "resume_body",
        sa.Column("resume_id", sa.String(length=64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resume.id"], name=op.f("fk_resume_body_resume_id_resume"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("resume_id", "revision", name=op.f("pk_resume_body")),
    )
    op.create_table(
        "wish",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("posting_id", sa.String(length=64), nullable=False),
        sa.Column("taken_by", sa.String(length=255), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_wish_posting_id_posting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "user_id", name=op.f("pk_wish")),
    )
    op.create_index(op.f("ix_wish_created_at"), "wish", ["created_at"], unique=False)
    op.create_index(op.f("ix_wish_posting_id"), "wish", ["posting_id"], unique=False)
    op.create_table(
        "edit_body",
        sa.Column("edit_id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edit_id"], ["edit.id"], name=op.f("fk_edit_body_edit_id_edit"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edit_id", name=op.f("pk_edit_body")),
    )
    op.create_table(
        "match_body",
        sa.Column("match_id", sa.String(length=64), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["match_id"], ["match.id"], name=op.f("fk_match_body_match_id_match"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("match_id", name=op.f("pk_match_body")),
    )
