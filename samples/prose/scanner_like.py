"""The scanner-like dossier: help for a household business that a flood has damaged."""

from __future__ import annotations

from samples.letter import Block, Letter
from samples.people import Cast


def relief_decision(cast: Cast) -> Letter:
    """Two pages, the dossier's result."""
    return Letter(
        issuer=cast.committee,
        number=cast.numbers[1],
        notation="QĐ-UBND",
        place=cast.commune,
        issued_on=cast.days[5],
        document_type="QUYẾT ĐỊNH",
        subject=f"Về việc hỗ trợ kinh phí khắc phục thiệt hại do lũ cho hộ kinh doanh tại thôn {cast.hamlet}",
        body=(
            Block(cast.agency, centred=True),
            Block("Căn cứ Luật Tổ chức chính quyền địa phương;", "italic"),
            Block("Căn cứ Luật Ngân sách nhà nước và các văn bản hướng dẫn thi hành;", "italic"),
            Block(
                "Căn cứ Nghị quyết của Hội đồng nhân dân xã về phân bổ dự toán ngân sách và sử dụng nguồn dự phòng "
                "năm 2026;",
                "italic",
            ),
            Block(
                "Xét biên bản kiểm kê thiệt hại của Tổ kiểm kê, có xác nhận của Ban Công tác Mặt trận thôn và đơn "
                "đề nghị của các hộ kinh doanh; theo đề nghị của Trưởng phòng Kinh tế.",
                "italic",
            ),
            Block("QUYẾT ĐỊNH:", centred=True),
            *_relief_articles(cast),
        ),
        authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer=cast.chair,
        recipients=("- Như Điều 4;", "- Thường trực Đảng ủy xã;", "- Ban Công tác Mặt trận thôn;", "- Lưu: VT, KT."),
    )


def _relief_articles(cast: Cast) -> tuple[Block, ...]:
    """What the decision decides."""
    return (
        Block(
            "Hỗ trợ một lần kinh phí sửa chữa mặt bằng và thay thế thiết bị hư hỏng cho hộ kinh doanh do ông "
            f"{cast.citizen} làm chủ, địa điểm kinh doanh tại thôn {cast.hamlet}, xã {cast.commune}. Mức hỗ trợ "
            "là 18.500.000 đồng (mười tám triệu năm trăm nghìn đồng), chi từ nguồn dự phòng ngân sách xã năm "
            "2026.",
            lead="Điều 1.",
        ),
        Block(
            "Việc chi trả thực hiện qua tài khoản thanh toán của chủ hộ trong thời hạn 10 ngày làm việc. Hộ "
            "kinh doanh sử dụng kinh phí đúng mục đích, giữ hóa đơn, chứng từ mua sắm và chấp hành việc kiểm "
            "tra của cơ quan có thẩm quyền; trường hợp sử dụng sai mục đích thì phải hoàn trả toàn bộ số tiền "
            "đã nhận.",
            lead="Điều 2.",
        ),
        Block(
            "Các thiết bị điện đã ngâm nước chỉ được đưa vào sử dụng trở lại sau khi có người đủ chuyên môn "
            "kiểm tra. Chủ hộ chủ động kê cao hàng hóa, bố trí lối thoát nước phía sau nhà và tham gia nhóm "
            "cảnh báo mưa lũ của thôn để hạn chế thiệt hại trong các đợt mưa tiếp theo."
        ),
        Block(
            "Phòng Kinh tế chủ trì, phối hợp với Kế toán ngân sách lập hồ sơ chi trả, công khai danh sách hộ "
            "được hỗ trợ tại nhà văn hóa thôn trong 15 ngày và tổng hợp kết quả, báo cáo Ủy ban nhân dân xã tại "
            "phiên họp thường kỳ tháng sau. Trung tâm Phục vụ hành chính công xã số hóa quyết định này và trả "
            "kết quả cho người dân.",
            lead="Điều 3.",
        ),
        Block(
            "Danh sách hộ được hỗ trợ, mức hỗ trợ và kết quả chi trả được niêm yết công khai. Người dân có ý "
            "kiến về việc xét hỗ trợ thì gửi Ban Thanh tra nhân dân xã hoặc phản ánh trực tiếp tại Bộ phận Một "
            "cửa trong thời gian niêm yết; Phòng Kinh tế xem xét, trả lời bằng văn bản chậm nhất sau 05 ngày "
            "làm việc."
        ),
        Block(
            "Quyết định có hiệu lực kể từ ngày ký. Chánh Văn phòng, Trưởng phòng Kinh tế, Kế toán ngân sách, "
            f"Trưởng thôn {cast.hamlet} và ông {cast.citizen} chịu trách nhiệm thi hành Quyết định này./.",
            lead="Điều 4.",
        ),
    )


