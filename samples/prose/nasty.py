"""The nasty dossier: papers that are well written and badly handed in."""

from __future__ import annotations

from samples.letter import Block, Letter
from samples.people import Cast


def team_decision(cast: Cast) -> Letter:
    """Two pages; a blank one comes between them when both sides of each sheet are scanned."""
    return Letter(
        issuer=cast.committee,
        number=cast.numbers[1],
        notation="QĐ-UBND",
        place=cast.commune,
        issued_on=cast.days[2],
        document_type="QUYẾT ĐỊNH",
        subject=f"Về việc thành lập Tổ hỗ trợ số hóa hồ sơ, giấy tờ của xã {cast.commune}",
        body=(
            Block(f"CHỦ TỊCH {cast.agency}", centred=True),
            Block("Căn cứ Luật Tổ chức chính quyền địa phương;", "italic"),
            Block(
                "Căn cứ các quy định về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông và về "
                "số hóa hồ sơ, giấy tờ, kết quả giải quyết thủ tục hành chính;",
                "italic",
            ),
            Block("Theo đề nghị của Giám đốc Trung tâm Phục vụ hành chính công xã.", "italic"),
            Block("QUYẾT ĐỊNH:", centred=True),
            *_team_articles(cast),
        ),
        authority=("CHỦ TỊCH",),
        signer=cast.chair,
        recipients=("- Như Điều 4;", "- Thường trực HĐND xã;", "- Các thôn trong xã;", "- Lưu: VT, HCC."),
    )


def _team_articles(cast: Cast) -> tuple[Block, ...]:
    """What the decision decides."""
    return (
        Block(
            f"Thành lập Tổ hỗ trợ số hóa hồ sơ, giấy tờ của xã {cast.commune} (sau đây gọi là Tổ số hóa), gồm "
            f"các ông, bà có tên sau đây: ông {cast.director}, Giám đốc Trung tâm Phục vụ hành chính công, làm "
            f"Tổ trưởng; ông {cast.officer}, công chức Văn phòng, làm Tổ phó; các thành viên là cán bộ tiếp nhận "
            f"tại quầy và Trưởng thôn {cast.hamlet}.",
            lead="Điều 1.",
        ),
        Block(
            "Tổ số hóa có nhiệm vụ quét, bóc tách dữ liệu và kiểm tra giấy tờ người dân nộp tại Bộ phận Một "
            "cửa; đối chiếu bản quét với bản giấy, bảo đảm đủ trang, đúng thứ tự, rõ chữ; không giữ lại bản "
            "chính của người dân quá thời gian cần thiết để quét. Giấy tờ đã có trong kho dữ liệu thì khai thác "
            "lại, không yêu cầu người dân nộp thêm.",
            lead="Điều 2.",
        ),
        Block(
            "Mỗi quý một lần, Tổ số hóa rà soát ngẫu nhiên ba mươi kết quả số hóa đã lưu, ghi lại sai sót, "
            "nguyên nhân và cách khắc phục. Kết quả rà soát được niêm yết tại trụ sở và là căn cứ để đánh giá "
            "mức độ hoàn thành nhiệm vụ của thành viên. Thành viên phát hiện trang bị mờ, bị che hoặc thiếu "
            "trang phải quét lại ngay trong ngày làm việc."
        ),
        Block(
            "Tổ trưởng phân công nhiệm vụ, bố trí người trực thay khi có thành viên vắng mặt và chịu trách "
            "nhiệm trước Chủ tịch Ủy ban nhân dân xã về tiến độ. Văn phòng bảo đảm máy quét, đường truyền và "
            "vật tư; kinh phí hoạt động bố trí trong dự toán chi thường xuyên hằng năm. Tổ số hóa tự giải thể "
            "khi hoàn thành nhiệm vụ.",
            lead="Điều 3.",
        ),
        Block(
            "Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng, Giám đốc Trung tâm Phục vụ hành chính "
            "công, các cơ quan, đơn vị liên quan và các ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành./.",
            lead="Điều 4.",
        ),
    )


