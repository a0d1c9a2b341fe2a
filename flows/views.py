"""What the desk shows: the records' row types and the catalogue's names; it imports no package below flows."""

from pipeline.catalogue.names import field_name, kind_name
from storage.records.rows import Access, Citation, DossierStatus, FileRow, PaperRow

__all__ = ["Access", "Citation", "DossierStatus", "FileRow", "PaperRow", "field_name", "kind_name"]
