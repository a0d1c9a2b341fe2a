"""The clean dossier: a household asks for more time before it starts to build its house."""

from __future__ import annotations

from samples.letter import Block, Letter
from samples.people import Cast


def extension_decision(cast: Cast) -> Letter:
    """Two pages, the dossier's result."""
    subject = f"Về việc gia hạn thời gian khởi công công trình nhà ở riêng lẻ tại thôn {cast.hamlet}, xã {cast.commune}"
    return Letter(
        issuer=cast.committee,
        number=cast.numbers[1],
        notation="QĐ-UBND",
        place=cast.commune,
        issued_on=cast.days[5],
        document_type="QUYẾT ĐỊNH",
        subject=subject,
        body=(
            Block(f"CHỦ TỊCH {cast.agency}", centred=True),
            Block("Căn cứ Luật Tổ chức chính quyền địa phương;", "italic"),
            Block("Căn cứ Luật Xây dựng và các văn bản quy định chi tiết thi hành Luật Xây dựng;", "italic"),
            Block(
                "Căn cứ quy định của Ủy ban nhân dân tỉnh về phân cấp cấp giấy phép xây dựng và quản lý trật tự xây "
                f"dựng trên địa bàn tỉnh {cast.province};",
                "italic",
            ),
            Block(
                f"Xét đơn đề nghị của ông {cast.citizen} và kết quả kiểm tra hiện trạng khu đất do Phòng Kinh tế chủ "
                "trì lập, có đại diện thôn và các hộ liền kề cùng ký tên;",
                "italic",
            ),
            Block("Theo đề nghị của Trưởng phòng Kinh tế.", "italic"),
            Block("QUYẾT ĐỊNH:", centred=True),
            *_extension_articles(cast),
        ),
        authority=("CHỦ TỊCH",),
        signer=cast.chair,
        recipients=("- Như Điều 4;", "- Thường trực HĐND xã;", "- Phòng Kinh tế;", "- Lưu: VT, KT."),
    )


def _extension_articles(cast: Cast) -> tuple[Block, ...]:
    """What the decision decides."""
    place = f"thôn {cast.hamlet}, xã {cast.commune}"
    return (
        Block(
            f"Gia hạn thời gian khởi công công trình nhà ở riêng lẻ của hộ ông {cast.citizen}, xây dựng trên "
            f"thửa đất số {cast.plot}, tờ bản đồ số {cast.sheet}, diện tích {cast.area} m2, tại {place}. Thời "
            "gian gia hạn là 12 tháng, tính từ ngày giấy phép xây dựng đã cấp hết hiệu lực khởi công. Mọi nội "
            "dung khác của giấy phép xây dựng giữ nguyên, không thay đổi về chỉ giới, mật độ xây dựng, số tầng "
            "và chiều cao công trình.",
            lead="Điều 1.",
        ),
        Block(
            f"Ông {cast.citizen} có trách nhiệm thông báo bằng văn bản cho Ủy ban nhân dân xã ngày khởi công "
            "trước ít nhất 07 ngày làm việc; tập kết vật liệu trong phạm vi thửa đất, không lấn chiếm lòng "
            "đường và rãnh thoát nước chung; che chắn công trình, bảo đảm an toàn cho người đi lại và nhà liền "
            "kề trong suốt thời gian thi công.",
            lead="Điều 2.",
        ),
        Block(
            "Trường hợp hết thời gian gia hạn mà công trình vẫn chưa khởi công, hộ gia đình phải nộp hồ sơ đề "
            "nghị cấp giấy phép xây dựng mới. Việc gia hạn chỉ thực hiện một lần đối với mỗi giấy phép và không "
            "làm phát sinh quyền, nghĩa vụ nào khác về đất đai."
        ),
        Block(
            "Phòng Kinh tế theo dõi, kiểm tra việc thực hiện Quyết định này, cập nhật nội dung gia hạn vào sổ "
            "quản lý giấy phép xây dựng và cơ sở dữ liệu dùng chung của xã; tổng hợp, báo cáo Ủy ban nhân dân "
            "xã trước ngày 25 của tháng cuối quý. Trung tâm Phục vụ hành chính công xã trả kết quả cho người "
            "dân và lưu bản điện tử theo quy định.",
            lead="Điều 3.",
        ),
        Block(
            "Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã, "
            f"Trưởng phòng Kinh tế, Trưởng thôn {cast.hamlet} và ông {cast.citizen} chịu trách nhiệm thi hành "
            "Quyết định này./.",
            lead="Điều 4.",
        ),
    )