def progress_report(cast: Cast) -> Letter:
    """One page, put into the scanner upside down."""
    return Letter(
        parent=cast.committee,
        issuer=("TRUNG TÂM PHỤC VỤ", "HÀNH CHÍNH CÔNG"),
        number=cast.numbers[2],
        notation="BC-TTPVHCC",
        place=cast.commune,
        issued_on=cast.days[3],
        document_type="BÁO CÁO",
        subject="Kết quả số hóa hồ sơ, giấy tờ tại Bộ phận Một cửa",
        body=(
            Block(
                "Trong kỳ báo cáo, Bộ phận Một cửa xã tiếp nhận 1.264 hồ sơ, trong đó 1.198 hồ sơ có thành phần "
                "thuộc diện phải số hóa. Trung tâm Phục vụ hành chính công báo cáo kết quả thực hiện như sau:"
            ),
            Block(
                "Đã số hóa 2.871 giấy tờ, đạt 96,4 % số giấy tờ phải số hóa. Thời gian quét và kiểm tra bình quân "
                "một hồ sơ là 4 phút 20 giây, giảm hơn một phút so với kỳ trước.",
                lead="1. Kết quả.",
            ),
            Block(
                "Một số giấy tờ cũ bị ố, nét mực phai nên phải nhập tay số và ngày cấp. Hai lần trong kỳ máy quét "
                "kéo lệch giấy, cán bộ phát hiện khi đối chiếu và đã quét lại. Còn 14 hồ sơ chờ người dân bổ sung "
                "bản chính để đối chiếu.",
                lead="2. Khó khăn.",
            ),
            Block(
                "Đề nghị Ủy ban nhân dân xã trang bị thêm một máy quét hai mặt, mở một buổi tập huấn cho cán bộ mới "
                "và nối đường truyền dự phòng cho quầy tiếp nhận./.",
                lead="3. Kiến nghị.",
            ),
        ),
        authority=("GIÁM ĐỐC",),
        signer=cast.director,
        recipients=("- UBND xã (để báo cáo);", "- Văn phòng;", "- Lưu: HCC."),
    )