def damage_report(cast: Cast) -> Letter:
    """One page, scanned in one go with the decision before it."""
    return Letter(
        parent=cast.committee,
        issuer=("PHÒNG KINH TẾ",),
        number=cast.numbers[2],
        notation="BC-PKT",
        place=cast.commune,
        issued_on=cast.days[3],
        document_type="BÁO CÁO",
        subject=f"Kết quả kiểm kê thiệt hại của các hộ kinh doanh tại thôn {cast.hamlet}",
        body=(
            Block(
                "Thực hiện chỉ đạo của Chủ tịch Ủy ban nhân dân xã sau đợt lũ vừa qua, Phòng Kinh tế đã cùng Ban "
                "Công tác Mặt trận thôn đến từng cơ sở để kiểm kê. Phòng Kinh tế báo cáo kết quả như sau:"
            ),
            Block(
                "Toàn thôn có 23 hộ kinh doanh, trong đó 9 hộ bị nước tràn vào nhà với mức ngập từ 0,4 m đến 1,1 m. "
                "Hàng hóa hư hỏng chủ yếu là gạo, phân bón, vật liệu gỗ và thiết bị điện lạnh. Không có thiệt hại "
                "về người.",
                lead="1. Tình hình chung.",
            ),
            Block(
                f"Hộ ông {cast.citizen} thiệt hại nặng nhất: hỏng hai tủ đông, một máy xay và toàn bộ kệ hàng tầng "
                "trệt. Giá trị thiệt hại do Tổ kiểm kê xác định là 37.200.000 đồng; hộ chưa được bồi thường từ "
                "nguồn bảo hiểm nào.",
                lead="2. Trường hợp đề nghị hỗ trợ.",
            ),
            Block(
                "Sáu hộ đã dọn bùn và bán hàng trở lại sau ba ngày; ba hộ còn lại chờ thợ điện kiểm tra an toàn. "
                "Phòng Kinh tế đã hướng dẫn các hộ chụp ảnh hiện trạng, giữ lại hàng hỏng để đối chiếu và không tự "
                "ý đấu nối điện khi thiết bị còn ẩm. Dự kiến toàn bộ các hộ hoạt động bình thường trước cuối tháng."
            ),
            Block(
                "Đề nghị Ủy ban nhân dân xã hỗ trợ một phần kinh phí từ nguồn dự phòng và vận động doanh nghiệp "
                "trên địa bàn cho các hộ vay vật tư không tính lãi đến hết năm./.",
                lead="3. Kiến nghị.",
            ),
        ),
        authority=("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        signer=cast.officer,
        recipients=("- UBND xã (để báo cáo);", "- Ban Công tác Mặt trận thôn;", "- Lưu: KT."),
    )


def payment_notice(cast: Cast) -> Letter:
    """One page, a colour JPEG."""
    return Letter(
        parent=cast.committee,
        issuer=("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
        number=cast.numbers[0],
        notation="TB-TTPVHCC",
        place=cast.commune,
        issued_on=cast.days[4],
        document_type="THÔNG BÁO",
        subject="Về việc bổ sung giấy tờ trong hồ sơ đề nghị hỗ trợ hộ kinh doanh",
        addressee=f"Kính gửi: Ông {cast.citizen}.",
        body=(
            Block(
                "Trung tâm Phục vụ hành chính công xã đã tiếp nhận hồ sơ của ông qua Bộ phận Một cửa. Qua kiểm tra, "
                "thành phần hồ sơ cơ bản đầy đủ; tuy nhiên giấy chứng nhận đăng ký hộ kinh doanh nộp kèm là bản "
                "chụp mờ, không đọc được ngày cấp và ngành nghề kinh doanh."
            ),
            Block(
                "Đề nghị ông mang bản chính đến Trung tâm để đối chiếu và số hóa, hoặc cung cấp mã kết quả số hóa "
                "nếu giấy tờ đã được một cơ quan khác số hóa trước đây. Thời hạn bổ sung là 05 ngày làm việc kể từ "
                "ngày nhận Thông báo này."
            ),
            Block(
                "Trung tâm không yêu cầu ông nộp lại các giấy tờ đã có trong kho quản lý dữ liệu điện tử. Việc bổ "
                "sung không phát sinh phí, lệ phí. Mọi vướng mắc xin liên hệ quầy số 3 trong giờ hành chính để được "
                "hướng dẫn./."
            ),
        ),
        authority=("GIÁM ĐỐC",),
        signer=cast.director,
        recipients=("- Như trên;", "- Phòng Kinh tế;", "- Lưu: VT, HCC."),
    )
