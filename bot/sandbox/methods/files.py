"""files.*: what the app may know of files, and how it uploads its own."""

import asyncio
import time
from dataclasses import replace

from bot.sandbox.errors import Refused
from bot.sandbox.methods.content import check_blocks
from bot.sandbox.methods.registry import Args, known_channel, method, thread_root
from bot.sandbox.model import Json, Message, StoredFile
from bot.sandbox.rates import Tier
from bot.sandbox.state import Workspace

FILE_CHANNELS = 100


@method("files.info", Tier.T4, "files:read", required=("file",))
def info(ws: Workspace, args: Args) -> Json:
    file = ws.files.get(args.text("file"))
    if file is None or not file.is_complete or not ws.may_read_file(file):
        raise Refused("file_not_found")
    shares: Json = {}
    for channel_id, ts, thread_ts in file.shares:
        kind = "public" if ws.channels[channel_id].kind == "public" else "private"
        share = {"ts": ts, "team_id": ws.team_id} | ({"thread_ts": thread_ts} if thread_ts else {})
        shares.setdefault(kind, {}).setdefault(channel_id, []).append(share)
    return {
        "file": ws.file_json(file) | {"shares": shares},
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


@method("files.delete", Tier.T3, "files:write", required=("file",))
def delete(ws: Workspace, args: Args) -> Json:
    file = ws.files.get(args.text("file"))
    if file is None:
        raise Refused("file_not_found")
    if file.owner != ws.bot.id:
        raise Refused("cant_delete_file")
    ws.drop_file(file.id)
    return {}


@method("files.getUploadURLExternal", Tier.T4, "files:write", required=("filename", "length"))
def get_upload_url(ws: Workspace, args: Args) -> Json:
    length = args.number("length", 0, 10**9)
    name = args.text("filename")
    file = StoredFile(
        ws.ids.make("F"),
        name,
        name,
        ws.bot.id,
        int(time.time()),
        declared_bytes=length,
        uploaded=False,
        is_complete=False,
    )
    ws.add_file(file)
    return {"upload_url": f"{ws.url}upload/v1/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", Tier.T4, "files:write", required=("files",))
def complete_upload(ws: Workspace, args: Args) -> Json:
    files = _arrived_files(ws, args)
    names = [c.strip() for c in args.text("channels").split(",") if c.strip()]
    targets = [args.text("channel_id")] if "channel_id" in args else names
    if len(targets) > FILE_CHANNELS:
        raise Refused("channels_limit_exceeded")
    blocks = args.parsed("blocks", "invalid_blocks")
    shown = check_blocks(blocks) if isinstance(blocks, list) and "initial_comment" not in args else ()
    roots = {c: _target(ws, c, args) for c in targets}
    for file in files:
        ws.add_file(file)
    for channel, root in roots.items():
        message = Message(
            channel=channel,
            ts=ws.ids.ts(),
            user=ws.bot.id,
            bot_id=ws.bot_id,
            text=args.text("initial_comment"),
            blocks=shown,
            thread_ts=root,
            subtype="file_share",
            files=tuple(f.id for f in files),
        )
        # Slack answers first and shares a moment later: the answer holds no ts, and looking at once finds nothing.
        asyncio.get_running_loop().call_soon(ws.post, message)
    return {"files": [ws.file_json(f) for f in files]}


def _arrived_files(ws: Workspace, args: Args) -> list[StoredFile]:
    wanted = args.parsed("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted or not all(isinstance(f, dict) for f in wanted):
        raise Refused("invalid_arguments", ["must provide an array [json-pointer:/files]"])
    files = []
    for want in wanted:
        file = ws.files.get(str(want.get("id")))
        if file is None or not file.uploaded:
            raise Refused("file_not_found")
        if file.owner != ws.bot.id:
            raise Refused("access_denied")
        files.append(replace(file, title=str(want.get("title") or file.title), is_complete=True))
    return files


def _target(ws: Workspace, channel_id: str, args: Args) -> str | None:
    """The thread to share into. Here the bot has to be a member, even with chat:write.public."""
    channel = known_channel(ws, channel_id)
    if ws.bot.id not in channel.members:
        raise Refused("not_in_channel")
    return thread_root(ws, channel.id, args.text("thread_ts"))
