"""The rest: who am I, who are they, reactions, and the status an agent shows while it works."""

from dataclasses import replace

from bot.sandbox import limits
from bot.sandbox.errors import Refused
from bot.sandbox.methods.registry import Args, known_channel, method, missing_scope
from bot.sandbox.methods.streams import SESSION_STATUSES
from bot.sandbox.model import Json, Message, User
from bot.sandbox.rates import Tier
from bot.sandbox.state import Workspace

LOADING_MESSAGES = 10
MOST_USERS = 1000
PROMPTS = limits.array(
    limits.shape({"title": limits.string(100, 1), "message": limits.string(4000, 1)}), 1, 4
)


@method("api.test", Tier.SPECIAL)
def api_test(_ws: Workspace, args: Args) -> Json:
    if "error" in args:
        raise Refused(args.text("error"))
    return {"args": args.values}


@method("auth.test", Tier.SPECIAL)
def auth_test(ws: Workspace, _args: Args) -> Json:
    return {
        "url": ws.url,
        "team": ws.domain,
        "user": ws.bot.name,
        "team_id": ws.team_id,
        "user_id": ws.bot.id,
        "bot_id": ws.bot_id,
        "is_enterprise_install": False,
    }


@method("users.info", Tier.T4, "users:read", required=("user",))
def users_info(ws: Workspace, args: Args) -> Json:
    user = ws.users.get(args.text("user"))
    if user is None:
        raise Refused("user_not_found")
    return {"user": _user_json(ws, args, user)}


@method("users.list", Tier.T2, "users:read")
def users_list(ws: Workspace, args: Args) -> Json:
    """A page of everybody. Without `limit` all at once, as long as the workspace is small."""
    members = [_user_json(ws, args, user) for user in ws.users.values()]
    cursor = args.text("cursor")
    start = cursor.removeprefix("user:")
    if cursor and (start == cursor or not start.isdecimal()):
        raise Refused("invalid_cursor")
    first = int(start or 0)
    size = args.number("limit", MOST_USERS, MOST_USERS)
    if "limit" not in args and len(members) > MOST_USERS:
        raise Refused("limit_required")
    last = first + size
    following = f"user:{last}" if last < len(members) else ""
    return {"members": members[first:last], "response_metadata": {"next_cursor": following}}


def _user_json(ws: Workspace, args: Args, user: User) -> Json:
    profile: Json = {"real_name": user.real_name, "display_name": user.name}
    if ws.app.has_any(("users:read.email",)):
        profile["email"] = user.email
    body: Json = {
        "id": user.id,
        "team_id": ws.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "is_admin": user.is_admin,
        "is_owner": False,
        "is_bot": user.is_bot,
        "tz": user.tz,
        "profile": profile,
    }
    return body | ({"locale": user.locale} if args.flag("include_locale") else {})


def _reacted(ws: Workspace, args: Args) -> tuple[Message, str, tuple[str, ...]]:
    channel = known_channel(ws, args.text("channel"))
    message = ws.message(channel.id, args.text("timestamp"))
    if message is None:
        raise Refused("message_not_found")
    if ws.bot.id not in channel.members:
        raise Refused("not_in_channel")
    name = args.text("name").strip(":")
    if not name or not all(c.isalnum() or c in "_-+:'" for c in name):
        raise Refused("invalid_name")
    return message, name, message.reactions.get(name, ())


@method("reactions.add", Tier.T3, "reactions:write", required=("channel", "timestamp", "name"))
def add_reaction(ws: Workspace, args: Args) -> Json:
    message, name, users = _reacted(ws, args)
    if ws.bot.id in users:
        raise Refused("already_reacted")
    _set_reaction(ws, message, name, (*users, ws.bot.id))
    return {}


@method("reactions.remove", Tier.T2, "reactions:write", required=("channel", "timestamp", "name"))
def remove_reaction(ws: Workspace, args: Args) -> Json:
    message, name, users = _reacted(ws, args)
    if ws.bot.id not in users:
        raise Refused("no_reaction")
    _set_reaction(ws, message, name, tuple(u for u in users if u != ws.bot.id))
    return {}


def _set_reaction(ws: Workspace, message: Message, name: str, users: tuple[str, ...]) -> None:
    reactions = {n: u for n, u in {**message.reactions, name: users}.items() if u}
    ws.react(message, replace(message, reactions=reactions))


@method(
    "assistant.threads.setStatus",
    Tier.SPECIAL,
    "chat:write",
    "assistant:write",
    required=("channel_id", "thread_ts"),
)
def set_status(ws: Workspace, args: Args) -> Json:
    channel = known_channel(ws, args.text("channel_id"))
    if ws.message(channel.id, args.text("thread_ts")) is None:
        raise Refused("thread_not_found")
    if "status" not in args:
        raise Refused("invalid_arguments", ["missing required field: status"])
    loading = args.parsed("loading_messages", "invalid_arguments") or []
    if not isinstance(loading, list) or len(loading) > LOADING_MESSAGES:
        raise Refused(
            "invalid_arguments",
            [f"no more than {LOADING_MESSAGES} items allowed [json-pointer:/loading_messages]"],
        )
    ws.set_status(channel.id, args.text("thread_ts"), args.text("status"))
    return {}


@method(
    "assistant.threads.setTitle", Tier.T4, "assistant:write", required=("channel_id", "thread_ts", "title")
)
def set_title(ws: Workspace, args: Args) -> Json:
    known_channel(ws, args.text("channel_id"))
    return {}


@method(
    "assistant.threads.setSuggestedPrompts", Tier.T4, "assistant:write", required=("channel_id", "prompts")
)
def set_suggested_prompts(ws: Workspace, args: Args) -> Json:
    known_channel(ws, args.text("channel_id"))
    problems = list(PROMPTS(args.parsed("prompts", "invalid_arguments"), "/prompts"))
    if problems:
        raise Refused("invalid_arguments", limits.messages_of(problems))
    return {}


@method("agents.sessions.setStatus", Tier.T3, "chat:write", required=("channel_id", "status"))
def set_session_status(ws: Workspace, args: Args) -> Json:
    channel = known_channel(ws, args.text("channel_id"))
    if args.text("status") not in SESSION_STATUSES:
        raise Refused("invalid_status")
    if "thread_ts" not in args:
        raise Refused("thread_ts_required")
    if ws.bot.id not in channel.members:
        raise Refused("not_authorized")
    if "icon_emoji" in args and not ws.app.has_any(("chat:write.customize",)):
        raise missing_scope(ws, ("chat:write.customize",))
    ws.sessions[channel.id, args.text("thread_ts")] = args.text("status")
    answer: Json = {"status": args.text("status"), "agent_status": args.text("status")}
    if "agent_session_stopped" not in ws.app.events:
        answer["warning"] = "missing_agent_session_stopped_event_subscription"
    return answer
