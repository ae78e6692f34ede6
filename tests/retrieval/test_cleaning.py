"""Claims on cleaning: what is taken away, what is mended, what is a heading, and where it all stands."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.cleaning import clean, clean_characters
from retrieval.documents import LoadedFile, Place, SourceLine
from tests.retrieval.typed import headings, pages, shown, texts, unwrapped, wrapped

# Characters ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        (unicodedata.normalize("NFD", "Gävle och Söderhamn på årsbasis"), "Gävle och Söderhamn på årsbasis"),
        (unicodedata.normalize("NFD", "Åre–Östersund"), "Åre–Östersund"),
        ("kollek\u00adtiv\u00adtrafik", "kollektivtrafik"),
        ("Häl\u00adsing\u00adland, 12\u00a0000\u202finvånare", "Hälsingland, 12 000 invånare"),
        ("\u200bdolt\ufeff ord\u2060", "dolt ord"),
        ("of\ufb01ciell \ufb02ygplats", "officiell flygplats"),
        ("<p>Stöd till <b>f&ouml;retag</b></p>", "Stöd till företag"),
        ("R&amp;D, se <a href='https://x.se/?a=1&amp;b=2'>sidan</a> idag", "R&D, se sidan idag"),
        ("Skr&#228;dderi&nbsp;&ndash; 3&nbsp;&lt; 5", "Skrädderi – 3 < 5"),
        ("5 < 7 och 9 > 8 gäller", "5 < 7 och 9 > 8 gäller"),
        ("två\t kolumner \x0c på rad", "två kolumner på rad"),
        ("hälso-och sjukvård", "hälso- och sjukvård"),
        (
            "väg-eller järnvägsplan, mark-samt vattenfrågor",
            "väg- eller järnvägsplan, mark- samt vattenfrågor",
        ),
        ("ett moll-ochrisk-fall", "ett moll-ochrisk-fall"),
    ],
)
def test_a_line_is_cleaned_to_what_a_reader_sees(raw: str, cleaned: str) -> None:
    assert clean_characters(raw) == cleaned


@given(st.text(max_size=80))
def test_cleaning_a_clean_line_changes_nothing(text: str) -> None:
    once = clean_characters(re.sub("[<>&]", "", text))
    assert clean_characters(once) == once


def test_a_tag_leaves_no_blank_before_the_point() -> None:
    assert clean_characters("Läs <a href='/plan'>planen</a>.") == "Läs planen."
    assert clean_characters("Se (<em>bilaga 2</em>), tack") == "Se (bilaga 2), tack"


# Syllables -----------------------------------------------------------------------------------

BUS = """
Kollektivtrafiken i länet ska göra det möjligt att resa mel-
lan kommunernas centralorter utan bil. Under åren har re-
sandet ökat med sju procent, mest på de nya expressbus-
sarna längs kusten."""

FOREST = """
Skogen är länets största tillgång och ger arbete åt var tion-
de invånare. Ägarna är många och små, och de flesta säljer
virket till sågverken i Ljusdal, som i sin tur expor-
terar nio tiondelar av det."""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BUS, ["mellan kommunernas", "har resandet", "expressbussarna längs"]),
        (FOREST, ["var tionde invånare", "tur exporterar"]),
    ],
)
def test_syllables_that_a_line_end_parted_are_joined(text: str, words: list[str]) -> None:
    (paragraph,) = texts(wrapped(text))
    assert "-" not in paragraph
    assert [word for word in words if word not in paragraph] == []


def test_a_syllable_break_is_mended_over_an_empty_line_of_a_column_break() -> None:
    text = """
Under året har arbetet med besöksnäringen utveck-

