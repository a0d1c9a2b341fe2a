"""Machine-readable codes on a page: QR and bar codes, and the machine-readable zone of cards."""
