"""Downloads: what is fetched, from where, and what is said when it is not."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest
from slack import FaultKind, Person, Sandbox, client_of

from bot import manifest
from core.errors import CoreError, EmptyFile, FileTooLarge
from handlers.files import DownloadFailed, FileGone, Files, ForeignFile, SignInPage
from handlers.slack import Slack

BODY = b"Experience\nEngineer, 2020 - 2021\n"


@dataclass
class Desk:
    sandbox: Sandbox
    files: Files
    ann: Person
    channel: str

    def shared(self, body: bytes = BODY, **changes: object) -> str:
        """A file that Ann shared; its id."""
        self.ann.share(self.channel, {"cv.txt": body})
        file_id = self.sandbox.messages(self.channel)[-1].files[0]
        if changes:
            self.sandbox.workspace.files[file_id] = replace(self.sandbox.workspace.files[file_id], **changes)  # type: ignore[arg-type]  # fields of a stored file
        return file_id


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    async with Sandbox(manifest.path()) as sandbox, client_of(sandbox) as client:
        ann = sandbox.person("ann")
        channel = sandbox.channel("hiring", members=[ann])
        yield Desk(sandbox, Files(Slack(client), max_bytes=2**20), ann, channel)


async def test_a_shared_file_arrives_whole_under_its_name(desk: Desk) -> None:
    upload = await desk.files.fetch(desk.shared())
    assert (upload.name, upload.data) == ("cv.txt", BODY)


async def test_a_file_over_the_limit_is_refused_before_anything_is_fetched(desk: Desk) -> None:
    with pytest.raises(FileTooLarge, match="3 MB is over 1 MB"):
        await desk.files.fetch(desk.shared(b"x" * 3 * 2**20))
    assert not desk.sandbox.calls("files:download")


async def test_a_file_just_over_the_limit_is_not_said_to_be_as_large_as_the_limit(desk: Desk) -> None:
    with pytest.raises(FileTooLarge, match=r"1\.1 MB is over 1 MB"):
        await desk.files.fetch(desk.shared(b"x" * int(1.1 * 2**20)))


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        (FaultKind.SIGN_IN, SignInPage),
        (FaultKind.REDIRECT, SignInPage),
        (FaultKind.ENDLESS_BODY, FileTooLarge),
    ],
)
async def test_a_strange_answer_is_told_apart(desk: Desk, kind: FaultKind, error: type[CoreError]) -> None:
    desk.sandbox.faults.add("files:download", kind, location="http://169.254.169.254/latest/meta-data")
    with pytest.raises(error):
        await desk.files.fetch(desk.shared())
    assert len(desk.sandbox.faults.happened) == 1


@pytest.mark.parametrize(
    "kind", [FaultKind.SERVER_ERROR, FaultKind.RATE_LIMITED, FaultKind.CUT_BODY, FaultKind.DROP_BEFORE]
)
async def test_a_download_that_fails_once_is_tried_again(desk: Desk, kind: FaultKind) -> None:
    desk.sandbox.faults.add("files:download", kind)
    assert (await desk.files.fetch(desk.shared())).data == BODY


async def test_a_download_that_always_fails_is_said_to_have_failed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.files.PAUSES_S", (0.0, 0.01))
    desk.sandbox.faults.add("files:download", FaultKind.CUT_BODY, None)
    with pytest.raises(DownloadFailed, match="did not arrive whole"):
        await desk.files.fetch(desk.shared())


async def test_a_download_that_takes_for_ever_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.files.DEADLINE_S", 0.3)
    desk.sandbox.faults.add("files:download", FaultKind.SLOW_BYTES, None, delay_s=0.1)
    with pytest.raises(DownloadFailed, match="did not arrive within"):
        await desk.files.fetch(desk.shared(BODY * 10_000))


async def test_an_empty_file_is_called_empty(desk: Desk) -> None:
    with pytest.raises(EmptyFile, match="0 bytes"):
        await desk.files.fetch(desk.shared(b""))


async def test_a_file_that_was_deleted_is_called_gone(desk: Desk) -> None:
    file_id = desk.shared()
    desk.ann.delete_file(file_id)
    with pytest.raises(FileGone):
        await desk.files.fetch(file_id)


async def test_a_missing_scope_is_named(desk: Desk) -> None:
    desk.sandbox.faults.add("files.info", FaultKind.REFUSED, error="missing_scope")
    with pytest.raises(SignInPage, match="files:read"):
        await desk.files.fetch(desk.shared())


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/files-pri/cv.pdf",
        "https://files.slack.com.evil.example/cv.pdf",
        "https://files.slack.com@evil.example/cv.pdf",
        "https://someone:secret@files.slack.com/cv.pdf",
        "http://files.slack.com/cv.pdf",
        "https://files.slack.com:8443/cv.pdf",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "//files.slack.com/cv.pdf",
        "http://127.0.0.1:1/cv.pdf",
        "https://[::1",
        "",
        "https://files.slack.com\\@evil.example/cv.pdf",
    ],
)
async def test_the_token_goes_to_nobody_but_slack(desk: Desk, address: str) -> None:
    with pytest.raises(ForeignFile):
        desk.files._trusted(address)


async def test_slacks_own_hosts_are_trusted(desk: Desk) -> None:
    assert desk.files._trusted("https://files.slack.com/files-pri/T1-F1/cv.pdf").host == "files.slack.com"


@pytest.mark.parametrize(
    ("info", "error"),
    [
        ({"mode": "external", "url_private_download": "https://docs.example/cv"}, ForeignFile),
        ({"mode": "hosted", "is_external": True}, ForeignFile),
        ({"mode": "tombstone"}, FileGone),
        ({"mode": "hidden_by_limit"}, FileGone),
        ({}, ForeignFile),
        ({"mode": "hosted", "size": 0}, EmptyFile),
    ],
)
async def test_only_files_that_slack_keeps_are_fetched(
    desk: Desk, info: dict[str, object], error: type[CoreError]
) -> None:
    with pytest.raises(error):
        desk.files._checked(info)
