"""The verbs of the product: start reading here. Sequences the rooms, decides nothing."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from core import documents, extraction, improvement, matching, prompts, skills
from core.best import SHOWN, Best, Finder
from core.desk import Desk, as_resume
from core.engine import Engine
from core.errors import CoreError, CorrectionOutdated, EditOutdated, EngineError, ListOutdated, NotFound
from core.extraction import likeness_of
from core.extraction.postings import document_of_text, read_posting, revise
from core.lifting import Lifted, lifted
from core.model import (
    Account,
    Asker,
    Correction,
    Document,
    Edit,
    Extraction,
    Improvement,
    JobPosting,
    Line,
    MatchReport,
    RequirementChange,
    Resume,
    ResumeCard,
    Twin,
    Upload,
    dump,
    load,
)
from core.ranking import Ranker

if TYPE_CHECKING:  # the command line has no memory, and starts half a second sooner without its library
    from core.storage import Claim, Forgotten, KeptMatch, Store, StoredEdit


ATTEMPTS = 5
"""To make a next revision, while others make theirs."""
Asked = TypeVar("Asked", Extraction, JobPosting)


@dataclass(frozen=True, slots=True)
class Match:
    """A score, with the two things it was made from.

    Attributes:
        id: under which it is kept.
        made_at: seconds since the epoch, UTC; None where it was made just now.
    """

    report: MatchReport
    resume: Resume
    posting: JobPosting
    id: str
    made_at: float | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An edit that was taken, the revision it made, and that revision's score."""

    edit: Edit
    resume: Resume
    report: MatchReport


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score made again from what was kept.

    Attributes:
        kept: the report as it was made, `again` as it comes out today.
        same: are they the same to the bit?
        account: how today's number comes about.
        made_at: seconds since the epoch, UTC.
    """

    kept: MatchReport
    again: MatchReport
    same: bool
    account: Account
    resume: Resume
    posting: JobPosting
    made_at: float


@dataclass(frozen=True, slots=True)
class Overview:
    """One resume against all its owner's postings, best first, and the fewest edits that lift the most of them."""

    resume: Resume
    matches: tuple[Match, ...]
    lifted: Lifted


