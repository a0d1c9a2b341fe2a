"""Lines that a person read off the first and last written page of each real scan, and where their ink lies.

The lines were chosen on the page images before any reading of them was looked at. Of those 32 lines 15 come out
whole, and 31 hold a stretch of four words or more that is read without a fault: the longest one stands here (for the
32nd, on page 1 of quangngai-87_qdub, another line of the page). The places are those
of the ink in the image (dark columns between gaps, looked at on enlarged crops), not of any reader's boxes. The last
page of two files bears a seal that shines through and no text: their phrase is from the page before.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Left and right end of a phrase on its page, and the height of its line's middle there, in millimetres."""

    file: str
    page: int
    text: str
    left: float
    right: float
    left_height: float
    right_height: float


PHRASES = (
    Phrase("bqp-46-vbhn.signed.pdf", 1, "nghị của Chủ nhiệm Tổng cục Chính trị;", 62.4, 143.0, 181.0, 181.0),
    Phrase(
        "bqp-46-vbhn.signed.pdf",
        26,
        "quan, đơn vị có liên quan chịu trách nhiệm thi hành Thông tư này.",
        33.4,
        164.1,
        49.5,
        49.5,
    ),
    Phrase(
        "quangngai-01ct.pdf",
        1,
        "bản đối với công tác quản lý thuế, chống thất thu, hạn chế gian lận thương mại",
        33.3,
        189.9,
        127.0,
        129.5,
    ),
    Phrase(
        "quangngai-01ct.pdf",
        3,
        "thị xã Đức Phổ và thành phố Quảng Ngãi khẩn trương triển khai thực hiện Chỉ",
        34.4,
        190.4,
        45.5,
        47.0,
    ),
    Phrase("quangngai-04ct.signed.pdf", 1, "trong công tác PCTNTC trong thời gian", 44.4, 125.6, 172.8, 174.3),
    Phrase(
        "quangngai-04ct.signed.pdf",
        4,
        "tra việc thực hiện Chỉ thị này, báo cáo UBND tỉnh, Chủ",
        79.0,
        189.6,
        101.9,
        104.0,
    ),
    Phrase("quangngai-11_ct.signed.pdf", 1, "tuyến giao thông và lũ quét đã làm", 33.0, 100.7, 104.0, 104.6),
    Phrase("quangngai-11_ct.signed.pdf", 3, "mạng xã hội để người dân, cơ quan quản lý", 32.5, 116.8, 69.5, 69.2),
    Phrase("quangngai-16ct.signed.pdf", 1, "2022 đầm ấm, lành mạnh, an toàn, tiết kiệm.", 37.3, 124.2, 197.0, 196.5),
    Phrase(
        "quangngai-16ct.signed.pdf",
        10,
        "trương tập trung giải quyết công việc, không để chậm trễ ảnh hưởng đến hiệu",
        37.2,
        191.3,
        82.0,
        81.5,
    ),
    Phrase(
        "quangngai-239_ttr.signed.pdf",
        1,
        "trương xây dựng Nghị quyết HĐND bãi bỏ Nghị quyết số 24/2013/NQ-HĐND",
        28.4,
        189.6,
        182.5,
        183.0,
    ),
    Phrase(
        "quangngai-239_ttr.signed.pdf",
        3,
        "hợp quy định tại khoản 4, Điều 146 Luật sửa đổi, bổ sung một số điều của Luật",
        29.2,
        190.2,
        65.5,
        67.0,
    ),
    Phrase(
        "quangngai-23bc.signed.pdf",
        1,
        "Văn phòng Chính phủ về việc báo cáo tháng công tác cải cách thủ tục hành chính,",
        28.2,
        190.2,
        100.5,
        101.0,
    ),
    Phrase(
        "quangngai-23bc.signed.pdf", 2, "giai đoạn 2022 - 2025 trên địa bàn tỉnh Quảng Ngãi.", 29.7, 130.8, 76.5, 77.5
    ),
    Phrase(
        "quangngai-2770_08-ct-ubnd.signed.pdf",
        1,
        "khó khăn trong thu hút đầu tư, giải quyết thủ tục hành chính và quản",
        50.2,
        186.7,
        108.4,
        108.0,
    ),
    Phrase("quangngai-2770_08-ct-ubnd.signed.pdf", 3, "các dự án do Ban quản lý", 25.9, 74.7, 83.5, 83.2),
    Phrase(
        "quangngai-280_bc.signed.pdf",
        1,
        "triển nông thôn để thực hiện một số nhiệm vụ chống khai thác IUU; UBND tỉnh",
        28.2,
        188.2,
        163.0,
        163.5,
    ),
    Phrase("quangngai-280_bc.signed.pdf", 2, "phí là 339,477 triệu đồng; đồng thời tăng", 30.0, 114.9, 36.5, 37.0),
    Phrase("quangngai-660tbub.signed.pdf", 1, "trên địa bàn; đã hoàn thành công tác rà", 106.3, 187.1, 204.1, 207.0),
    Phrase(
        "quangngai-660tbub.signed.pdf", 3, "Nay thông báo kết luận của Chủ tịch UBND tỉnh,", 48.4, 151.6, 84.0, 87.3
    ),
    Phrase(
        "quangngai-84_qd_ub.signed.pdf",
        1,
        "xuất của Giám đốc Sở Tài nguyên và Môi trường tại",
        82.2,
        189.5,
        236.0,
        235.0,
    ),
    Phrase("quangngai-84_qd_ub.signed.pdf", 3, "phục hậu quả và thực hiện các", 125.0, 187.2, 37.1, 36.5),
    Phrase("quangngai-87_qdub.signed.pdf", 1, "dụng đất đối với dự án vào ngày 05/11/2024", 33.9, 122.3, 261.0, 261.6),
    Phrase(
        "quangngai-87_qdub.signed.pdf",
        3,
        "Môi trường, Xây dựng, Tài chính, Kế hoạch và Đầu tư, Giao thông vận tải,",
        36.6,
        191.3,
        36.0,
        38.5,
    ),
    Phrase("quangngai-88_qd_ub.signed.pdf", 1, "năm 2024 huyện Mộ Đức;", 121.2, 172.5, 220.6, 221.5),
    Phrase(
        "quangngai-88_qd_ub.signed.pdf",
        3,
        "hiện hành; trong quá trình sử dụng đất phải thực hiện đúng các quy định của",
        36.3,
        190.0,
        80.0,
        81.0,
    ),
    Phrase("vbpl-1.jpg", 1, "Quy định cơ chế quản lý tài chính", 81.2, 152.4, 47.5, 46.5),
    Phrase("vbpl-1.jpg", 1, "của Luật Xây dựng ngày 17 tháng 6 năm 2020;", 63.5, 157.4, 146.1, 145.7),
    Phrase("vbpl-2.jpg", 1, "Bãi bỏ các quy định tại khoản 8 Điều 4, điểm a khoản 4 Điều", 62.0, 177.5, 38.0, 35.4),
    Phrase("vbpl-2.jpg", 1, "định số 151/2013/NĐ-CP ngày 01 tháng 11 năm", 89.9, 176.3, 42.5, 40.6),
    Phrase("vbpl-test.jpg", 1, "Căn cứ Luật Doanh nghiệp ngày 17 tháng 6 năm 2020;", 43.9, 153.2, 75.1, 74.1),
    Phrase(
        "vbpl-test.jpg",
        1,
        "phái sinh, trừ các nội dung về ngân hàng thanh toán, trích lập quỹ phòng ngừa",
        35.2,
        190.1,
        217.4,
        217.4,
    ),
)
