"""Asking for what was digitised once: nobody looks without saying who, why and for which dossier."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from models.codes import is_procedure_code, parse_dossier_code
from models.errors import NotPermitted, SohoaError, UsageError
from models.holder import HolderId


class Purpose(BaseModel):
    """Who looks and why (Law 91/2025/QH15, Article 19; the national repository's look-up asks the same five items)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    agency: str
    requester: str
    purpose: str
    legal_basis: str
    for_dossier: str
    procedure: str

    def require_complete(self) -> None:
        """Raises NotPermitted when an item is missing or has no meaning."""
        missing = [name for name in type(self).model_fields if not getattr(self, name).strip()]
        if missing:
            raise NotPermitted(f"a look-up needs {', '.join(missing)}")
        try:
            parse_dossier_code(self.for_dossier)
        except SohoaError as error:
            raise NotPermitted(f"a look-up is for a dossier: {error}") from error
        if not is_procedure_code(self.procedure):
            raise NotPermitted(f"a look-up is for a procedure: {self.procedure!r} is no procedure code")


class Query(BaseModel):
    """By holder, or by number and issuer; ``kinds`` narrows, empty means all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    holder: HolderId | None = None
    number: str | None = None
    issuer: str | None = None
    kinds: tuple[str, ...] = ()

    def require_complete(self) -> None:
        """Raises UsageError unless it asks by holder, or by number and issuer together."""
        if self.holder is None and not (self.number and self.issuer):
            raise UsageError("a look-up asks by holder, or by number and issuer")
