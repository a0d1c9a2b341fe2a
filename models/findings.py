"""Findings: what the machine noticed about a file, page, paper or field. A closed list.

A finding never ends anything: it is recorded, shown, and counted into whether a field needs a person.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Severity(StrEnum):
    NOTE = "note"  # worth knowing
    DOUBT = "doubt"  # a person should look
    ERROR = "error"  # certainly not right as it stands


class FindingCode(StrEnum):
    # about files
    SEEN_BEFORE = "seen_before"
    SIGNED_ON_ARRIVAL = "signed_on_arrival"
    WRONG_EXTENSION = "wrong_extension"
    REPAIRED = "repaired"
    # about pages
    RESOLUTION_UNKNOWN = "resolution_unknown"
    RESOLUTION_LOW = "resolution_low"
    PAGE_BLANK = "page_blank"
    PAGE_ROTATED = "page_rotated"
    PAGE_SKEWED = "page_skewed"
    PAGE_UNREADABLE = "page_unreadable"
    PAGE_TIMED_OUT = "page_timed_out"
    TEXT_LAYER_DISTRUSTED = "text_layer_distrusted"
    TEXT_LAYER_DECODED = "text_layer_decoded"
    CODES_NOT_SOUGHT = "codes_not_sought"
    READER_ABSENT = "reader_absent"
    # about papers and fields
    FIELD_MISSING = "field_missing"
    CONFIDENCE_LOW = "confidence_low"
    HANDWRITTEN = "handwritten"
    GRAMMAR_BROKEN = "grammar_broken"
    DATE_IMPOSSIBLE = "date_impossible"
    DATE_IN_FUTURE = "date_in_future"
    CROSS_CHECK_FAILED = "cross_check_failed"
    READING_DIFFERS = "reading_differs"


FINDING_ADVICE: dict[FindingCode, str] = {
    FindingCode.SEEN_BEFORE: "Tệp này đã có trong một hồ sơ khác: kiểm tra có thể khai thác lại kết quả cũ không.",
    FindingCode.SIGNED_ON_ARRIVAL: "Tệp đến đã có chữ ký số: giữ nguyên bản ký, không sửa.",
    FindingCode.WRONG_EXTENSION: "Đuôi tệp không khớp nội dung: hệ thống đã nhận theo nội dung thật.",
    FindingCode.REPAIRED: "Tệp có lỗi cấu trúc nhưng vẫn đọc được: đối chiếu đủ số trang với bản giấy.",
    FindingCode.RESOLUTION_UNKNOWN: "Không rõ độ phân giải: bảo đảm đã quét từ 200 dpi trở lên.",
    FindingCode.RESOLUTION_LOW: "Độ phân giải dưới 200 dpi: nên quét lại theo Nghị định 30/2020/NĐ-CP.",
    FindingCode.PAGE_BLANK: "Trang trắng: đối chiếu với bản giấy, trang vẫn được giữ.",
    FindingCode.PAGE_ROTATED: "Trang bị xoay: hệ thống đã xoay lại khi đọc.",
    FindingCode.PAGE_SKEWED: "Trang bị nghiêng nhiều: nên đặt giấy thẳng khi quét.",
    FindingCode.PAGE_UNREADABLE: "Không đọc được chữ trên trang: xem ảnh và nhập tay.",
    FindingCode.PAGE_TIMED_OUT: "Đọc trang quá thời gian cho phép: xem ảnh và nhập tay.",
    FindingCode.TEXT_LAYER_DISTRUSTED: "Lớp chữ có sẵn dùng phông cũ hoặc sai mã: hệ thống đã đọc lại từ ảnh.",
    FindingCode.TEXT_LAYER_DECODED: "Lớp chữ có sẵn dùng phông cũ (TCVN3, VNI): đã đổi sang Unicode, vẫn giữ bản gốc.",
    FindingCode.CODES_NOT_SOUGHT: "Chưa dò được mã QR, mã vạch trên trang do lỗi phần mềm: xem ảnh nếu trang có mã.",
    FindingCode.READER_ABSENT: "Chỉ một trong hai bộ đọc đọc được trang này: đối chiếu kỹ với ảnh, xem sohoa doctor.",
    FindingCode.FIELD_MISSING: "Không tìm thấy trường này: xem ảnh và nhập nếu có trên giấy.",
    FindingCode.CONFIDENCE_LOW: "Máy đọc chưa chắc chắn: đối chiếu với ảnh.",
    FindingCode.HANDWRITTEN: "Có phần viết tay: đối chiếu với ảnh và nhập lại nếu sai.",
    FindingCode.GRAMMAR_BROKEN: "Không đúng cấu trúc quy định: đối chiếu với ảnh.",
    FindingCode.DATE_IMPOSSIBLE: "Ngày tháng không có thật: đối chiếu với ảnh.",
    FindingCode.DATE_IN_FUTURE: "Ngày ở tương lai: đối chiếu với ảnh.",
    FindingCode.CROSS_CHECK_FAILED: "Các nơi ghi trên giấy không khớp nhau: đối chiếu với ảnh.",
    FindingCode.READING_DIFFERS: "Lần đọc mới khác giá trị đã xác nhận: giá trị đã xác nhận được giữ.",
}

FINDING_SEVERITY: dict[FindingCode, Severity] = {
    **dict.fromkeys(FindingCode, Severity.NOTE),
    FindingCode.RESOLUTION_LOW: Severity.DOUBT,
    FindingCode.REPAIRED: Severity.DOUBT,
    FindingCode.PAGE_UNREADABLE: Severity.ERROR,
    FindingCode.PAGE_TIMED_OUT: Severity.ERROR,
    FindingCode.FIELD_MISSING: Severity.DOUBT,
    FindingCode.CONFIDENCE_LOW: Severity.DOUBT,
    FindingCode.HANDWRITTEN: Severity.DOUBT,
    FindingCode.GRAMMAR_BROKEN: Severity.DOUBT,
    FindingCode.DATE_IMPOSSIBLE: Severity.ERROR,
    FindingCode.DATE_IN_FUTURE: Severity.DOUBT,
    FindingCode.CROSS_CHECK_FAILED: Severity.DOUBT,
    FindingCode.READING_DIFFERS: Severity.DOUBT,
}


class Finding(BaseModel):
    """One finding; ``expected`` and ``seen`` are short texts for the operator, None when nothing is compared."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: FindingCode
    severity: Severity
    message: str
    expected: str | None = None
    seen: str | None = None


def finding(code: FindingCode, *, expected: str | None = None, seen: str | None = None) -> Finding:
    """A finding with the severity and the Vietnamese sentence that belong to its code."""
    return Finding(
        code=code, severity=FINDING_SEVERITY[code], message=FINDING_ADVICE[code], expected=expected, seen=seen
    )
