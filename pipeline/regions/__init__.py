"""What stands on a page and is no text of the document: seals, overlays, stamps, signatures, photographs, tables."""