lats i nära samarbete med kommunerna och de lokala
destinationerna."""
    assert texts(wrapped(text)) == [
        "Under året har arbetet med besöksnäringen utvecklats i nära samarbete med kommunerna"
        " och de lokala destinationerna."
    ]


def test_a_syllable_break_is_mended_over_a_page_break_and_knows_both_pages() -> None:
    loaded = pages(
        "Länets järnvägar behöver rustas upp och de långsamma\nsträckorna mellan städerna ska få dubbel-",
        "spår senast när perioden är slut, enligt den nation-\nella planen.",
    )
    (block,) = clean(loaded)
    assert block.text == (
        "Länets järnvägar behöver rustas upp och de långsamma sträckorna mellan städerna ska få"
        " dubbelspår senast när perioden är slut, enligt den nationella planen."
    )
    at = block.text.index("dubbelspår")
    assert block.content.places_between(at, at + len("dubbelspår")) == (Place(page=1), Place(page=2))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Projektet leds under de kommande åren av Marga-\nreta Lindqvist vid högskolan i länet.",
            "Margareta",
        ),
        ("Den nya bron vid Skutskär invigdes i maj av Gus-\ntafsson och hans medarbetare.", "Gustafsson"),
        ("Tre orter i inlandet har fått pengar: Bolln-\näs, Edsbyn och Alfta är med på listan.", "Bollnäs"),
    ],
)
def test_a_name_that_a_line_end_parted_is_whole_again(text: str, name: str) -> None:
    assert name in texts(wrapped(text))[0]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("Karin Ek, samordnare, 026-12 34 56, ka-\nrin.ek@regiongavleborg.se", "karin.ek@regiongavleborg.se"),
        ("Per Å. Dahl, jurist, per.aa-\ndahl@lulea.se", "per.aadahl@lulea.se"),
        (
            "Anna-Lisa Berg, handläggare för bidrag, 026-65 43 21, anna-\nlisa.berg@regiongavleborg.se",
            "anna-lisa.berg@regiongavleborg.se",
        ),
    ],
)
def test_an_address_that_a_line_end_parted_is_whole_again(text: str, address: str) -> None:
    assert address in texts(wrapped(text))[0].split()[-1]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "Stödet gäller kunskaps- \noch erfarenhetsutbyte inom hela länet.",
            "kunskaps- och erfarenhetsutbyte",
        ),
        ("Stödet gäller vatten-\noch avloppsnät som är äldre än tjugo år.", "vatten- och avloppsnät"),
        ("Planen gäller väg-\neller järnvägsnätet i de norra delarna.", "väg- eller järnvägsnätet"),
        ("Planen gäller mark-\nsamt vattenanvändning i skärgården.", "mark- samt vattenanvändning"),
        ("Frågan togs upp i dialogen med EU-\nkommissionen och med två departement.", "EU-kommissionen"),
        ("Andelen äldre ökar, men gruppen 0-3-\nåringar minskar i sju av tio kommuner.", "0-3-åringar"),
        ("Förslaget lämnades in den 2024-11-\n30 av de tre nämnderna tillsammans.", "2024-11-30"),
        ("En ny tjänst har inrättats för RUP-\narbetet i länets tio kommuner.", "RUP-arbetet"),
        ("Två partnerskap finns, Gävle-\nSandviken och Hudiksvall-Nordanstig.", "Gävle-Sandviken"),
    ],
)
def test_a_hyphen_that_is_the_words_own_stays(text: str, kept: str) -> None:
    assert kept in texts(wrapped(text))[0]


def test_of_two_spellings_the_one_that_stands_elsewhere_in_the_text_is_taken() -> None:
    text = """
Stråket i nord-syd är viktigast. Att nord-syd går före är känt.
Det betyder att pengarna i första hand går till vägar i nord-
syd och därefter till resten."""
    assert texts(wrapped(text))[0].endswith("går till vägar i nord-syd och därefter till resten.")


def test_a_preposition_before_a_line_end_hyphen_lost_its_blank_and_not_a_syllable() -> None:
    text = "Nämnden har fattat fyra beslut avseende-\nbusslinjer i glesbygd under det gångna året."
    assert "avseende busslinjer" in texts(wrapped(text))[0]


# Paragraphs ----------------------------------------------------------------------------------


def test_a_line_of_one_blank_ends_a_paragraph() -> None:
    text = """
Vattenkraften står för hälften av elen i länet och den andelen
har legat stilla i tjugo år.%s
Vindkraften växer och väntas gå om den före år 2035 om alla
tillstånd ges."""
    found = texts(wrapped(text % "\n "))
    assert [paragraph.split()[0] for paragraph in found] == ["Vattenkraften", "Vindkraften"]


def test_an_empty_line_in_mid_sentence_ends_no_paragraph() -> None:
    text = """
Biblioteken har blivit mötesplatser där den som saknar bredband

kan få hjälp med myndigheternas tjänster, och antalet besök har
ökat sedan de fick öppet på kvällar."""
    assert len(texts(wrapped(text))) == 1


def test_each_line_of_an_unwrapped_text_is_a_paragraph_of_its_own() -> None:
    text = """
