"""What resumes of one user are compared by."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for name in ("text_mark", "mail_mark", "phone_mark"):
        op.add_column("resume", sa.Column(name, sa.String(length=64), server_default="", nullable=False))
