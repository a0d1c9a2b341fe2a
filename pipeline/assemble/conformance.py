"""Whether a file keeps the rules of PDF/A, as ``pikepdf.pdfa`` judges them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pikepdf.pdfa


@dataclass(frozen=True, slots=True)
class Conformance:
    """What the check said of one file. ``violations`` break PDF/A; ``unchecked`` may be valid, the checker cannot tell.

    Neither quotes the document's text: they name rules and object numbers, and may be logged.
    """

    flavour: str
    violations: tuple[str, ...]
    unchecked: tuple[str, ...]

    @property
    def passed(self) -> bool:
        return not self.violations and not self.unchecked

    @property
    def summary(self) -> str:
        """One line: the verdict and the first few reasons."""
        verdict = "passed" if self.passed else "failed" if self.violations else "not checked"
        reasons = (*self.violations, *self.unchecked)
        return "; ".join([f"PDF/A-{self.flavour} {verdict}", *reasons[:3]])

    @classmethod
    def of_report(cls, report: pikepdf.pdfa.Report) -> Self:
        return cls(
            report.flavour.value, tuple(map(str, report.violations)), tuple(str(each) for each in report.unsupported)
        )


def check_pdfa(path: Path, *, flavour: str = "2b") -> Conformance:
    """Checks a file on disk against a flavour (1b, 2b, 3b); a file that is no PDF fails, it raises nothing."""
    return Conformance.of_report(pikepdf.pdfa.validate_written(path, flavour))