def site_notice(cast: Cast) -> Letter:
    """One page: what the site visit found."""
    return Letter(
        issuer=cast.committee,
        number=cast.numbers[2],
        notation="TB-UBND",
        place=cast.commune,
        issued_on=cast.days[3],
        document_type="THÔNG BÁO",
        subject="Kết quả kiểm tra hiện trạng khu đất đề nghị gia hạn giấy phép xây dựng",
        body=(
            Block(
                "Thực hiện quy trình giải quyết thủ tục gia hạn giấy phép xây dựng đối với hồ sơ của ông "
                f"{cast.citizen}, Ủy ban nhân dân xã {cast.commune} đã tổ chức kiểm tra thực địa tại thửa đất số "
                f"{cast.plot}, tờ bản đồ số {cast.sheet}, thôn {cast.hamlet}. Kết quả kiểm tra như sau:"
            ),
            Block(
                "Ranh giới thửa đất rõ ràng, mốc giới còn nguyên vị trí, phù hợp với giấy chứng nhận đã cấp. Các hộ "
                "sử dụng đất liền kề xác nhận không có tranh chấp, khiếu nại về ranh giới và lối đi chung.",
                lead="1.",
            ),
            Block(
                "Trên thửa đất chưa có hoạt động đào móng, ép cọc hay xây dựng kết cấu. Phần nhà tạm cũ lợp tôn đã "
                "được tháo dỡ, mặt bằng đã san phẳng, không ảnh hưởng đến mương tưới của cánh đồng phía sau.",
                lead="2.",
            ),
            Block(
                "Hồ sơ đủ điều kiện để xem xét gia hạn. Giao Phòng Kinh tế hoàn thiện tờ trình, dự thảo quyết định "
                "trình Chủ tịch Ủy ban nhân dân xã trong thời hạn 03 ngày làm việc kể từ ngày ban hành Thông báo "
                "này./.",
                lead="3.",
            ),
        ),
        authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer=cast.vice_chair,
        recipients=(f"- Ông {cast.citizen};", "- Phòng Kinh tế;", f"- Trưởng thôn {cast.hamlet};", "- Lưu: VT."),
    )


def office_submission(cast: Cast) -> Letter:
    """One page, of an office under the committee: its number is below ten, so it shows the leading nought."""
    return Letter(
        parent=cast.committee,
        issuer=("PHÒNG KINH TẾ",),
        number=cast.numbers[0],
        notation="TTr-PKT",
        place=cast.commune,
        issued_on=cast.days[4],
        document_type="TỜ TRÌNH",
        subject=f"Về việc đề nghị gia hạn giấy phép xây dựng nhà ở của hộ ông {cast.citizen}",
        addressee=f"Kính gửi: Chủ tịch Ủy ban nhân dân xã {cast.commune}.",
        body=(
            Block(
                "Phòng Kinh tế nhận được hồ sơ đề nghị gia hạn giấy phép xây dựng nhà ở riêng lẻ của ông "
                f"{cast.citizen}, thường trú tại thôn {cast.hamlet}, do Trung tâm Phục vụ hành chính công xã chuyển "
                "đến. Sau khi thẩm định, Phòng Kinh tế báo cáo như sau:"
            ),
            Block(
                "Hồ sơ gồm đơn đề nghị, bản chính giấy phép xây dựng và bản sao giấy chứng nhận quyền sử dụng đất, "
                "hợp lệ về hình thức, thống nhất về nội dung. Lý do chậm khởi công là gia đình chưa thu xếp đủ kinh "
                "phí sau đợt mưa lũ kéo dài.",
                lead="1. Về hồ sơ:",
            ),
            Block(
                "Công trình phù hợp quy hoạch điểm dân cư nông thôn đã công bố; không nằm trong hành lang bảo vệ "
                "đường bộ, lưới điện và nguồn nước; chưa có quyết định thu hồi đất đối với khu vực này.",
                lead="2. Về quy hoạch:",
            ),
            Block(
                "Phòng Kinh tế kính đề nghị Chủ tịch Ủy ban nhân dân xã xem xét, quyết định gia hạn 12 tháng để gia "
                "đình hoàn tất việc chuẩn bị và khởi công theo đúng giấy phép đã được cấp./.",
                lead="3. Kiến nghị:",
            ),
        ),
        authority=("TRƯỞNG PHÒNG",),
        signer=cast.officer,
        recipients=("- Như trên;", "- Lãnh đạo Phòng;", "- Lưu: KT."),
    )
