"""The records' row types as the desk sees them: the desk imports no package below flows."""

from storage.records.rows import Access, Citation, DossierStatus, FileRow, PaperRow

__all__ = ["Access", "Citation", "DossierStatus", "FileRow", "PaperRow"]
