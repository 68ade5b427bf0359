import aiohttp
import pytest
from slack import FaultKind, Office, make_manifest, open_office


async def fetch(office: Office, url: str, token: str | None = None) -> tuple[int, str, bytes]:
    assert office.client.session is not None
    headers = {"Authorization": f"Bearer {office.sandbox.bot_token if token is None else token}"}
    async with office.client.session.get(url, headers=headers, allow_redirects=False) as response:
        return response.status, response.content_type, await response.read()


async def shared_url(office: Office, channel: str | None = None) -> str:
    ts = office.ann.share(channel or office.channel, {"My CV.pdf": b"%PDF-1.7"})
    [file_id] = next(m for m in office.sandbox.messages(channel or office.channel) if m.ts == ts).files
    info = await office.client.files_info(file=file_id)
    return str(info["file"]["url_private_download"])


async def test_a_shared_file_is_described_and_downloaded(office: Office) -> None:
    ts = office.ann.share(office.channel, {"My CV.pdf": b"%PDF-1.7"}, text="here")
    [message] = office.sandbox.messages(office.channel)
    info = (await office.client.files_info(file=message.files[0]))["file"]
    assert (info["name"], info["size"], info["mimetype"], info["mode"]) == (
        "My CV.pdf",
        8,
        "application/pdf",
        "hosted",
    )
    assert info["shares"] == {"private": {office.channel: [{"ts": ts, "team_id": office.sandbox.team_id}]}}
    assert await fetch(office, info["url_private_download"]) == (200, "application/pdf", b"%PDF-1.7")
    assert office.sandbox.calls("files:download")[0].ok


@pytest.mark.parametrize("token", ["", "xoxb-stolen"])
async def test_without_the_right_token_slack_shows_its_sign_in_page(office: Office, token: str) -> None:
    status, content_type, body = await fetch(office, await shared_url(office), token)
    assert (status, content_type) == (200, "text/html")
    assert b"Sign in" in body


async def test_without_the_scope_slack_shows_its_sign_in_page_too() -> None:
    scopes = ["chat:write", "commands", "groups:history"]
    async with open_office(make_manifest(scopes=scopes, events=[])) as office:
        office.ann.share(office.channel, {"cv.pdf": b"%PDF-1.7"})
        file_id = office.sandbox.messages(office.channel)[0].files[0]
        file = office.sandbox.workspace.file_json(office.sandbox.workspace.files[file_id])
        assert (await fetch(office, file["url_private_download"]))[1] == "text/html"
        assert await office.error(office.client.files_info(file=file_id)) == "missing_scope"


async def test_files_of_channels_without_the_bot_stay_there(office: Office) -> None:
    secret = office.sandbox.channel("secret", members=[office.ann], bot=False)
    office.ann.share(secret, {"cv.pdf": b"%PDF-1.7"})
    file_id = office.sandbox.messages(secret)[0].files[0]
    assert await office.error(office.client.files_info(file=file_id)) == "file_not_found"


async def test_the_bot_uploads_into_a_thread_by_the_sdks_own_helper(office: Office) -> None:
    head = office.ann.say(office.channel, "please")
    answer = await office.client.files_upload_v2(
        channel=office.channel,
        thread_ts=head,
        filename="cv.docx",
        content=b"bytes",
        initial_comment="Here it is",
    )
    message = await office.ann.sees("Here it is", office.channel, head)
    assert message.file_names == ("cv.docx",)
    assert office.sandbox.file_bytes(answer["file"]["id"]) == b"bytes"
    assert "ts" not in answer.data


async def test_an_upload_needs_membership_all_its_bytes_and_a_place(office: Office) -> None:
    slot = await office.client.files_getUploadURLExternal(filename="a.txt", length=3)
    complete = office.client.files_completeUploadExternal
    files: list[dict[str, str | None]] = [{"id": str(slot["file_id"])}]
    assert await office.error(complete(files=files, channel_id=office.channel)) == "file_not_found"
    assert office.client.session is not None
    async with office.client.session.post(slot["upload_url"], data=b"four") as response:
        assert response.status == 400
    async with office.client.session.post(slot["upload_url"], data=b"abc") as response:
        assert (response.status, await response.text()) == (200, "OK - 3")
    public = office.sandbox.channel("general", private=False, members=[office.ann], bot=False)
    assert await office.error(complete(files=files, channel_id=public)) == "not_in_channel"
    assert (
        await office.error(complete(files=files, channel_id=office.channel, thread_ts="1.000001"))
        == "thread_not_found"
    )
    assert await office.error(office.client.files_info(file=str(slot["file_id"]))) == "file_not_found"
    await complete(files=files, channel_id=office.channel)
    assert (await office.ann.sees(lambda m: "a.txt" in m.file_names, office.channel)).bot_id


async def test_the_bot_deletes_its_own_files_alone(office: Office) -> None:
    await office.client.files_upload_v2(channel=office.channel, filename="a.txt", content="abc")
    message = await office.ann.sees(lambda m: bool(m.files), office.channel)
    office.ann.share(office.channel, {"b.txt": b"b"})
    theirs = office.sandbox.messages(office.channel)[-1].files[0]
    assert await office.error(office.client.files_delete(file=theirs)) == "cant_delete_file"
    await office.client.files_delete(file=message.files[0])
    assert await office.error(office.client.files_delete(file=message.files[0])) == "file_not_found"


async def test_downloads_go_wrong_on_request(office: Office) -> None:
    url, add = await shared_url(office), office.sandbox.faults.add
    add("files:download", FaultKind.REDIRECT, location="http://127.0.0.1:9/elsewhere")
    assert (await fetch(office, url))[0] == 302
    add("files:download", FaultKind.SIGN_IN)
    assert (await fetch(office, url))[1] == "text/html"
    add("files:download", FaultKind.SERVER_ERROR, status=500)
    assert (await fetch(office, url))[0] == 500
    add("files:download", FaultKind.CUT_BODY)
    with pytest.raises(aiohttp.ClientPayloadError):
        await fetch(office, url)
    add("files:download", FaultKind.DROP_BEFORE, times=2)  # aiohttp asks again by itself, once
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await fetch(office, url)
    add("files:download", FaultKind.SLOW_BYTES, delay_s=0.01)
    assert (await fetch(office, url))[2] == b"%PDF-1.7"


async def test_an_endless_body_ends_when_the_reader_hangs_up(office: Office) -> None:
    url = await shared_url(office)
    office.sandbox.faults.add("files:download", FaultKind.ENDLESS_BODY)
    assert office.client.session is not None
    headers = {"Authorization": f"Bearer {office.sandbox.bot_token}"}
    async with office.client.session.get(url, headers=headers) as response:
        assert len(await response.content.readexactly(1 << 20)) == 1 << 20
        response.close()
    ended = await office.sandbox._watch.until(lambda: office.sandbox.calls("files:download") or None, 3)
    assert ended
