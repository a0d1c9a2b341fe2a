"""The records' part of one dossier's whole way, as a program that may be killed anywhere and started again.

python -m tests.storage.records.one_dossier DATABASE_URL
"""

from __future__ import annotations

from models.lifecycle import PaperState
from storage.records import publication, verification
from storage.records.database import open_database
from tests.storage.records.scene import HERE, a_scene

CODE = "H99-261124-0001"


def main(url: str) -> None:
    """Every run does what is left to do."""
    db = open_database(url)
    db.upgrade()
    scene = a_scene(db, code=CODE)
    for content in ("one", "two"):
        scene.read(content, source=f"/scans/{content}", role="result")
    for paper in verification.papers(db, HERE, scene.dossier.id):
        if paper.state is PaperState.TO_VERIFY:
            scene.confirm(paper)
    for paper in verification.papers(db, HERE, scene.dossier.id):
        if paper.state is not PaperState.PUBLISHED:
            scene.publish(scene.reserve(paper))
    for result in publication.unlocked(db, HERE):
        publication.mark_locked(db, HERE, scene.lease, result.id)
    db.close()