class Pipeline:
    """The verbs with memory: what the bot runs.

    Each verb is bound to its asker: somebody else's resume is `NotFound`, in the same words as none at all.
    Each may be called again after a crash and then gives the same answer, without doing its work twice.
    """

    def __init__(self, desk: Desk, store: "Store") -> None:
        self._desk = desk
        self._store = store
        self._finder = Finder(store)
        self.ranker = Ranker(desk, store)

    @property
    def engine(self) -> Engine:
        return self._desk.engine

    # ------------------------------------------------------------ resumes

    async def claim(
        self, asker: Asker, *, ts: str, file_id: str, file_name: str, thread_ts: str, event_id: str
    ) -> "Claim":
        """Books a shared file. Two events about one share get one resume; only the first may go on."""
        return await self._store.claim_share(
            asker, ts=ts, file_id=file_id, file_name=file_name, thread_ts=thread_ts, event_id=event_id
        )

    async def keep(self, asker: Asker, resume_id: str, upload: Upload) -> None:
        """The bytes on disk, by content hash."""
        sha256 = await self._store.keep_upload(asker.team_id, upload)
        await self._store.set_upload(asker, resume_id, sha256)

    async def read(self, asker: Asker, resume_id: str) -> Document:
        """Lines in human reading order, from the cache where these bytes were read before.

        Raises:
            DocumentError: with advice.
        """
        card = await self._store.resume_card(asker, resume_id)
        team_id, sha256 = asker.team_id, card.upload_sha256
        try:
            return await self._store.document(team_id, sha256, version=documents.VERSION)
        except NotFound:
            upload = await self._store.upload(team_id, sha256)
            document = await self._desk.read(Upload(card.file_name, upload.data))
            await self._store.save_document(team_id, sha256, document, version=documents.VERSION)
            return document

    async def extract(self, asker: Asker, resume_id: str, read_on: date, *, is_sure: bool = False) -> Resume:
        """Revision 1, by rules alone, so that the first answer waits for no model.

        Args:
            is_sure: its sharer says that it is a resume.

        Raises:
            NotAResume: no jobs, no education, nothing a resume has.
        """
        card = await self._store.resume_card(asker, resume_id)
        document = await self.read(asker, resume_id)
        found = await self._desk.extract_by_rules(document, read_on, is_sure=is_sure)
        resume = as_resume(resume_id, card.file_name, document, found, read_on)
        await self._store.mark(asker, resume_id, likeness_of(document, found.fields))
        await self._store.save_resume(asker, resume)
        await self._finder.prepared(
            asker, resume, await self._table(asker)
        )  # so that no score has to wait for it
        return resume

    async def twins(self, asker: Asker, resume_id: str) -> list[Twin]:
        """The asker's own earlier resumes that are the same file, the same text or the same person's, newest first."""
        return await self._store.twins(asker, resume_id)

    async def resolve(self, asker: Asker, resume_id: str) -> Resume:
        """Asks the model about what the rules doubted. Without a model, or if it fails, the rules' answer stands."""
        resume = await self._store.resume(asker, resume_id)
        if resume.revision > 1 or not self.engine.has_model:
            return resume
        found = Extraction(
            resume.fields,
            resume.spans,
            resume.doubts,
            resume.notices,
            resume.engine,
            language=resume.language,
        )
        better = await self._remembered(
            asker,
            "extract_entries",
            Extraction,
            resume.document.sha256,
            lambda: self._desk.resolve(found, resume.document),
            # The day it is read decides what "present" means, and with it what is doubted.
            resume.read_on.isoformat(),
            # Where the rules found next to nothing this prompt is the one that asks.
            prompts.load("find_entries").sha256,
        )
        resume = as_resume(resume.id, resume.file_name, resume.document, better, resume.read_on)
        await self._store.save_resume(asker, resume)
        return resume

    async def failed(self, asker: Asker, resume_id: str, error: CoreError) -> None:
        """Notes that a share came to nothing, by its code; the file goes with it at retention."""
        await self._store.mark_failed(asker, resume_id, error.code)

    async def resume(self, asker: Asker, resume_id: str) -> Resume:
        """The current revision."""
        return await self._store.resume(asker, resume_id)

    async def card(self, asker: Asker, resume_id: str) -> ResumeCard:
        """A resume without its text; there from the moment its share is booked.

        Raises:
            NotFound: not this asker's.
        """
        return await self._store.resume_card(asker, resume_id)

    async def resumes_of(self, asker: Asker, channel_id: str | None = None) -> list[ResumeCard]:
        """The asker's own, newest first."""
        return await self._store.resumes_of(asker, channel_id)

    async def correct(
        self, asker: Asker, resume_id: str, corrections: Sequence[Correction], *, token: str
    ) -> Resume:
        """What was read, put right by its owner: the next revision. The document, and with it the file, stays as it is.

        Args:
            token: names this attempt; the same one again makes no second revision.

        Raises:
            CorrectionOutdated: what it was made for has changed since; nothing was saved.
            InvalidCorrection: a value cannot be, with a sentence for each field; nothing was saved.
        """
        for _ in range(ATTEMPTS):
            resume = await self._store.resume(asker, resume_id)
            if any(one.token == token for one in resume.corrected):
                return resume
            better = await asyncio.to_thread(extraction.correct, resume, corrections, token=token)
            if await self._store.save_next(asker, better):
                await self._store.audit(
                    asker.team_id,
                    asker.user_id,
                    "correct",
                    resume_id=resume_id,
                    revision=better.revision,
                    corrections=len(corrections),
                )
                return better
        raise CorrectionOutdated("The resume keeps changing while I save")

    async def unplaced(self, resume: Resume) -> tuple[tuple[Line, ...], ...]:
        """Runs of visible lines that no field has taken: what was not read, headings left out."""
        return await asyncio.to_thread(extraction.unplaced, resume.document, resume.spans)

    # ------------------------------------------------------------ postings

    async def keep_text(self, asker: Asker, upload: Upload) -> str:
        """A pasted job on disk, so that work on it holds only its hash; the hash."""
        return await self._store.keep_upload(asker.team_id, upload)

    async def kept_text(self, asker: Asker, sha256: str) -> Upload:
        return await self._store.upload(asker.team_id, sha256)

    async def add_posting(self, asker: Asker, posting_id: str, text: str) -> JobPosting:
        """Reads a pasted posting into requirements, and keeps it.

        Raises:
            PostingTooShort: nothing to measure against.
        """
        return await self._add_posting(asker, posting_id, document_of_text(text))

    async def add_posting_file(self, asker: Asker, posting_id: str, upload: Upload) -> JobPosting:
        """The same for a file.

        Raises:
            DocumentError: the file cannot be read.
            PostingTooShort: nothing to measure against.
        """
        return await self._add_posting(asker, posting_id, await self._desk.read(upload))

    async def add_posting_shared(self, asker: Asker, posting_id: str, resume_id: str) -> JobPosting:
        """The same for a file that was shared as a resume and is a job.

        Raises:
            NotFound: not this asker's.
            PostingTooShort: nothing to measure against.
        """
        return await self._add_posting(asker, posting_id, await self.read(asker, resume_id))

    async def _add_posting(self, asker: Asker, posting_id: str, document: Document) -> JobPosting:
        table = await self._table(asker)
        found = await self._remembered(
            asker,
            "read_posting",
            JobPosting,
            document.sha256,
            lambda: read_posting(document, self.engine, table),
            *filter(None, [table.digest]),
        )
        posting = replace(found, id=posting_id)
        await self._store.save_posting(asker, posting)
        await self._embed(asker, posting.document.sha256, matching.questions(posting))
        return posting

    async def _remembered(
        self,
        asker: Asker,
        prompt: str,
        kind: type[Asked],
        source: str,
        ask: Callable[[], Awaitable[Asked]],
        *also: str,
    ) -> Asked:
        """What the model made of a text, asked once for a team; without a model, or when it failed, nothing is kept.

        Args:
            prompt: its name; a changed prompt asks again, as do another model and other rules.
            source: SHA-256 of the kept file or text, with which the answer is erased.
            also: what else the answer depends on.
        """
        if (
            not self.engine.digest
        ):  # no model, or not known yet which one: nothing that could be told apart later
            return await ask()
        key = ":".join((source, self.engine.digest, prompts.load(prompt).sha256, extraction.VERSION, *also))
        with suppress(NotFound):
            return load(kind, await self._store.cached(asker.team_id, prompt, key))
        found = await ask()
        if found.engine == self.engine.name:
            with suppress(NotFound):  # forgotten in the meantime: then it is not kept
                await self._store.cache(asker.team_id, prompt, key, dump(found), source=source)
        return found

    async def posting(self, asker: Asker, posting_id: str) -> JobPosting:
        return await self._store.posting(asker, posting_id)

    async def postings_of(self, asker: Asker) -> list[JobPosting]:
        """The asker's own, newest first."""
        return await self._store.postings_of(asker)

    async def own_posting(self, asker: Asker, posting_id: str) -> JobPosting:
        """The current version of a posting, for whoever saved it.

        Raises:
            NotFound: somebody else's, or none.
        """
        return await self._store.own_posting(asker, posting_id)

    async def version_of(self, asker: Asker, posting_id: str, version: int) -> JobPosting:
        """A posting as it was."""
        return await self._store.posting(asker, posting_id, version)

    async def revise_posting(
        self, asker: Asker, posting_id: str, changes: Sequence[RequirementChange], *, seen: int, token: str
    ) -> JobPosting:
        """The list of requirements as its owner wants it: the next version. Scores of earlier ones stay as they are.

        Args:
            seen: the version that the changes were made for.
            token: names this attempt; the same one again makes no second version.

        Raises:
            NotFound: somebody else's, or none.
            ListOutdated: the list has changed since; nothing was saved.
            InvalidList: with a sentence for each change that cannot be; nothing was saved.
        """
        posting = await self._store.own_posting(asker, posting_id)
        if posting.revised == token:
            return posting
        if posting.version == seen:
            better = await asyncio.to_thread(revise, posting, changes, token=token)
            if await self._store.save_next_posting(asker, better):
                await self._store.audit(
                    asker.team_id,
                    asker.user_id,
                    "revise_posting",
                    posting_id=posting_id,
                    posting_version=better.version,
                    changes=len(changes),
                    requirements=len(better.requirements),
                )
                return better
        raise ListOutdated("The list has changed since you opened it")

    async def wish(self, asker: Asker, posting_id: str) -> None:
        """The asker's next resume is matched to this posting at once."""
        await self._store.wish(asker, posting_id)

    async def take_wish(self, asker: Asker, *, by: str) -> str:
        """The posting that waits for this asker's next resume.

        Args:
            by: names the taker, who may ask again after a crash.

        Raises:
            NotFound: none waits.
        """
        return await self._store.take_wish(asker, by=by)

    # ------------------------------------------------------------ scores

    async def match(
        self, asker: Asker, resume_id: str, posting_id: str, *, version: int | None = None
    ) -> Match:
        """The score of two known things, kept with its audit row.

        Args:
            version: of the posting; None means the current one.
        """
        resume = await self._store.resume(asker, resume_id)
        posting = await self._store.posting(asker, posting_id, version)
        return await self._score(asker, resume, posting)

    async def embed(self, asker: Asker, resume_id: str) -> None:
        """Works out what matching needs of a resume, and has the model look at it, so that no score has to wait for either."""
        resume = await self._store.resume(asker, resume_id)
        prepared = await self._finder.prepared(asker, resume, await self._table(asker))
        await self._embed(asker, resume.document.sha256, matching.answers(prepared))

    async def best(self, asker: Asker, posting: JobPosting, count: int = SHOWN) -> Best:
        """The highest scores among all that was shared in the asker's channel, by words alone.

        That the asker is a member there is for the caller to know.
        """
        return await self._finder.best(asker, posting, count)

    async def _embed(self, asker: Asker, source: str, texts: Sequence[str]) -> None:
        """Embeds texts once for a team; kept with what they were made of, and held for what comes next.

        Args:
            source: SHA-256 of the kept file or text, with which the vectors are erased.
        """
        alike = self._desk.alike
        key = sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
        with suppress(EngineError):  # then words alone decide
            model = await alike.model()
            if not model or alike.holds(model, texts):
                return
            try:
                alike.hold(model, texts, await self._store.vectors(asker.team_id, key, model))
            except NotFound:
                vectors = await alike.embed(model, texts)
                with suppress(NotFound):  # forgotten in the meantime: then they are not kept
                    await self._store.save_vectors(asker.team_id, key, model, vectors, source=source)

    async def _score(self, asker: Asker, resume: Resume, posting: JobPosting) -> Match:
        table = await self._table(asker)
        prepared = await self._finder.prepared(asker, resume, table)
        await self._embed(asker, resume.document.sha256, matching.answers(prepared))
        await self._embed(asker, posting.document.sha256, matching.questions(posting))
        report = await self._desk.match(posting, prepared, table)
        id = await self._store.save_match(asker, posting=posting, resume=resume, report=report)
        await self._store.audit(
            asker.team_id,
            asker.user_id,
            "match",
            resume_id=resume.id,
            revision=resume.revision,
            posting_id=posting.id,
            posting_version=posting.version,
            fingerprint=report.fingerprint,
            score=report.score,
            resume_sha256=resume.document.sha256,
            posting_sha256=posting.document.sha256,
            engine=self.engine.name,
            model=self.engine.digest,
            embeddings=report.embeddings,
            reader=documents.VERSION,
            extraction=extraction.VERSION,
        )
        return Match(report, resume, posting, id)

    async def report(self, asker: Asker, match_id: str) -> Match:
        """A report as it was made, with the resume and the posting as they were then.

        Raises:
            NotFound: none for this asker.
        """
        kept = await self._store.match(asker, match_id)
        return Match(kept.report, *await self._made_of(kept), kept.id, kept.made_at)

    async def against_all(self, asker: Asker, resume_id: str) -> Overview:
        """A resume's scores for all the asker's own postings, best first, and the fewest edits that lift them."""
        resume = await self._store.resume(asker, resume_id)
        made = [await self._score(asker, resume, one) for one in await self._store.postings_of(asker)]
        made.sort(key=lambda one: (-one.report.score, one.posting.id))
        scored = [(one.posting, one.report) for one in made]
        found = await lifted(self._desk, resume, scored, await self._table(asker))
        return Overview(resume, tuple(made), found)

    async def explain(self, asker: Asker, fingerprint: str = "") -> Explanation:
        """Makes the asker's newest score again, or the newest with this fingerprint.

        Raises:
            NotFound: none for this asker, or what it was made of has been erased.
        """
        return await self._explained(await self._store.newest_match(asker, fingerprint))

    async def explain_match(self, asker: Asker, match_id: str) -> Explanation:
        """The same for one kept report: two jobs may score a resume alike, and then share a fingerprint.

        Raises:
            NotFound: none for this asker, or what it was made of has been erased.
        """
        return await self._explained(await self._store.match(asker, match_id))

    async def explain_any(self, fingerprint: str) -> Explanation:
        """The same for those who run the house: whosesoever it is.

        Raises:
            NotFound: none, or what it was made of has been erased.
        """
        return await self._explained(await self._store.match_called(fingerprint))

    async def _explained(self, kept: "KeptMatch") -> Explanation:
        resume, posting = await self._made_of(kept)
        similar = matching.similar_of(kept.report)
        table = await self._table(kept.asker)
        again = await asyncio.to_thread(matching.score, posting, resume, similar, table)
        account = await asyncio.to_thread(matching.account, posting, resume, similar, table)
        same = again == kept.report
        return Explanation(kept.report, again, same, account, resume, posting, kept.made_at)

    async def _made_of(self, kept: "KeptMatch") -> tuple[Resume, JobPosting]:
        resume = await self._store.resume(kept.asker, kept.resume_id, kept.revision)
        return resume, await self._store.posting(kept.asker, kept.posting_id, kept.posting_version)

    # ------------------------------------------------------------ edits

    async def improve(
        self, asker: Asker, resume_id: str, posting_id: str
    ) -> AsyncGenerator[Improvement, None]:
        """Edits, each kept before it is shown. Their ids are the same whenever the same edits are found."""
        resume = await self._store.resume(asker, resume_id)
        posting = await self._store.posting(asker, posting_id)
        async for found in self._desk.improve(resume, posting, await self._table(asker)):
            if isinstance(found, Edit):
                edit = replace(found, id=edit_id(resume, posting, found))
                await self._store.save_edit(
                    asker, edit=edit, resume_id=resume.id, revision=resume.revision, posting_id=posting.id
                )
                yield edit
            else:
                yield found

    async def accept(self, asker: Asker, edit_id: str, *, token: str) -> Accepted:
        """Applies an edit: a new revision, scored again.

        Args:
            token: names this attempt; the same one again gives the same answer.

        Raises:
            EditDecided: accepted or skipped before, by another attempt.
            EditOutdated: the text it was made for has changed since.
        """
        stored = await self._store.edit(asker, edit_id)
        posting = await self._store.posting(asker, stored.posting_id)
        if stored.state == "proposed":
            await self._apply(asker, stored, token)
        else:
            await self._store.decide_edit(asker, edit_id, "accepted", None, token=token)
        resume = await self._store.resume(asker, stored.resume_id)
        made = await self._score(asker, resume, posting)
        return Accepted(stored.edit, resume, made.report)

    async def _apply(self, asker: Asker, stored: "StoredEdit", token: str) -> None:
        """Makes the next revision; made anew when another edit was accepted in the same moment."""
        for attempt in range(ATTEMPTS):
            resume = await self._store.resume(asker, stored.resume_id)
            try:
                patched = improvement.apply(resume, stored.edit)
                await self._store.decide_edit(asker, stored.edit.id, "accepted", patched, token=token)
            except EditOutdated:
                if (await self._store.edit(asker, stored.edit.id)).state != "proposed":
                    # The text has changed because another press accepted this very edit: that is what to say.
                    await self._store.decide_edit(asker, stored.edit.id, "accepted", None, token=token)
                    return
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                return

    async def skip(self, asker: Asker, edit_id: str, *, token: str) -> Edit:
        """Notes that an edit is not wanted.

        Raises:
            EditDecided: accepted or skipped before, by another attempt.
        """
        await self._store.decide_edit(asker, edit_id, "skipped", None, token=token)
        return (await self._store.edit(asker, edit_id)).edit

    async def edits_of(self, asker: Asker, resume_id: str) -> "list[StoredEdit]":
        """All edits ever proposed for this resume, oldest first, with what became of them."""
        return await self._store.edits_of(asker, resume_id)

    async def export(self, asker: Asker, resume_id: str) -> Upload:
        """The user's file with the accepted edits: their own DOCX changed, or a plain DOCX."""
        current = await self._store.resume(asker, resume_id)
        first = await self._store.resume(asker, resume_id, 1)
        card = await self._store.resume_card(asker, resume_id)
        original = await self._store.upload(asker.team_id, card.upload_sha256)
        accepted = [
            one.edit for one in await self._store.edits_of(asker, resume_id) if one.state == "accepted"
        ]
        return await asyncio.to_thread(
            improvement.export_docx, Upload(card.file_name, original.data), first, current, accepted
        )

    # ------------------------------------------------------------ a workspace's own skills

    async def _table(self, asker: Asker) -> skills.Table:
        """The skills that this workspace knows, as they are now."""
        return skills.extended(await self._store.skills_of(asker.team_id))

    async def own_skills(self, asker: Asker) -> tuple[skills.Addition, ...]:
        """What this workspace added to the shipped table, by name."""
        return await self._store.skills_of(asker.team_id)

    async def add_skill(self, asker: Asker, said: str) -> skills.Addition:
        """Adds "Kubernetes = k8s, kube" for everybody in the workspace. Whether this asker may is for the caller to know.

        Returns:
            The skill with all the spellings that were added here.

        Raises:
            SkillRefused: it is no name, or means something else already.
        """
        kept = skills.admit(await self._store.skills_of(asker.team_id), skills.parse_addition(said))
        await self._store.save_skill(asker.team_id, kept)
        await self._audit_skills(asker, "add_skill")
        return kept

    async def remove_skill(self, asker: Asker, name: str) -> str:
        """Forgets what was added under a name, or under one of its spellings; the name.

        Raises:
            NotFound: nothing of that name was added here.
        """
        known = skills.canonical(name, await self._table(asker)) or name
        await self._store.remove_skill(asker.team_id, known)
        await self._audit_skills(asker, "remove_skill")
        return known

    async def _audit_skills(self, asker: Asker, what: str) -> None:
        table = await self._table(asker)
        await self._store.audit(asker.team_id, asker.user_id, what, skills=table.digest)

    # ------------------------------------------------------------ forgetting

    async def forget(self, asker: Asker, resume_ids: Sequence[str]) -> "Forgotten":
        """Erases the asker's resumes everywhere: text, scores, edits, vectors, files. The audit log stays."""
        gone = await self._store.forget(asker, resume_ids)
        await self._store.audit(asker.team_id, asker.user_id, "forget", resumes=gone.resumes)
        return gone


def edit_id(resume: Resume, posting: JobPosting, edit: Edit) -> str:
    """128 bits that only somebody who knows the random ids of resume and posting can compute."""
    parts = (resume.id, resume.revision, posting.id, posting.version, edit.pointer, edit.before, edit.after)
    return sha256("\x00".join(map(str, parts)).encode()).hexdigest()[:32]
