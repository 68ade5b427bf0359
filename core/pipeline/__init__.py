"""The verbs of the product: start reading here. Sequences the rooms, decides nothing."""

from typing import TYPE_CHECKING

from core.desk import Desk
from core.engine import Engine
from core.memory import Memory
from core.pipeline.edits import Accepted, Edits, edit_id
from core.pipeline.postings import Postings
from core.pipeline.resumes import Resumes
from core.pipeline.scores import Explanation, Match, Overview, Scores
from core.pipeline.skills import Skills
from core.ranking import Ranker

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Store

__all__ = ["Accepted", "Explanation", "Match", "Overview", "Pipeline", "Resumes", "edit_id"]


class Pipeline:
    """The verbs with memory, by what they are about: what the bot runs.

    The path of a resume, from the file that somebody shares to the file they get back:

        resumes.claim     books the share, so that two events about it are one
        resumes.keep      puts its bytes on disk, by content hash
        resumes.read      bytes → lines in human order
        resumes.extract   lines → JSON Resume by rules, each value a span; revision 1
        resumes.resolve   a model is asked about what the rules doubted
        resumes.prepare   what every score will need of it
        resumes.correct   its owner puts right what was read: the next revision
        postings.add      a posting → requirements
        scores.match      requirements × evidence → score, with quotes; kept with its audit row
        edits.improve     score → honest edits, one by one
        edits.accept      the next revision, scored again
        edits.export      their own file, with the accepted edits
        resumes.forget    everything of it is erased

    `rankings` are other people's resumes with names hidden, `skills` what a workspace adds to the shipped table.

    Each verb is bound to its asker: somebody else's resume is `NotFound`, in the same words as none at all.
    Each may be called again after a crash and then gives the same answer, without doing its work twice.
    """

    def __init__(self, desk: Desk, store: "Store") -> None:
        memory = Memory(desk, store)
        self.resumes = Resumes(desk, store, memory)
        self.postings = Postings(desk, store, memory, self.resumes)
        self.scores = Scores(desk, store, memory)
        self.edits = Edits(desk, store, memory, self.scores)
        self.rankings = Ranker(desk, store, memory)
        self.skills = Skills(store, memory)
        self.engine: Engine = desk.engine