Regionen satsar tre miljoner kronor på fiber i byarna längs älven.
Pengarna räcker till tjugo byar, och grävningen börjar i maj.

Den som vill ansluta sig anmäler sig till byalaget."""
    assert texts(unwrapped(text)) == [line for line in text.split("\n") if line]


def test_a_sentence_that_a_comma_breaks_off_goes_on_in_an_unwrapped_text() -> None:
    assert texts(unwrapped("Sökande kan vara föreningar,\nstiftelser och byalag.")) == [
        "Sökande kan vara föreningar, stiftelser och byalag."
    ]


def test_a_bullet_begins_an_item_and_its_wrapped_lines_belong_to_it() -> None:
    text = """
Bidraget kan sökas för följande ändamål:
• lokaler som är öppna för alla åldrar och som ligger inom
  en halvtimmes resa
• ledarutbildning
▪ utrustning till ungdomsgrupper"""
    assert shown(wrapped(text))[1:] == [
        ("item", "lokaler som är öppna för alla åldrar och som ligger inom en halvtimmes resa"),
        ("item", "ledarutbildning"),
        ("item", "utrustning till ungdomsgrupper"),
    ]


@pytest.mark.parametrize("dash", "-–—")
def test_a_dash_before_each_entry_of_a_list_is_a_bullet(dash: str) -> None:
    text = f"""
Strategin har tre mål som ska vara nådda när perioden är till ända:
{dash} fler unga i inlandet ska ha ett arbete eller vara i utbildning
{dash} restiden med tåg till Stockholm ska vara under en och en halv timme
{dash} färre ska vara sjukskrivna"""
    assert shown(wrapped(text))[1:] == [
        ("item", "fler unga i inlandet ska ha ett arbete eller vara i utbildning"),
        ("item", "restiden med tåg till Stockholm ska vara under en och en halv timme"),
        ("item", "färre ska vara sjukskrivna"),
    ]


def test_a_dash_before_what_somebody_says_is_no_bullet() -> None:
    text = """
- Det här betyder mycket för oss som bor utanför tätorterna, säger Eva Ström.

– Nu vågar vi bygga, säger Per Ek."""
    assert [kind for kind, _ in shown(unwrapped(text))] == ["paragraph", "paragraph"]


def test_speech_in_a_wrapped_text_is_no_list() -> None:
    text = """
Eleverna fick höra om beslutet på torsdagen och har redan planer:
– Nu kan vi åka till träningen utan att någon måste skjutsa oss, säger
Lo Ek, som bor i Hassela.
– Det var på tiden att bussen kom."""
    assert {kind for kind, _ in shown(wrapped(text))} == {"paragraph"}


def test_people_one_a_line_stay_apart_and_an_address_joins_its_person() -> None:
    text = """
Eva Ek, samordnare för kultur, 026-15 40 01, eva.ek@regiongavleborg.se
Bo Ås, handläggare för stöd, 026-15 40 02, bo.as@regiongavleborg.se
Maria Öst, handläggare för bidrag till föreningar, 026-15 40 03,

maria.ost@regiongavleborg.se"""
    assert [paragraph.split(",")[0] for paragraph in texts(wrapped(text))] == ["Eva Ek", "Bo Ås", "Maria Öst"]


def test_a_list_without_bullets_keeps_one_entry_a_line() -> None:
    text = """
Följande museer får verksamhetsstöd under året enligt beslutet:

Hälsinglands Museum
Länsmuseet Gävleborg
Sveriges Järnvägsmuseum
Bollnäs Konsthall

Beslutet togs av kulturnämnden i december efter ett långt samråd
med kommunerna."""
    assert texts(wrapped(text))[1:5] == [
        "Hälsinglands Museum",
        "Länsmuseet Gävleborg",
        "Sveriges Järnvägsmuseum",
        "Bollnäs Konsthall",
    ]


def test_entries_in_lower_case_without_bullets_stay_apart() -> None:
    text = """
Den som söker ska bifoga dessa handlingar till sin ansökan om stöd:
budget
tidsplan
beskrivning av verksamheten
Ansökan som saknar någon av handlingarna lämnas utan åtgärd av den
ansvariga handläggaren."""
    assert texts(wrapped(text))[1:4] == ["budget", "tidsplan", "beskrivning av verksamheten"]


def test_lines_of_a_form_stay_apart_with_their_labels() -> None:
    text = """