def schedule_notice(cast: Cast) -> Letter:
    """One page, scanned at 120 dpi."""
    return Letter(
        issuer=cast.committee,
        number=cast.numbers[3],
        notation="TB-UBND",
        place=cast.commune,
        issued_on=cast.days[1],
        document_type="THÔNG BÁO",
        subject="Lịch tiếp nhận lưu động hồ sơ chứng thực tại các thôn",
        body=(
            Block(
                f"Để giảm thời gian đi lại của người dân, Ủy ban nhân dân xã {cast.commune} tổ chức tiếp nhận lưu "
                "động hồ sơ chứng thực bản sao từ bản chính tại nhà văn hóa các thôn. Lịch cụ thể như sau:"
            ),
            Block(
                f"Thôn {cast.hamlet}: từ 8 giờ 00 đến 11 giờ 00 ngày thứ Ba tuần đầu hằng tháng. Các thôn còn lại: "
                "từ 14 giờ 00 đến 16 giờ 30 ngày thứ Năm, theo thứ tự do Văn phòng niêm yết.",
                lead="1.",
            ),
            Block(
                "Người dân mang theo bản chính giấy tờ và căn cước. Bản chính được trả lại ngay sau khi đối chiếu; "
                "bản sao chứng thực được trả trong ngày, bản điện tử được gửi vào tài khoản định danh nếu người dân "
                "có yêu cầu.",
                lead="2.",
            ),
            Block(
                "Giao Trung tâm Phục vụ hành chính công chuẩn bị thiết bị, phân công cán bộ và thông báo trên hệ "
                "thống truyền thanh của xã trước mỗi buổi tiếp nhận ít nhất hai ngày./.",
                lead="3.",
            ),
        ),
        authority=("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        signer=cast.vice_chair,
        recipients=("- Các thôn;", "- Trung tâm PVHCC;", "- Lưu: VT."),
    )


def pen_decision(cast: Cast) -> Letter:
    """One page whose number and day the clerk filled in by pen."""
    return Letter(
        issuer=cast.committee,
        number=cast.numbers[4],
        notation="QĐ-UBND",
        place=cast.commune,
        issued_on=cast.days[5],
        document_type="QUYẾT ĐỊNH",
        subject=f"Về việc khen thưởng gương người tốt, việc tốt tại thôn {cast.hamlet}",
        body=(
            Block(f"CHỦ TỊCH {cast.agency}", centred=True),
            Block("Căn cứ Luật Tổ chức chính quyền địa phương; Luật Thi đua, khen thưởng;", "italic"),
            Block("Theo đề nghị của Hội đồng thi đua, khen thưởng xã.", "italic"),
            Block("QUYẾT ĐỊNH:", centred=True),
            Block(
                f"Tặng Giấy khen của Chủ tịch Ủy ban nhân dân xã cho ông {cast.citizen}, thôn {cast.hamlet}, đã tự "
                "nguyện hiến 42 m2 đất vườn để mở rộng đường thôn và vận động sáu hộ khác cùng tham gia.",
                lead="Điều 1.",
            ),
            Block(
                "Tiền thưởng kèm theo thực hiện theo quy định hiện hành, chi từ Quỹ thi đua, khen thưởng của xã.",
                lead="Điều 2.",
            ),
            Block(
                "Ban Văn hóa và Trưởng thôn giới thiệu gương người tốt, việc tốt nêu trên trong các buổi sinh hoạt "
                "cộng đồng và trên hệ thống truyền thanh, để Nhân dân các thôn học tập, cùng góp sức làm đường, giữ "
                "gìn cảnh quan và giúp đỡ các hộ còn khó khăn."
            ),
            Block(
                "Chánh Văn phòng, Kế toán ngân sách và cá nhân có tên tại Điều 1 chịu trách nhiệm thi hành Quyết "
                "định này./.",
                lead="Điều 3.",
            ),
        ),
        authority=("CHỦ TỊCH",),
        signer=cast.chair,
        recipients=("- Như Điều 3;", "- Lưu: VT, TĐKT."),
        pen=("number", "issued_on"),
    )


def copying_plan(cast: Cast) -> Letter:
    """One page; goes into the files that cannot be opened."""
    return Letter(
        issuer=cast.committee,
        number=cast.numbers[5],
        notation="KH-UBND",
        place=cast.commune,
        issued_on=cast.days[0],
        document_type="KẾ HOẠCH",
        subject="Số hóa sổ chứng thực bản sao lưu tại kho của xã",
        body=(
            Block(
                "Nhằm bảo quản lâu dài và tra cứu nhanh, Ủy ban nhân dân xã xây dựng kế hoạch số hóa sổ chứng thực "
                "bản sao đang lưu giữ, với các nội dung chủ yếu sau đây:"
            ),
            Block(
                "Toàn bộ 38 quyển sổ lập từ trước đến nay, ưu tiên những quyển giấy đã giòn, gáy bong.",
                lead="1. Phạm vi.",
            ),
            Block(
                "Quý đầu kiểm kê, lập danh mục; hai quý tiếp theo quét và nhập dữ liệu mô tả; quý cuối kiểm tra, "
                "nghiệm thu và đưa sổ giấy vào hộp bảo quản.",
                lead="2. Tiến độ.",
            ),
            Block("Văn phòng chủ trì; các thôn phối hợp khi cần xác minh thông tin./.", lead="3. Phân công."),
        ),
        authority=("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"),
        signer=cast.chair,
        recipients=("- Văn phòng;", "- Các thôn;", "- Lưu: VT."),
    )
