"""Every environment variable, typed, once. A `.env` file beside the process is read too."""

from datetime import time
from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.model import EngineName

_CACHE = Path.home() / ".cache" / "shortlist"
_DATA = Path.home() / ".local" / "share" / "shortlist"


class Settings(BaseSettings):
    """What the house is built from. Names in the environment: `SHORTLIST_` and the field in capitals.

    Slack's and Ollama's own names (`SLACK_BOT_TOKEN`, `SLACK_APP_TOKEN`, `SLACK_SIGNING_SECRET`, `SLACK_API_URL`,
    `OLLAMA_HOST`) are read as they are.
    """

    model_config = SettingsConfigDict(
        env_prefix="SHORTLIST_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    slack_api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")
    slack_mode: Literal["socket", "http"] = "socket"

    data_dir: Path = _DATA
    """The database, the engine's own database, and the files people shared."""
    database_url: str | None = None
    """`postgresql+asyncpg://…`; None means a SQLite file in `data_dir`."""
    retention_days: int = Field(30, ge=1)
    encryption_key: SecretStr | None = None
    """Of the durable queue's rows (AES-GCM); any long random text."""

    engine: EngineName | None = None
    """None takes the first of ollama, embedded and rules that is there."""
    ollama_host: str = Field("http://127.0.0.1:11434", validation_alias=AliasChoices("OLLAMA_HOST"))
    chat_model: str = "gemma3:4b"
    embed_model: str = "nomic-embed-text"
    models_dir: Path = _CACHE / "models"
    model_path: Path | None = None
    """One's own GGUF file for the embedded engine, instead of the fetched one."""
    keep_alive: str = "30m"

    readers: int = Field(2, ge=1, le=16)
    """Child processes that read documents."""
    max_pages: int = Field(15, ge=1, le=50)
    max_file_mib: int = Field(10, ge=1, le=100)
    ocr: Literal["auto", "off"] = "auto"
    """Recognises scans where the extra `ocr` is installed; off refuses them as if it were not."""
    ocr_memory_mib: int = Field(2048, ge=512)
    """Address space of the one child that recognises; 0.6 GB of it are really used."""

    self_test_at: time = time(3, 30)
    """When the house tries itself out with made people each night, local time."""

    http_host: str = "127.0.0.1"
    http_port: int = Field(8765, ge=0, le=65535)
    """0 takes any free port."""
    base_url: str | None = None
    """Where people reach our pages, as https://…; None turns links to pages off."""
    link_minutes: int = Field(30, ge=1)

    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("slack_api_url")
    @classmethod
    def _with_slash(cls, url: str) -> str:
        return url if url.endswith("/") else url + "/"

    @field_validator("ollama_host")
    @classmethod
    def _with_scheme(cls, host: str) -> str:
        """Ollama itself takes "host:port" and "0.0.0.0" (listen everywhere) in OLLAMA_HOST."""
        host = host if "://" in host else f"http://{host}"
        return host.replace("://0.0.0.0", "://127.0.0.1")

    @property
    def store_url(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'shortlist.db'}"

    @property
    def durable_url(self) -> str:
        """The durable engine keeps its own file; on Postgres its own schema in the same database."""
        if self.database_url is None:
            return f"sqlite:///{self.data_dir / 'durable.db'}"
        return self.database_url.replace("postgresql+asyncpg", "postgresql")
