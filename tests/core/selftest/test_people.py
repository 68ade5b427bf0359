"""The made people: rules read them without a doubt, so that no model has a say in what they are tested for."""

import pytest

from core.engine import Generated
from core.engine.rules import RulesEngine
from core.errors import EngineDown
from core.extraction.postings import document_of_text, read_posting
from core.matching.swapping import PERSONAS, Persona
from core.model import Upload
from core.selftest import people
from core.selftest.lab import READ_ON, Lab

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda one: one.slug)
async def test_whoever_writes_it_a_resume_is_read_without_a_doubt(lab: Lab, persona: Persona) -> None:
    for script in people.SCRIPTS:
        resume = await lab.resume(script.by(persona))
        assert resume.doubts == ()
        assert resume.fields["basics"]["name"] == persona.name


async def test_candidates_are_told_apart_by_their_work(lab: Lab) -> None:
    scores = [(await lab.scored(script.by(PERSONAS[0]))).score for script in people.SCRIPTS]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


class Asked(RulesEngine):
    """A model that must not be asked."""

    @property
    def has_model(self) -> bool:
        return True

    async def generate(self, *_: object, **__: object) -> Generated:
        raise EngineDown("asked")


async def test_no_model_is_asked_what_the_job_means() -> None:
    posting = await read_posting(document_of_text(people.JOB), Asked())
    assert posting.notices == ()
    assert [one.any_of[0] for one in posting.requirements] == people.KEYWORDS.split(", ")


async def test_rules_doubt_the_header_that_the_model_is_asked_about(lab: Lab) -> None:
    document = await lab.desk.read(Upload("made.txt", people.DOUBTFUL.encode()))
    found = await lab.desk.extract_by_rules(document, READ_ON)
    assert [doubt.pointer for doubt in found.doubts] == ["/work/0"]
