"""A score is found by its fingerprint."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("match", sa.Column("fingerprint", sa.String(length=255), server_default="", nullable=False))
    op.create_index("ix_match_fingerprint", "match", ["fingerprint"])
