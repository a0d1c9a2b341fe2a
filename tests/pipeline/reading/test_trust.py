"""Which text layers may stand for the printed page."""

import lzma
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reading.syllable import has_vowel, is_syllable
from pipeline.reading.trust import Doubt, LayerFacts, doubt, is_mojibake

PRINT = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc. Căn cứ Luật Tổ chức chính quyền địa phương "
    "ngày 16 tháng 6 năm 2025; Quyết định số 08/2026/QĐ-UBND về trình tự, thủ tục cấp giấy chứng nhận."
)
TCVN3 = (
    "Céng hoµ x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc C¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph­¬ng "
    "ngµy 16 th¸ng 6 n¨m 2005 QuyÕt ®Þnh vÒ tr×nh tù, thñ tôc cÊp giÊy chøng nhËn"
)
VNI = (
    "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp - Töï do - Haïnh phuùc Caên cöù Luaät Toå chöùc chính quyeàn "
    "ñòa phöông ngaøy 16 thaùng 6 naêm 2005 Quyeát ñònh veà trình töï, thuû tuïc caáp giaáy chöùng nhaän"
)
SHIFTED = (
    "Fqj nxj ymj xmnkyji yjcy tk f ktsy bnymtzy f rfu yt Zsnhtij bmjwj qjyyjwx fwj stymnsl htxj yt bmfy nx iwfbs " * 3
)
FRENCH = (
    "La République française et la République socialiste du Viêt Nam ont décidé de coopérer à la numérisation "
    "des actes d'état civil déposés auprès des autorités compétentes de chaque partie, en français."
)


def facts(text: str, **other: float) -> LayerFacts:
    return LayerFacts({"ABCDEF+TimesNewRomanPSMT": text}, **other)


def test_print_in_unicode_is_trusted() -> None:
    assert doubt(facts(PRINT)) is None


@pytest.mark.parametrize("text", [TCVN3, VNI, SHIFTED])
def test_letters_of_other_codes_are_not(text: str) -> None:
    assert doubt(facts(text)) is Doubt.MOJIBAKE


def test_other_languages_are_no_mojibake() -> None:
    assert not is_mojibake(FRENCH)
    assert not is_mojibake("The Government of Viet Nam and the holder of this certificate agree as follows. " * 3)


@pytest.mark.parametrize("font", [".VnTime", "AARIQC+.VnTimeH,Bold", "VNI-Times", "BCDEEE+VNI-Helve", ".VnArialH"])
def test_legacy_fonts_are_known_by_name(font: str) -> None:
    layer = LayerFacts({"TimesNewRoman": PRINT, font: "Tªn"})
    assert doubt(layer) is Doubt.LEGACY_FONT


@pytest.mark.parametrize("font", ["Vnuniversity", "VnTimes", "Vani", "TimesNewRomanPSMT", "Verdana"])
def test_fonts_with_like_names_may_be_unicode(font: str) -> None:
    trusted = doubt(LayerFacts({font: PRINT})) is None
    assert trusted is not font.startswith("VnT")


def test_one_broken_font_of_two_spoils_the_page() -> None:
    assert doubt(LayerFacts({"A": PRINT * 6, "B": TCVN3})) is Doubt.MOJIBAKE


@pytest.mark.parametrize("text", ["(cid:12)(cid:7) " * 20 + PRINT, PRINT + "\ufffd" * 30, PRINT + "\ue001\ue002" * 30])
def test_letters_without_unicode_are_not_believed(text: str) -> None:
    assert doubt(facts(text)) is Doubt.UNMAPPED


def test_bullets_of_symbol_fonts_do_no_harm() -> None:
    assert doubt(LayerFacts({"A": PRINT, "SymbolMT": "\uf0b7" * 4})) is None


def test_a_page_number_is_no_layer_and_nothing_is_none() -> None:
    assert doubt(facts("Trang 2")) is Doubt.TOO_LITTLE
    assert doubt(LayerFacts({})) is Doubt.NO_LAYER
    assert doubt(facts("--- 12 / 2026 ---")) is Doubt.NO_LAYER


def test_what_is_drawn_decides_too() -> None:
    assert doubt(facts(PRINT, invisible_share=1.0)) is Doubt.INVISIBLE
    assert doubt(facts(PRINT, image_share=0.99)) is Doubt.IMAGES
    assert doubt(facts(PRINT, image_share=0.03)) is None
    assert doubt(facts(PRINT, sideways_share=0.9)) is Doubt.SIDEWAYS


@pytest.mark.parametrize(
    "word", ["nghiêng", "khuỷu", "quyết", "Huyền", "oái", "ăn", "ĐƯỜNG", "gì", "ươm", "Lắk", "yêu"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert has_vowel(word)


@pytest.mark.parametrize("word", ["hoµ", "®Þnh", "Coäng", "chöùng", "bảnVăn", "strôn", "áà", "w", ""])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_abbreviations_have_no_vowel() -> None:
    assert not has_vowel("QĐ")


@given(text=st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    assert doubt(facts(text)) in {None, *Doubt}


@pytest.mark.corpus
def test_the_laws_of_thirty_years_are_no_mojibake(corpus: Path) -> None:
    with lzma.open(corpus / "text" / "vbpl.txt.xz", "rt", encoding="utf-8") as stream:
        text = stream.read(3_000_000)
    pages = [text[start : start + 2500] for start in range(0, len(text), 2500)]
    assert [page[:80] for page in pages if is_mojibake(page)] == []