Projektet Skärgårdsbåten
Syfte: Att pröva en båtlinje året om mellan öarna
Tid: 2024–2026
Budget: 4 200 tkr
Partner: Gävle kommun, Söderhamns kommun"""
    assert texts(wrapped(text))[1:] == [
        "Syfte: Att pröva en båtlinje året om mellan öarna",
        "Tid: 2024–2026",
        "Budget: 4 200 tkr",
        "Partner: Gävle kommun, Söderhamns kommun",
    ]


def test_lines_of_a_form_stay_apart_in_an_unwrapped_text_too() -> None:
    text = "Syfte: fler vandrare på leden\nMålgrupp: familjer\nKostnad: 350 000 kronor"
    assert texts(unwrapped(text)) == text.split("\n")


# Headings ------------------------------------------------------------------------------------


def test_a_heading_over_several_lines_is_one() -> None:
    text = """
Ett näringsliv som växer utan att ta mer
av naturen än den kan ge tillbaka

Företagen i länet har minskat sina utsläpp med en tredjedel sedan
mätningarna började, och de största har satt mål för att nå noll
inom tio år."""
    assert [heading for _, heading in headings(wrapped(text))] == [
        "Ett näringsliv som växer utan att ta mer av naturen än den kan ge tillbaka"
    ]


def test_a_heading_that_is_split_inside_a_word_is_whole() -> None:
    text = """
Fler vägar till arbete och kompetensför-
sörjning

Bristen på yrkesutbildade är störst i vården, följd av industrin
och bygg. Var tredje arbetsgivare har tackat nej till order."""
    assert [heading for _, heading in headings(wrapped(text))] == [
        "Fler vägar till arbete och kompetensförsörjning"
    ]


def test_a_documents_first_line_stands_above_its_sections() -> None:
    text = """
Biblioteksplan för länet

Planen gäller alla folkbibliotek i länet och antogs av nämnden efter
samråd med kommunerna.

Läsning för alla

Barn ska mötas av böcker redan på barnavårdscentralen, och den som
läser långsamt ska få hjälp."""
    assert headings(wrapped(text)) == [(1, "Biblioteksplan för länet"), (2, "Läsning för alla")]


def test_a_line_before_a_paragraph_is_a_heading_in_an_unwrapped_text() -> None:
    text = """
Stöd till bygdegårdar
En bygdegård kan få bidrag till tak, värme och tillgänglighet.

Hur ansöker föreningen?
Ansökan görs i e-tjänsten senast den 1 mars varje år."""
    found = [heading for _, heading in headings(unwrapped(text))]
    assert found == ["Stöd till bygdegårdar", "Hur ansöker föreningen?"]


@pytest.mark.parametrize(
    ("heading", "following"),
    [
        ("Bidrag till föreningar", "Föreningar i länet kan söka bidrag för:\n• lokal\n• lön"),
        ("Kontakt", "Eva Ek, kulturchef, 026-15 40 01, eva.ek@regiongavleborg.se"),
        ("Öppettider", "Alla dagar 9–17."),
    ],
)
def test_a_heading_over_a_short_line_is_one_in_an_unwrapped_text(heading: str, following: str) -> None:
    text = f"Planen gäller från i år och fem år framåt i hela länet.\n\n{heading}\n\n{following}"
    assert [text for _, text in headings(unwrapped(text))] == [heading]


@pytest.mark.parametrize("number", ["1.1", "2", "3.2.1"])
def test_a_numbered_heading_right_on_its_text_is_a_heading(number: str) -> None:
    text = f"""
Länets kuststäder växer medan inlandet krymper, och skillnaden i lön
mellan orterna har aldrig varit större än vad den är för närvarande.
{number} Bostäder och service i hela länets inland
Kommunerna ska tillsammans planera för tusen nya bostäder om året, de
flesta av dem nära en hållplats."""
    assert f"{number} Bostäder och service i hela länets inland" in [
        heading for _, heading in headings(wrapped(text))
    ]


def test_numbered_headings_get_their_level_from_their_number() -> None:
    text = """
1 Ett län som håller ihop

Länet ska hålla ihop från kusten till fjällen, och alla som bor
här ska ha nära till vård och skola.

