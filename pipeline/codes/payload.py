"""What a QR or bar code's text says, where it is of a known kind."""

from __future__ import annotations

from models.machine_codes import Payload
from models.page import MachineCode
from pipeline.codes.cards import parse_citizen_card, parse_insurance_card
from pipeline.codes.output_mark import DEFAULT_FORM, OutputForm, parse_output_mark


def understand(code: MachineCode, *, form: OutputForm = DEFAULT_FORM) -> Payload | None:
    """A card, or the mark of a dossier's paper; None for anything else, and for a zone (see `pipeline.codes.mrz`)."""
    if code.type == "mrz":
        return None
    cards = (parse_citizen_card(code.text) or parse_insurance_card(code.text)) if code.type == "qr" else None
    return cards or parse_output_mark(code.text, form=form)
