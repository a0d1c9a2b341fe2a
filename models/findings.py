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
    KIND_UNCERTAIN = "kind_uncertain"
    CUT_UNCERTAIN = "cut_uncertain"
    SEPARATOR_UNREADABLE = "separator_unreadable"
    SEPARATOR_OF_OTHER_DOSSIER = "separator_of_other_dossier"
    PAGE_NUMBERS_BROKEN = "page_numbers_broken"
    BACK_MISSING = "back_missing"
    CERTIFIED_COPY = "certified_copy"
    PHOTOCOPY = "photocopy"
    PERSONAL_NUMBER_BROKEN = "personal_number_broken"
    PROVINCE_UNKNOWN = "province_unknown"
    SEX_DIFFERS = "sex_differs"
    BIRTH_DIFFERS = "birth_differs"
    OLD_NUMBER_EXPIRED = "old_number_expired"
    TAX_CODE_BROKEN = "tax_code_broken"
    INSURANCE_NUMBER_BROKEN = "insurance_number_broken"
    MRZ_BROKEN = "mrz_broken"
    CODE_DIFFERS = "code_differs"
    DATES_OUT_OF_ORDER = "dates_out_of_order"
    WORDS_DIFFER = "words_differ"
    EXPIRED = "expired"
    HOLDER_DIFFERS = "holder_differs"
    DOSSIER_CODE_BROKEN = "dossier_code_broken"
    PROCEDURE_CODE_BROKEN = "procedure_code_broken"
    ADDRESS_UNKNOWN = "address_unknown"
    FAMILY_NAME_UNKNOWN = "family_name_unknown"


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
    FindingCode.KIND_UNCERTAIN: "Chưa chắc loại giấy tờ: xem ảnh và chọn đúng loại.",
    FindingCode.CUT_UNCERTAIN: "Chưa chắc giấy tờ bắt đầu ở trang này: xem ảnh, tách hoặc gộp lại nếu sai.",
    FindingCode.SEPARATOR_UNREADABLE: "Tờ phân cách không đọc được mã: giấy tờ vẫn được giữ, kiểm tra thuộc hồ sơ nào.",
    FindingCode.SEPARATOR_OF_OTHER_DOSSIER: "Tờ phân cách ghi hồ sơ khác: kiểm tra giấy tờ có để nhầm tập không.",
    FindingCode.PAGE_NUMBERS_BROKEN: "Số trang in không liền nhau, có thể máy quét kéo hai tờ: đối chiếu với bản giấy.",
    FindingCode.BACK_MISSING: "Chỉ thấy một mặt của thẻ: quét cả hai mặt.",
    FindingCode.CERTIFIED_COPY: "Có vẻ là bản sao chứng thực giấy, Thông tư 01/2023/TT-VPCP không số hóa: xem lại.",
    FindingCode.PHOTOCOPY: "Có vẻ là bản chụp (con dấu không có màu đỏ): đối chiếu với bản chính trước khi nhận.",
    FindingCode.PERSONAL_NUMBER_BROKEN: "Số định danh không đúng cấu trúc 12 số: đối chiếu với ảnh.",
    FindingCode.PROVINCE_UNKNOWN: "Ba số đầu của số định danh không phải mã tỉnh đã biết: đối chiếu với ảnh.",
    FindingCode.SEX_DIFFERS: "Số định danh và giới tính ghi trên giấy không khớp: đối chiếu với ảnh.",
    FindingCode.BIRTH_DIFFERS: "Số định danh và năm sinh ghi trên giấy không khớp: đối chiếu với ảnh.",
    FindingCode.OLD_NUMBER_EXPIRED: "Số chứng minh nhân dân 9 số đã hết giá trị từ 01/01/2025: hỏi số định danh mới.",
    FindingCode.TAX_CODE_BROKEN: "Mã số doanh nghiệp sai số kiểm tra: đối chiếu với ảnh.",
    FindingCode.INSURANCE_NUMBER_BROKEN: "Mã số thẻ bảo hiểm y tế không đúng cấu trúc: đối chiếu với ảnh.",
    FindingCode.MRZ_BROKEN: "Dòng mã ở mặt sau thẻ sai số kiểm tra hoặc không đọc được: quét lại mặt sau.",
    FindingCode.CODE_DIFFERS: "Mã QR hoặc dòng mã của thẻ không khớp chữ in: đối chiếu với ảnh.",
    FindingCode.DATES_OUT_OF_ORDER: "Thứ tự ngày tháng không hợp lý: đối chiếu với ảnh.",
    FindingCode.WORDS_DIFFER: "Ngày ghi bằng số và bằng chữ không khớp: đối chiếu với ảnh.",
    FindingCode.EXPIRED: "Giấy tờ đã hết hạn sử dụng: đề nghị nộp giấy tờ còn hiệu lực.",
    FindingCode.HOLDER_DIFFERS: "Người đứng tên khác với các giấy tờ khác của hồ sơ: kiểm tra có để nhầm hồ sơ không.",
    FindingCode.DOSSIER_CODE_BROKEN: "Mã hồ sơ không đúng cấu trúc: đối chiếu với ảnh.",
    FindingCode.PROCEDURE_CODE_BROKEN: "Mã thủ tục hành chính không đúng cấu trúc: đối chiếu với ảnh.",
    FindingCode.ADDRESS_UNKNOWN: "Đơn vị hành chính ghi ở đây không có trong danh mục: đối chiếu với ảnh.",
    FindingCode.FAMILY_NAME_UNKNOWN: "Họ ghi ở đây không có trong danh mục, có thể máy đọc sai dấu: đối chiếu với ảnh.",
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
    FindingCode.KIND_UNCERTAIN: Severity.DOUBT,
    FindingCode.CUT_UNCERTAIN: Severity.DOUBT,
    FindingCode.SEPARATOR_UNREADABLE: Severity.DOUBT,
    FindingCode.SEPARATOR_OF_OTHER_DOSSIER: Severity.DOUBT,
    FindingCode.PAGE_NUMBERS_BROKEN: Severity.DOUBT,
    FindingCode.BACK_MISSING: Severity.DOUBT,
    FindingCode.CERTIFIED_COPY: Severity.DOUBT,
    FindingCode.PHOTOCOPY: Severity.DOUBT,
    FindingCode.PERSONAL_NUMBER_BROKEN: Severity.DOUBT,
    FindingCode.PROVINCE_UNKNOWN: Severity.DOUBT,
    FindingCode.SEX_DIFFERS: Severity.DOUBT,
    FindingCode.BIRTH_DIFFERS: Severity.DOUBT,
    FindingCode.OLD_NUMBER_EXPIRED: Severity.DOUBT,
    FindingCode.TAX_CODE_BROKEN: Severity.DOUBT,
    FindingCode.INSURANCE_NUMBER_BROKEN: Severity.DOUBT,
    FindingCode.MRZ_BROKEN: Severity.DOUBT,
    FindingCode.CODE_DIFFERS: Severity.DOUBT,
    FindingCode.DATES_OUT_OF_ORDER: Severity.DOUBT,
    FindingCode.WORDS_DIFFER: Severity.DOUBT,
    FindingCode.EXPIRED: Severity.DOUBT,
    FindingCode.HOLDER_DIFFERS: Severity.DOUBT,
    FindingCode.DOSSIER_CODE_BROKEN: Severity.DOUBT,
    FindingCode.PROCEDURE_CODE_BROKEN: Severity.DOUBT,
    FindingCode.ADDRESS_UNKNOWN: Severity.DOUBT,
    FindingCode.FAMILY_NAME_UNKNOWN: Severity.DOUBT,
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
