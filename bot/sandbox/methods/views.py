"""views.*: modals and the Home tab."""

import json

from bot.sandbox import limits
from bot.sandbox.errors import Refused
from bot.sandbox.methods.registry import Args, method
from bot.sandbox.model import Change, Json, View
from bot.sandbox.rates import Tier
from bot.sandbox.state import Workspace

MODALS_AT_ONCE = 3


def check_view(view: object, allowed: str) -> Json:
    """A view object of the allowed type ("modal" or "home").

    Raises:
        Refused: invalid_arguments with JSON Pointers, as Slack does for views; view_too_large.
    """
    problems = limits.problems_of_view(view)
    if problems:
        raise Refused("invalid_arguments", limits.messages_of(problems))
    if not isinstance(view, dict) or view["type"] != allowed:
        raise Refused("invalid_arguments", [f"must be a {allowed} view [json-pointer:/view/type]"])
    if len(json.dumps(view).encode()) > limits.VIEW_BYTES:
        raise Refused("view_too_large")
    return view


def _view_arg(ws: Workspace, args: Args, allowed: str, replaces: str = "") -> Json:
    view = check_view(args.parsed("view", "invalid_arguments"), allowed)
    external = view.get("external_id")
    if external and any(v.body["external_id"] == external and v.id != replaces for v in ws.open_views()):
        raise Refused("duplicate_external_id")
    return view


@method("views.open", Tier.T4, required=("trigger_id", "view"))
def open_view(ws: Workspace, args: Args) -> Json:
    view = _view_arg(ws, args, "modal")
    user = ws.use_trigger(args.text("trigger_id")).user
    opened = ws.new_view(user, view, [])
    ws.stacks[user] = [opened]
    ws.tell(Change("opened", view=opened, user=user))
    return {"view": opened.body}


@method("views.push", Tier.T4, required=("trigger_id", "view"))
def push_view(ws: Workspace, args: Args) -> Json:
    view = _view_arg(ws, args, "modal")
    user = ws.use_trigger(args.text("trigger_id")).user
    stack = ws.stacks.get(user) or []
    if not stack:
        raise Refused("not_found")
    return {"view": push_onto(ws, stack, view).body}


def push_onto(ws: Workspace, stack: list[View], view: Json) -> View:
    if len(stack) >= MODALS_AT_ONCE:
        raise Refused("push_limit_reached")
    pushed = ws.new_view(stack[-1].user, view, stack)
    stack.append(pushed)
    ws.tell(Change("opened", view=pushed, user=pushed.user))
    return pushed


@method("views.update", Tier.T4, required=("view",))
def update_view(ws: Workspace, args: Args) -> Json:
    if "view_id" not in args and "external_id" not in args:
        raise Refused("invalid_arguments", ["missing required field: view_id"])
    old = _find(ws, args)
    view = _view_arg(ws, args, old.body["type"], replaces=old.id)
    if "hash" in args and args.text("hash") != old.hash:
        raise Refused("hash_conflict")
    return {"view": replace_view(ws, old, view).body}


def replace_view(ws: Workspace, old: View, view: Json) -> View:
    new = ws.refreshed_view(old, view)
    if old.body["type"] == "home":
        ws.homes[old.user] = new
    else:
        ws.stacks[old.user] = [new if v.id == old.id else v for v in ws.stacks[old.user]]
    ws.tell(Change("refreshed", view=new, user=new.user))
    return new


def _find(ws: Workspace, args: Args) -> View:
    wanted = {(name, args.text(name)) for name in ("view_id", "external_id") if name in args}
    for view in ws.open_views():
        if wanted & {("view_id", view.id), ("external_id", view.body["external_id"])}:
            return view
    raise Refused("not_found")


@method("views.publish", Tier.T4, required=("user_id", "view"))
def publish_view(ws: Workspace, args: Args) -> Json:
    user_id = args.text("user_id")
    if user_id not in ws.users:
        raise Refused("user_not_found")
    if not ws.app.home_tab:
        raise Refused("not_enabled")
    view = check_view(args.parsed("view", "invalid_arguments"), "home")
    old = ws.homes.get(user_id)
    if "hash" in args and old and args.text("hash") != old.hash:
        raise Refused("hash_conflict")
    new = ws.refreshed_view(old, view) if old else ws.new_view(user_id, view, [])
    ws.homes[user_id] = new
    ws.tell(Change("home", view=new, user=user_id))
    return {"view": new.body}
