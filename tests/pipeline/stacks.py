"""Pages of stacks, in short: letters, forms, cards, sheets, blank pages, for tests of how they are cut."""

from __future__ import annotations

from models.geometry import Box
from models.page import Line, MachineCode, Page
from models.separator import SeparatorSheet
from pipeline.separate.cut import Stack
from pipeline.separate.stack import separate
from tests.pipeline.letters import LETTER, line, page

DOSSIER = "H99-261123-0001"
OTHER = "H99-261124-0002"
CARD_SIZE = {"width": 1011, "height": 638}
NATION = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 0.35, 0.06)
MOTTO = line("Độc lập - Tự do - Hạnh phúc", 0.38, 0.08)


def centred(text: str, top: float) -> Line:
    return line(text, 0.5 - LETTER * len(text) / 2, top)


def coded(text: str, *, kind: str = "qr", top: float = 0.05) -> Page:
    """A page with a code and a little print."""
    code = MachineCode(type=kind, text=text, box=Box(0.1, top, 0.3, top + 0.1))
    return with_codes(page(line("Nội dung trang", 0.2, 0.5)), code)


def with_codes(plain: Page, *codes: MachineCode) -> Page:
    return plain.model_copy(update={"codes": codes})


def text_page(*extra: Line) -> Page:
    """A page that neither begins nor continues anything by itself."""
    return page(line("tiếp theo trang trước", 0.2, 0.3), line("và cứ thế", 0.2, 0.34), *extra)


def numbered(text: str) -> Page:
    return text_page(centred(text, 0.95))


def titled(title: str, *extra: Line) -> Page:
    return page(NATION, MOTTO, centred(title, 0.16), line("Họ, chữ đệm, tên:", 0.15, 0.3), *extra)


def blank() -> Page:
    return page().model_copy(update={"blank": True})


def sheet(dossier: str = DOSSIER, component: str = "") -> Page:
    return coded(SeparatorSheet(dossier, 1, component).payload, top=0.4)


def patch() -> Page:
    return coded("PATCHT", kind="code128", top=0.4)


def unreadable_sheet() -> Page:
    return page(centred("TỜ PHÂN CÁCH", 0.1), centred(f"Hồ sơ {DOSSIER}", 0.2))


def card_front() -> Page:
    return page(NATION, MOTTO, centred("CĂN CƯỚC CÔNG DÂN", 0.2), line("Số / No.: 000199000000", 0.4, 0.3))


def card_back() -> Page:
    return page(
        line("Đặc điểm nhân dạng / Personal identification", 0.2, 0.1),
        line("Ngón trỏ trái / Left index finger", 0.6, 0.2),
        line("IDVNM1990000006000199000000<<8", 0.1, 0.5),
        line("9901011M4001018VNM<<<<<<<<<<<4", 0.1, 0.55),
    )


def resized(plain: Page, **size: int) -> Page:
    return plain.model_copy(update=size)


def stack(*pages: Page, dossier: str | None = DOSSIER) -> Stack:
    placed = [plain.model_copy(update={"index": index}) for index, plain in enumerate(pages)]
    return separate(placed, dossier=dossier)


def papers(*pages: Page) -> list[tuple[int, ...]]:
    """Pages of each paper, 1-based as people count them."""
    return [tuple(index + 1 for index in cut.indexes) for cut in stack(*pages).cuts]


def findings(*pages: Page, dossier: str | None = DOSSIER) -> list[list[str]]:
    return [[item.code.value for item in cut.findings] for cut in stack(*pages, dossier=dossier).cuts]
