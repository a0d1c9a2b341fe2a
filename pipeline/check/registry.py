"""The checks by the names under which the catalogue asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.catalogue.schema import CheckName
from pipeline.check import dates, numbers, persons
from pipeline.check.code_agrees import code_agrees
from pipeline.check.context import Check

CHECKS: Mapping[CheckName, Check] = MappingProxyType(
    {
        "personal_number": numbers.personal_number,
        "identity_number": numbers.identity_number,
        "tax_code": numbers.tax_code,
        "insurance_number": numbers.insurance_number,
        "dossier_code": numbers.dossier_code,
        "procedure_code": numbers.procedure_code,
        "number_grammar": numbers.number_grammar,
        "fits_sex": persons.fits_sex,
        "fits_birth": persons.fits_birth,
        "fits_role": persons.fits_role,
        "date_possible": dates.date_possible,
        "date_past": dates.date_past,
        "born_before": dates.born_before,
        "after_issue": dates.after_issue,
        "parent_older": dates.parent_older,
        "words_agree": dates.words_agree,
        "not_expired": dates.not_expired,
        "validity_over": dates.validity_over,
        "code_agrees": code_agrees,
    }
)
