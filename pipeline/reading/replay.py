"""A reader that replays what another read before: proofs run the whole program without waiting for recognition.

Recordings are one JSON file a page image, named by the digest of the image, its resolution, the engine and its options.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Self

from pydantic import TypeAdapter

from models.errors import ToolMissing
from pipeline.page_image import PageImage
from pipeline.reading.reader import Reader, Transcript

_TRANSCRIPT = TypeAdapter(Transcript)
_INDEX = "engine.json"


class ReplayReader:
    """Answers from recordings alone; an image that was never recorded raises ToolMissing."""

    name = "replay"

    def __init__(self, folder: Path, engine: dict[str, str]) -> None:
        self._folder, self._engine = folder, engine

    @classmethod
    def from_folder(cls, folder: str) -> Self:
        path = Path(folder)
        try:
            return cls(path, json.loads((path / _INDEX).read_text("utf-8")))
        except OSError as error:
            raise ToolMissing(f"no recordings in {path.name}: SOHOA_REPLAY names their folder") from error

    @property
    def version(self) -> str:
        return f"{self._engine['name']} {self._engine['version']}"

    @property
    def options(self) -> str:
        return self._engine["options"]

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        path = self._folder / _file_name(image, self._engine)
        if not path.exists():
            raise ToolMissing("this page image was never recorded")
        return _TRANSCRIPT.validate_json(path.read_bytes())

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        return 0


class RecordingReader:
    """Reads with another reader and keeps what it said."""

    def __init__(self, reader: Reader, folder: str) -> None:
        self._reader, self._folder = reader, Path(folder)
        self.name, self.version, self.options = reader.name, reader.version, reader.options

    def read(self, image: PageImage, *, seconds: float) -> Transcript:
        transcript = self._reader.read(image, seconds=seconds)
        engine = {"name": self.name, "version": self.version, "options": self.options}
        self._folder.mkdir(parents=True, exist_ok=True)
        _write(self._folder / _INDEX, json.dumps(engine).encode())
        _write(self._folder / _file_name(image, engine), _TRANSCRIPT.dump_json(transcript))
        return transcript

    def upright_rotation(self, image: PageImage, *, seconds: float) -> int:
        return self._reader.upright_rotation(image, seconds=seconds)


def _file_name(image: PageImage, engine: dict[str, str]) -> str:
    digest = hashlib.sha256(image.grey.tobytes())
    digest.update(json.dumps([image.grey.shape, image.dpi, sorted(engine.items())]).encode())
    return f"{digest.hexdigest()}.json"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all: several page processes record at once."""
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_bytes(data)
    partial.replace(path)
