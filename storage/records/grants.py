"""What other agencies may find. The law shares by default; an agency may say otherwise for an agency or a kind.

Decree 278/2025/NĐ-CP makes sharing between agencies mandatory unless a law excepts it, so without a rule the answer
is yes. Of the rules that fit, the most particular decides: the named agency before ``*``, then the named kind before
``*``.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select

from models.agency import Actor
from models.errors import UsageError
from storage.records.database import transactional
from storage.records.ids import new_id
from storage.records.session import RecordsSession
from storage.records.tables import Grant

ANY = "*"
Effect = Literal["allow", "deny"]


@transactional("set_grant")
def set_grant(
    session: RecordsSession, actor: Actor, *, asking_agency: str, kind: str, effect: Effect, reason: str
) -> None:
    """Says whether ``asking_agency`` (or ``*``) may find the actor's results of ``kind`` (or ``*``). Replaces the rule.

    Raises UsageError without a reason: a denial departs from the law's default and must name its ground.
    """
    if not reason.strip():
        raise UsageError("a grant needs a reason")
    row = session.first(
        select(Grant).where(Grant.agency_id == actor.agency, Grant.asking_agency == asking_agency, Grant.kind == kind)
    )
    if row is None:
        row = Grant(id=new_id(), agency_id=actor.agency, asking_agency=asking_agency, kind=kind)
        session.add(row)
    row.effect, row.reason, row.granted_at = effect, reason, session.now()
    session.flush()


def may_find(session: RecordsSession, *, owner: str, asking: str, kind: str) -> bool:
    """Whether ``asking`` may find and fetch the results of this kind that ``owner`` published."""
    if owner == asking:
        return True
    rules = session.every(
        select(Grant).where(
            Grant.agency_id == owner, Grant.asking_agency.in_((asking, ANY)), Grant.kind.in_((kind, ANY))
        )
    )
    if not rules:
        return True
    decisive = max(rules, key=lambda rule: (rule.asking_agency != ANY, rule.kind != ANY))
    return decisive.effect == "allow"
