"""Under which key the vectors of what matching needs of a resume are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "prepared", sa.Column("vectors_key", sa.String(length=64), server_default="", nullable=False)
    )
