"""The Web API methods the sandbox plays. Importing this package fills the registry."""

from bot.sandbox.methods import chat, conversations, files, others, streams, views
from bot.sandbox.methods.registry import METHODS, Args, Method

__all__ = ["METHODS", "Args", "Method", "chat", "conversations", "files", "others", "streams", "views"]
