from handlers_office import Office


async def test_a_shared_resume_is_read_and_answered_in_its_thread(office: Office) -> None:
    ts, reply = await office.shares()
    assert "2 jobs, 2016–now, 6 skills, 1 degree" in reply.shown
    assert [one.label for one in reply.buttons] == ["Match to a job", "See what I read", "Improve", "Delete"]
    assert len(office.said(thread_ts=ts)) == 1
