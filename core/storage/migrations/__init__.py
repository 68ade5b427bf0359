"""The history of the tables, one file a step, run at every start.

To add a step: change `tables.py`, copy the newest file in `versions/`, and let
`tests/core/storage/test_migrations.py` tell whether the two agree on both databases.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def config(connection: Connection) -> Config:
    """Alembic's settings, without a file of them."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    settings.attributes["connection"] = connection
    return settings


def upgrade(connection: Connection) -> None:
    """Brings the tables up to date, inside the caller's transaction: all steps or none."""
    command.upgrade(config(connection), "head")