1.1 Resor utan bil

Ingen ska behöva bil för att ta sig till arbetet i grannkommunen,
och bussarna ska gå varje timme.

2 Ett län som lär

Vuxna ska kunna läsa vidare där de bor, och de som saknar betyg
ska få en andra chans."""
    assert headings(wrapped(text)) == [
        (1, "1 Ett län som håller ihop"),
        (2, "1.1 Resor utan bil"),
        (1, "2 Ett län som lär"),
    ]


def test_marked_headings_keep_the_level_that_the_format_gave_them() -> None:
    lines = (
        SourceLine("Kultur", Place(line=1), heading=1, whole=True),
        SourceLine("Bibliotek.", Place(line=2), heading=3, whole=True),
        SourceLine("Öppet alla dagar", Place(line=3), whole=True),
        SourceLine("Namn | Antal", Place(line=4), kind="row", whole=True),
        SourceLine("bokbuss", Place(line=5), kind="item", whole=True),
    )
    blocks = clean(LoadedFile(lines, wrapped=False))
    assert [(block.kind, block.level, block.text) for block in blocks] == [
        ("heading", 1, "Kultur"),
        ("heading", 3, "Bibliotek."),
        ("paragraph", 0, "Öppet alla dagar"),
        ("row", 0, "Namn | Antal"),
        ("item", 0, "bokbuss"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Maria Öst, samordnare, 026-15 40 00\n\nHon svarar på vardagar mellan nio och tolv och vet mest.",
        "Under sommaren stängs kontoret.\n\nDet öppnar igen i augusti och har då öppet som vanligt igen.",
        "– Vi är stolta, säger ordföranden,\n\noch det finns all anledning att fira i helgen, tycker hon nu.",
    ],
)
def test_a_line_with_a_number_a_full_stop_or_a_comma_heads_nothing(text: str) -> None:
    assert headings(wrapped(text)) == headings(unwrapped(text)) == []


# Places --------------------------------------------------------------------------------------

WORD = st.sampled_from(
    "vatten bussar Gävle skolan år2024 länets och möten tio äldre stöd plats EU-stöd åtgärder kan".split()
)
GAP = st.sampled_from(["", "", "", " ", "\u00a0", "12", "<br>", "Foto: Ann Ek"])
LINE = st.one_of(
    st.builds(" ".join, st.lists(WORD, min_size=1, max_size=9)),
    st.builds(
        lambda words, end: " ".join(words) + end,
        st.lists(WORD, min_size=2, max_size=9),
        st.sampled_from("-.:,"),
    ),
    GAP,
)


@given(st.lists(LINE, max_size=25), st.booleans())
def test_the_words_at_a_place_stand_in_the_line_of_that_place(lines: list[str], is_wrapped: bool) -> None:
    source = "\n".join(lines)
    loaded = wrapped(source) if is_wrapped else unwrapped(source)
    raw = {line.place: clean_characters(line.text) for line in loaded.lines}
    for block in clean(loaded):
        ends = (*block.content.starts[1:], len(block.text))
        for start, end, place in zip(block.content.starts, ends, block.content.places, strict=True):
            assert block.text[start:end].strip() in raw[place]


@given(st.lists(LINE, max_size=25), st.booleans())
def test_no_word_is_lost_and_none_is_said_twice(lines: list[str], is_wrapped: bool) -> None:
    kept = [line for line in lines if line not in ("12", "Foto: Ann Ek", "<br>")]
    source = "\n".join(kept)
    blocks = clean(wrapped(source) if is_wrapped else unwrapped(source))
    letters = "".join(block.text for block in blocks)
    assert re.sub(r"[\W_]", "", letters) == re.sub(r"[\W_]", "", source)


def test_a_word_over_two_lines_is_cited_by_both() -> None:
    (block,) = clean(wrapped("Bidraget till länets kulturför-\neningar höjdes med tio procent i budgeten."))
    at = block.text.index("kulturföreningar")
    assert block.content.places_between(at, at + len("kulturföreningar")) == (Place(line=1), Place(line=2))
    assert block.content.place_at(block.text.index("höjdes")) == Place(line=2)


def test_a_file_of_furniture_alone_cleans_to_nothing() -> None:
    assert clean(wrapped("\n \nMeny\n\n7\n")) == ()
    assert clean(LoadedFile((), wrapped=True)) == ()
