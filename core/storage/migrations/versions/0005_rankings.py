"""Rankings of other people's resumes, what an admin set for them, and the votes on them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _text(name: str, length: int = 64) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=length), nullable=False)


def _number(name: str) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), nullable=False)


def _when(name: str = "created_at") -> "sa.Column[float]":
    return sa.Column(name, sa.Double(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "ranking_rule",
        _text("team_id"),
        _number("is_on"),
        sa.Column("notice", sa.Text(), nullable=False),
        _number("retention_days"),
        _text("visibility", 16),
        _number("quorum"),
        _number("vote_hours"),
        _text("set_by"),
        _when(),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_ranking_rule")),
    )
    op.create_table(
        "ranking_lock",
        _text("team_id"),
        _text("reason", 255),
        _when(),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_ranking_lock")),
    )
    op.create_table(
        "ranking",
        _text("id"),
        _text("team_id"),
        _text("user_id"),
        _text("channel_id"),
        _text("posting_id"),
        _number("posting_version"),
        _number("is_private"),
        _text("state", 16),
        _when("closes_at"),
        _text("place_channel"),
        _text("place_ts"),
        _when(),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["posting.id"], name=op.f("fk_ranking_posting_id_posting"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking")),
    )
    op.create_index(
        op.f("ix_ranking_team_id_channel_id_state"), "ranking", ["team_id", "channel_id", "state"]
    )
    op.create_index(op.f("ix_ranking_posting_id"), "ranking", ["posting_id"])
    op.create_index(op.f("ix_ranking_created_at"), "ranking", ["created_at"])
    op.create_table(
        "ranking_body",
        _text("ranking_id"),
        _text("team_id"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ranking_id"],
            ["ranking.id"],
            name=op.f("fk_ranking_body_ranking_id_ranking"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ranking_id", name=op.f("pk_ranking_body")),
    )
    op.create_table(
        "ranked",
        _text("ranking_id"),
        _text("letter", 8),
        _text("team_id"),
        _text("resume_id"),
        _number("revision"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ranking_id"], ["ranking.id"], name=op.f("fk_ranked_ranking_id_ranking"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resume_id"], ["resume.id"], name=op.f("fk_ranked_resume_id_resume"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("ranking_id", "letter", name=op.f("pk_ranked")),
    )
    op.create_index(op.f("ix_ranked_resume_id"), "ranked", ["resume_id"])
    op.create_table(
        "vote",
        _text("ranking_id"),
        _text("letter", 8),
        _text("user_id"),
        _text("team_id"),
        _text("said", 8),
        _when(),
        sa.ForeignKeyConstraint(
            ["ranking_id", "letter"],
            ["ranked.ranking_id", "ranked.letter"],
            name=op.f("fk_vote_ranking_id_letter_ranked"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("ranking_id", "letter", "user_id", name=op.f("pk_vote")),
    )
