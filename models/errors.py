"""The one tree of errors.

    SohoaError                      code, retryable, exit_code
    ├── UsageError                  usage               2   the call itself is wrong
    │   ├── IllegalTransition       illegal_transition  2   a state may not follow another
    │   └── NotFound                not_found           2   no such dossier, paper, object or code
    ├── InputRefused                <verdict>           4   a file cannot be taken in; carries a Verdict
    ├── ToolMissing                 tool_missing        5   an external program, its data or a server is absent
    ├── NotPermitted                not_permitted       6   the actor may not, or gave no purpose
    ├── LeaseHeld                   lease_held          7   another owner works on it now (retryable)
    │   └── LeaseLost               lease_lost          7   ours ran out and someone else took it
    ├── Unreachable                 unreachable         8   store or database does not answer (retryable)
    ├── IntegrityBroken             integrity_broken    9   stored bytes or records are not what they must be
    └── Bug                         bug                70   an invariant of our own does not hold

``retryable`` says whether the same call may succeed later without anybody changing anything; flows retry only those.
"""

from __future__ import annotations

from models.verdict import VERDICT_ADVICE, Verdict

ADVICE: dict[str, str] = {
    "usage": "Lệnh chưa đúng: xem lại cách dùng bằng --help rồi gõ lại.",
    "illegal_transition": "Bước này không được phép ở trạng thái hiện tại: xem `sohoa status` để biết việc tiếp theo.",
    "not_found": "Không tìm thấy: kiểm tra lại mã đã nhập.",
    "tool_missing": "Thiếu phần mềm cần thiết: chạy `sohoa doctor` để biết cách cài.",
    "not_permitted": "Không được phép, hoặc thiếu mục đích và căn cứ pháp lý: bổ sung rồi thực hiện lại.",
    "lease_held": "Hồ sơ đang được nơi khác xử lý: đợi ít phút rồi thử lại.",
    "lease_lost": "Quyền xử lý đã hết hạn và nơi khác đã nhận việc: không cần làm gì thêm ở đây.",
    "unreachable": "Không kết nối được kho lưu trữ hoặc cơ sở dữ liệu: kiểm tra máy chủ, hệ thống sẽ thử lại.",
    "integrity_broken": "Dữ liệu lưu không còn nguyên vẹn: dừng sử dụng và báo ngay cho người quản trị lưu trữ.",
    "bug": "Lỗi của phần mềm: gửi nhật ký cho bộ phận kỹ thuật; bản gốc vẫn được giữ.",
    **{verdict.value: advice for verdict, advice in VERDICT_ADVICE.items()},
}
"""One Vietnamese sentence a code, saying what to do."""


class SohoaError(Exception):
    """Root of the tree; never raised itself."""

    code = "bug"
    exit_code = 70
    retryable = False

    @property
    def advice(self) -> str:
        """What the operator should do, in Vietnamese."""
        return ADVICE[self.code]


class UsageError(SohoaError):
    code = "usage"
    exit_code = 2


class IllegalTransition(UsageError):
    code = "illegal_transition"


class NotFound(UsageError):
    code = "not_found"


class InputRefused(SohoaError):
    """A file cannot be taken in: the original is kept, the rest of the stack goes on."""

    exit_code = 4

    def __init__(self, verdict: Verdict, detail: str = "") -> None:
        super().__init__(f"{verdict.value}: {detail}" if detail else verdict.value)
        self.verdict = verdict
        self.detail = detail

    @property
    def code(self) -> str:  # type: ignore[override]  # the verdict is the code
        return self.verdict.value

    def __reduce__(self) -> tuple[type[InputRefused], tuple[Verdict, str]]:
        # Crosses process borders: the default would call the class with the message alone.
        return (InputRefused, (self.verdict, self.detail))


class ToolMissing(SohoaError):
    code = "tool_missing"
    exit_code = 5


class NotPermitted(SohoaError):
    code = "not_permitted"
    exit_code = 6


class LeaseHeld(SohoaError):
    code = "lease_held"
    exit_code = 7
    retryable = True


class LeaseLost(LeaseHeld):
    code = "lease_lost"
    retryable = False


class Unreachable(SohoaError):
    code = "unreachable"
    exit_code = 8
    retryable = True


class IntegrityBroken(SohoaError):
    code = "integrity_broken"
    exit_code = 9


class Bug(SohoaError):
    code = "bug"
    exit_code = 70
