"""Opens files in child processes, so that no file can harm or delay the bot."""

from typing import Final

from core.documents.kinds import suffix_of
from core.documents.limits import Limits
from core.documents.pool import Pool
from core.documents.scans import ScanLimits, joined
from core.documents.wire import Message
from core.errors import DocumentError, EmptyFile, FileTooLarge, ReaderCrashed, TooSlow
from core.model import Document, Json, Line, Upload, dump, load

_JOBS_PER_CHILD: Final = 200
_SCANS_PER_CHILD: Final = 50
_LOADING_S: Final = 30.0  # libraries and models of 200 MB, from a cold disk on a busy machine
_LONGEST_SENTENCE: Final = 300
_PLAINLY_MORE: Final = 20  # megabytes, where a decimal place tells nothing


class Reader:
    """Reads files in child processes: one file each at a time, killed and replaced when one overruns its time.

    Scans are recognised in a child of their own, one page after the other, so that they delay no other file.
    Belongs to the event loop it is first used in.

    Args:
        scans: None leaves pictures unread, and refuses files that hold nothing else.
    """

    def __init__(
        self,
        limits: Limits = Limits(),  # noqa: B008  frozen, so it can be shared
        workers: int = 2,
        scans: ScanLimits | None = None,
    ) -> None:
        self._limits = limits
        self._scans = scans
        self._files = Pool("core.documents.worker", limits, workers, jobs=_JOBS_PER_CHILD)
        self._eyes = _eyes(scans) if scans else None

    async def start(self) -> None:
        """Starts the children now, rather than at the first files. The one for scans waits for a scan."""
        await self._files.start()

    async def read(self, upload: Upload) -> Document:
        """The lines of a file, told apart by content. The name is used for display alone.

        Raises:
            EmptyFile, FileTooLarge, UnsupportedType, LegacyDocument, LockedDocument, BrokenDocument,
            ScannedDocument, EmptyDocument: what is wrong with it.
            TooSlow: it took longer than `Limits.wall_s` seconds.
            ReaderCrashed: it needed more than `Limits.memory_bytes`, or broke the parser.
        """
        self._check_size(len(upload.data))
        answer = await self._files.ask(
            Message({"verb": "read", "suffix": suffix_of(upload.name)}, upload.data)
        )
        pictures = answer.say.get("pictures", [])
        if not pictures:
            _raise_refusal(answer.say)
            return load(Document, answer.say["document"])
        return await self._with_pictures(upload, answer.say, pictures)

    async def draw(self, upload: Upload, document: Document) -> list[bytes]:
        """A PNG of each page that was read, with its lines boxed, numbered and joined in reading order.

        Args:
            document: of the same file, as `read` gave it.

        Raises:
            DocumentError: as `read` does; a file without pages has nothing to draw, and gives no picture.
        """
        last = max((line.page or 0 for line in document.lines), default=0)
        found = []
        for page in range(1, last + 1):
            lines = [dump(line) for line in document.lines if line.page == page]
            asked = Message({"verb": "drawing", "page": page, "lines": lines}, upload.data)
            answer = await self._files.ask(asked)
            _raise_refusal(answer.say)
            found.append(answer.data)
        return found

    async def close(self) -> None:
        """Kills the children, busy or not."""
        await self._files.close()
        if self._eyes:
            await self._eyes.close()

    def _check_size(self, size_bytes: int) -> None:
        if size_bytes == 0:
            raise EmptyFile("The file is empty (0 bytes)")
        if size_bytes > self._limits.size_bytes:
            raise FileTooLarge(f"{_megabytes(size_bytes)} is over {_megabytes(self._limits.size_bytes)}")

    # ------------------------------------------------------------ scans

    async def _with_pictures(self, upload: Upload, said: Json, pictures: list[int]) -> Document:
        """The document with its pictures read, as far as they can be; or the refusal it had without them."""
        found = load(Document, said["document"])
        recognised: dict[int, list[Line]] = {}
        if self._scans and self._eyes:
            for page in pictures[: self._scans.pages]:
                try:
                    recognised[page] = await self._recognised(upload, page, self._eyes)
                except (TooSlow, ReaderCrashed):
                    break  # the next page of this file would fare no better
        whole = joined(found, recognised, [page for page in pictures if page not in recognised])
        if not any(line.recognised for line in whole.lines):
            _raise_refusal(said)
        return whole

    async def _recognised(self, upload: Upload, page: int, eyes: Pool) -> list[Line]:
        """The lines of a picture. The file is opened where all files are; eyes see nothing but pixels."""
        picture = await self._files.ask(Message({"verb": "picture", "page": page}, upload.data))
        _raise_refusal(picture.say)
        answer = await eyes.ask(picture)
        return [load(Line, line) for line in answer.say["lines"]]


def _eyes(limits: ScanLimits) -> Pool:
    return Pool(
        "core.documents.ocr",
        Limits(memory_bytes=limits.memory_bytes, wall_s=limits.page_s),
        1,
        jobs=_SCANS_PER_CHILD,
        start_s=_LOADING_S,
        idle_s=limits.idle_s,
    )


def _raise_refusal(said: Json) -> None:
    """The child's refusal as an error of ours."""
    if "error" in said:
        raise _ERRORS.get(str(said["error"]), ReaderCrashed)(str(said.get("text"))[:_LONGEST_SENTENCE])


def _megabytes(size_bytes: int) -> str:
    """30 MB; 10.4 MB where it would read as the limit itself."""
    megabytes = size_bytes / 2**20
    return (
        f"{megabytes:.0f} MB"
        if megabytes.is_integer() or megabytes > _PLAINLY_MORE
        else f"{megabytes:.1f} MB"
    )


_ERRORS: dict[str, type[DocumentError]] = {kind.code: kind for kind in DocumentError.__subclasses__()}
