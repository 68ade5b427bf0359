"""The whole bot beside an Ollama that a test may break, and a text that only a model reads."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from pydantic import SecretStr
from scripted_ollama import ScriptedOllama
from slack import Sandbox, connected

from bot import manifest
from bot.assembly import House, open_house
from bot.settings import Settings

PROSE = """Camille Roussin
camille.roussin@example.org

De 2013 à 2018, j'ai été chef d'équipe chez Menuiserie Valmont : planning de
six personnes et suivi des chantiers. Depuis 2018, je travaille comme
responsable d'atelier pour la société Bois du Nord, avec un budget annuel.
"""
QUOTES = {
    "entries": [
        {"kind": "work", "title": "chef d'équipe", "organisation": "Menuiserie Valmont"},
        {"kind": "work", "title": "responsable d'atelier", "organisation": "Bois du Nord"},
    ]
}


@asynccontextmanager
async def beside_ollama(folder: Path) -> AsyncIterator[tuple[Sandbox, ScriptedOllama, House]]:
    """The whole bot in a Slack on localhost, with an Ollama that a test may break."""
    ollama = ScriptedOllama()
    try:
        async with Sandbox(manifest.path()) as slack:
            settings = Settings(
                _env_file=None,
                SLACK_BOT_TOKEN=SecretStr(slack.bot_token),
                SLACK_API_URL=slack.url,
                OLLAMA_HOST=await ollama.start(),
                data_dir=folder / "data",
                engine="ollama",
                readers=1,
            )
            async with open_house(settings) as house, connected(slack, house.app):
                yield slack, ollama, house
    finally:
        await ollama.close()
