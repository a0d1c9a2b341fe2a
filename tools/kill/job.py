"""The victim: one dossier from files to published results, as a plain process. Safe to run again after any death.

python -m tools.kill.job DOSSIER FILE...        settings come from SOHOA_… as for every command
"""

from __future__ import annotations

import sys
from pathlib import Path

from flows.leasing import holding
from flows.page_work import page_workers
from flows.publishing import publish_paper, publishable
from flows.reading_files import finish_file
from flows.receiving import Item, receive_file
from flows.settings import Settings
from flows.verification import verify
from flows.wiring import Services, open_services
from models.holder import parse_holder
from pipeline.isolation import Workers
from storage.records import dossiers, verification

OPERATOR = "nan-nhan"
HOLDER = "CCCD:000199000000"


def main(code: str, files: list[Path]) -> int:
    settings = Settings()
    with open_services(settings, operator=OPERATOR) as services, page_workers(settings) as workers:
        row = dossiers.open_dossier(services.db, services.actor, code, procedure=None, holder=parse_holder(HOLDER))
        with holding(services, row.id) as lease:
            for path in files:
                finish_file(services, lease, receive_file(services, lease, row.id, Item(path)), workers)
        verify(services, code, corrections={}, accept="all", reason="chứng minh không mất giấy tờ")
        _publish(services, row.id, workers)
    return 0


def _publish(services: Services, dossier_id: str, workers: Workers) -> None:
    with holding(services, dossier_id) as lease:
        for paper in verification.papers(services.db, services.actor, dossier_id):
            if publishable(paper):
                publish_paper(services, lease, paper, workers)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], [Path(name) for name in sys.argv[2:]]))
