"""Counters that make codes unique: one row a scope, one number given out once, however many ask at the same time."""

from __future__ import annotations

import hashlib

from sqlalchemy import select, update

from models.agency import Actor
from models.codes import check_template, counter_scope, digitisation_code, result_number
from storage.records.session import RecordsSession
from storage.records.tables import CodeCounter, DigitalResult


def next_code(session: RecordsSession, actor: Actor, template: str, values: dict[str, str]) -> str:
    """A digitisation code that the agency has not given out. Raises UsageError for a template that cannot do."""
    check_template(template)
    scope = f"code:{counter_scope(template, values)}"
    while True:
        code = digitisation_code(template, values, counter=next_number(session, actor, scope))
        # A template that was changed since may spell the same code from other parts.
        taken = select(DigitalResult.id).where(DigitalResult.agency_id == actor.agency, DigitalResult.code == code)
        if session.first(taken) is None:
            return code


def next_result_number(session: RecordsSession, actor: Actor, dossier_id: str, dossier_code: str) -> str:
    """``<dossier>-KQn`` with the next n (Decree 45/2020/NĐ-CP, Article 14.3)."""
    return result_number(dossier_code, next_number(session, actor, f"result:{dossier_id}"))


def next_number(session: RecordsSession, actor: Actor, scope: str) -> int:
    """1, 2, 3 … within an agency's scope. The row stays locked until COMMIT, so numbers have no gaps either."""
    digest = hashlib.sha256(scope.encode()).hexdigest()
    counted = session.execute(
        update(CodeCounter)
        .where(CodeCounter.agency_id == actor.agency, CodeCounter.scope_sha256 == digest)
        .values(value=CodeCounter.value + 1)
        .returning(CodeCounter.value)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    if counted is not None:
        return counted
    return session.put(CodeCounter(agency_id=actor.agency, scope_sha256=digest, value=1)).value
