"""Why a file could not be taken in: a closed list, each with one sentence that says what to do."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    ENCRYPTED = "encrypted"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    NO_PAGES = "no_pages"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MANY_PIXELS = "too_many_pixels"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    UNSUPPORTED_TYPE = "unsupported_type"
    NOT_REGULAR_FILE = "not_regular_file"
    SECRET_MARK = "secret_mark"


VERDICT_ADVICE: dict[Verdict, str] = {
    Verdict.ENCRYPTED: "Tệp có mật khẩu: đề nghị người nộp gỡ mật khẩu, hoặc quét lại từ bản giấy.",
    Verdict.MALFORMED: "Tệp hỏng, không mở được: quét lại giấy tờ này.",
    Verdict.TRUNCATED: "Tệp bị cắt cụt: có thể máy quét ngắt giữa chừng, quét lại giấy tờ này.",
    Verdict.EMPTY: "Tệp rỗng (0 byte): quét lại giấy tờ này.",
    Verdict.NO_PAGES: "Tệp không có trang nào: quét lại giấy tờ này.",
    Verdict.TOO_MANY_BYTES: "Tệp lớn hơn mức cho phép: chia nhỏ, hoặc quét lại ở 300 dpi.",
    Verdict.TOO_MANY_PAGES: "Tệp có quá nhiều trang: chia thành nhiều tệp rồi nạp lại.",
    Verdict.TOO_MANY_PIXELS: "Ảnh có kích thước quá lớn: quét lại ở 300 dpi.",
    Verdict.TIMED_OUT: "Xử lý tệp quá thời gian cho phép: quét lại, hoặc báo bộ phận kỹ thuật.",
    Verdict.OUT_OF_MEMORY: "Tệp cần quá nhiều bộ nhớ: quét lại ở 300 dpi, hoặc chia nhỏ.",
    Verdict.UNSUPPORTED_TYPE: "Loại tệp không được hỗ trợ: chỉ nhận PDF, TIFF, JPEG, PNG.",
    Verdict.NOT_REGULAR_FILE: "Không phải tệp thường (liên kết, thư mục, thiết bị): chép tệp thật vào rồi nạp lại.",
    Verdict.SECRET_MARK: "Giấy tờ có dấu độ mật: không được số hóa, chuyển ngay cho người phụ trách bí mật nhà nước.",
}
