"""All settings in one class, read from ``SOHOA_…`` variables (and a ``.env`` file). Defaults need no server."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.agency import Actor
from models.codes import check_template

Mode = Literal["fast", "accurate"]
MACHINE = "sohoa"
"""The operator's name under which batch flows act."""


class Settings(BaseSettings):
    """Each field's description is its documentation; ``docs/settings.md`` is written from them."""

    model_config = SettingsConfigDict(env_prefix="SOHOA_", env_file=".env", extra="ignore", frozen=True)

    home: Path = Field(Path(".sohoa"), description="Folder for the database, the store, the spool and Prefect's files")
    agency: str = Field("H99", description="Code of the agency whose desk this is (Decision 20/2020/QĐ-TTg)")
    operator: str = Field("", description="Operator when --as is not given; empty: the login name")

    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite under SOHOA_HOME")
    store: str = Field("", description="Object store: empty (a folder under SOHOA_HOME), file:PATH or s3://BUCKET")
    s3_endpoint: str = Field("", description="HOST:PORT of the S3 server")
    s3_access_key: str = Field("", description="S3 access key")
    s3_secret_key: SecretStr = Field(SecretStr(""), description="S3 secret key")
    s3_secure: bool = Field(True, description="Whether to speak TLS to the S3 server")
    s3_region: str = Field("", description="S3 region, where the server asks for one")
    retention_days: int = Field(0, ge=0, description="Retention of published objects in days; 0: none")
    retention_mode: Literal["GOVERNANCE", "COMPLIANCE"] = Field("GOVERNANCE", description="How strictly it is locked")

    reader: str = Field("", description="Reader of page images; empty: as the mode says")
    mode: Mode = Field("accurate", description="fast or accurate, when --mode is not given")
    workers: int = Field(0, ge=0, description="Page processes; 0: one a core")
    page_seconds: float = Field(60.0, gt=0, description="Time limit for reading one page")
    open_seconds: float = Field(60.0, gt=0, description="Time limit for opening one file")
    build_seconds: float = Field(600.0, gt=0, description="Time limit for building one searchable PDF")
    worker_memory_bytes: int = Field(4 * 1024**3, gt=0, description="Memory limit of one page process")
    max_bytes: int = Field(512 * 1024**2, gt=0, description="Largest file taken in")
    max_pages: int = Field(2_000, gt=0, description="Most pages a file may have")
    max_pixels: int = Field(120_000_000, gt=0, description="Largest page image")
    stable_seconds: float = Field(2.0, ge=0, description="Time between two looks at a file that may still be written")

    pdfa: Literal["2b", "1b", "3b"] = Field("2b", description="PDF/A part of published papers")
    code_template: str = Field(
        "{agency}.{kind}.{day}.{counter:06d}",
        description="Digitisation code; may use agency, holder, kind, number, day, dossier, counter",
    )
    kind_codes: dict[str, str] = Field(
        default_factory=dict, description="National code of a kind of paper (JSON: kind to KQ.Gxx.nnnnnn)"
    )
    publish_unseen: bool = Field(False, description="Whether papers that nobody looked at may be published")
    deliver_to: str = Field("repository", description="Destination named in the outbox for published results")
    fetch_hours: int = Field(24, gt=0, description="How long a look-up entitles another agency to fetch what it found")

    hot: Path = Field(Path(), description="Hot folder; empty: hot/ under SOHOA_HOME")
    watch_seconds: float = Field(5.0, gt=0, description="Time between two looks into the hot folder")
    lease_seconds: float = Field(120.0, gt=0, description="How long a silent owner keeps a dossier")
    corpus: Path = Field(Path("../shared/corpus"), description="Open test material")
    replay: Path = Field(Path(), description="Recordings for the replaying reader (proofs only)")

    @field_validator("code_template")
    @classmethod
    def _template(cls, template: str) -> str:
        return check_template(template)

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'records.sqlite'}"

    @property
    def hot_folder(self) -> Path:
        return self.hot if self.hot != Path() else self.home / "hot"

    @property
    def spool(self) -> Path:
        """Where bytes lie between arriving and being stored, and built papers until they are published."""
        return self.home / "spool"

    @property
    def worker_count(self) -> int:
        return self.workers or len(os.sched_getaffinity(0))

    def make_home(self) -> None:
        """Makes SOHOA_HOME for its owner alone: it holds citizens' papers. A folder that exists keeps its mode."""
        self.home.mkdir(parents=True, exist_ok=True, mode=0o700)

    def actor(self, operator: str | None = None, *, agency: str | None = None) -> Actor:
        """Who acts: the given operator, the configured one, or the login name; of this agency unless told."""
        named = operator or self.operator or os.environ.get("USER") or "local"
        return Actor(agency=agency or self.agency, operator=named)

    def machine(self) -> Actor:
        """The software itself, for batch flows."""
        return Actor(agency=self.agency, operator=MACHINE, auth_method="system")
