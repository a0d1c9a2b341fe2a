"""The words of the administrative specimens, written for this project; no act and no person in them exists."""

SUBJECTS = (
    "gia hạn sử dụng đất đối với thửa đất số {plot} của hộ ông {name}",
    "triển khai số hóa hồ sơ thủ tục hành chính tại Bộ phận Một cửa",
    "tăng cường công tác phòng cháy, chữa cháy trong mùa khô",
    "kiểm tra hiện trạng công trình xây dựng tại thửa đất số {plot}",
    "công nhận kết quả thực hiện nhiệm vụ sáu tháng đầu năm",
    "rà soát hộ nghèo, hộ cận nghèo trên địa bàn",
    "bổ sung hồ sơ đề nghị cấp giấy phép xây dựng",
    "phân công nhiệm vụ tiếp công dân thường xuyên",
    "cử công chức tham gia lớp bồi dưỡng nghiệp vụ văn thư, lưu trữ và số hóa tài liệu",
    "tổ chức Ngày hội Đại đoàn kết toàn dân tộc ở khu dân cư",
    "hỗ trợ kinh phí sửa chữa nhà văn hóa thôn",
    "giải quyết đơn đề nghị của bà {name}",
)
OPENINGS = (
    "Căn cứ chức năng, nhiệm vụ được giao và tình hình thực tế tại địa phương;",
    "Thực hiện chương trình công tác năm và ý kiến chỉ đạo của cấp trên;",
    "Xét đề nghị của bộ phận chuyên môn tại báo cáo kèm theo;",
)
PARAGRAPHS = (
    (
        "Giao bộ phận chuyên môn chủ trì, phối hợp với các thôn rà soát, thống kê đầy đủ các trường hợp có liên"
        " quan, tổng hợp kết quả và báo cáo trước ngày 25 hằng tháng."
    ),
    (
        "Các đơn vị bố trí cán bộ, công chức có năng lực thực hiện nhiệm vụ, bảo đảm đúng tiến độ và chất lượng"
        " công việc đã được phân công."
    ),
    ("Kinh phí thực hiện được bố trí từ nguồn ngân sách và các nguồn huy động hợp pháp khác theo quy định hiện hành."),
    (
        "Hồ sơ được tiếp nhận, kiểm tra và số hóa ngay tại Bộ phận Một cửa; trường hợp chưa đầy đủ thì hướng dẫn"
        " người dân bổ sung một lần, bằng văn bản."
    ),
    "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc thì kịp thời phản ánh để được xem xét, giải quyết.",
    ("Tổ chức tuyên truyền trên hệ thống truyền thanh và niêm yết công khai tại trụ sở để người dân biết, thực hiện."),
    "Định kỳ hằng quý tổ chức kiểm tra, đánh giá kết quả; kịp thời biểu dương tập thể, cá nhân có thành tích tốt.",
    "Việc lưu trữ tài liệu bảo đảm đầy đủ, an toàn, thuận tiện cho tra cứu; dữ liệu được sao lưu hằng ngày.",
)
CLOSINGS = (
    "Yêu cầu các đơn vị, cá nhân có liên quan nghiêm túc thực hiện.",
    "Đề nghị các đơn vị quan tâm phối hợp để công việc đạt kết quả.",
    "Văn bản này có hiệu lực kể từ ngày ký.",
)
