"""Claims on stems: the forms of one word meet, two words stay two."""

import pytest

from retrieval.documents import Language
from retrieval.language.english import lemmas
from retrieval.language.stems import stem

FORMS: list[tuple[Language, str]] = [
    ("sv", "bidrag bidraget bidragen bidragens"),
    ("sv", "ansökan ansökningar ansökningen"),
    ("sv", "bok böcker böckerna boken"),
    ("sv", "stad städer städerna staden"),
    ("sv", "land länder länderna"),
    ("sv", "utbildning utbildningen utbildningar utbildningarna"),
    ("sv", "kommun kommuner kommunerna kommunens"),
    ("sv", "satsning satsningar satsningen"),
    ("sv", "skog skogen skogar"),
    ("sv", "organisation organisationen organisationer"),
    ("sv", "möjlighet möjligheten möjligheter"),
    ("en", "company companies"),
    ("en", "child children"),
    ("en", "apply applies applied"),
]


@pytest.mark.parametrize(("language", "forms"), FORMS)
def test_the_forms_of_a_word_have_one_stem(language: Language, forms: str) -> None:
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        "företag företaget företagen",
        "uppdrag uppdraget uppdragen",
        "anslag anslaget anslagen",
        "kostnad kostnaden kostnader",
        "insats insatsen insatser",
        "projekt projektet projekten",
        "resultat resultatet resultaten",
        "samhälle samhället samhällen",
        "barn barnet barnen",
        "jobb jobbet jobben",
        "bostad bostaden bostäder",
        "fordran fordringar",
    ],
)
def test_the_commonest_words_of_a_report_have_one_stem(forms: str) -> None:
    assert len({stem(form, "sv") for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("buss", "båt"), ("kultur", "natur"), ("skola", "skog"), ("region", "religion"), ("stad", "stöd")],
)
def test_two_words_have_two_stems(one: str, other: str) -> None:
    assert stem(one, "sv") != stem(other, "sv")


@pytest.mark.parametrize("word", ["eu", "2024", "1.1", "å"])
def test_numbers_and_short_words_stay_as_they_are(word: str) -> None:
    assert (stem(word, "sv"), stem(word, "en")) == (word, word)


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("subsidies", "subsidy"),
        ("planned", "plan"),
        ("funding", "fund"),
        ("taxes", "tax"),
        ("boxing", "box"),
        ("children", "child"),
        ("grants", "grant"),
        ("writing", "write"),
        ("larger", "large"),
        ("easily", "easy"),
        ("halves", "half"),
        ("travelled", "travel"),
        ("towns", "town"),
    ],
)
def test_an_english_form_leads_to_its_lemma(form: str, lemma: str) -> None:
    assert lemma in lemmas(form)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("organisation", "organization"),
        ("digitalise", "digitalize"),
        ("labour", "labor"),
        ("centre", "center"),
    ],
)
def test_british_and_american_spellings_lead_to_one_another(one: str, other: str) -> None:
    assert other in lemmas(one)
    assert one in lemmas(other)


def test_a_word_is_its_own_first_lemma_and_none_comes_twice() -> None:
    for word in ("business", "process", "news", "bus", "is"):
        assert lemmas(word)[0] == word
        assert len(set(lemmas(word))) == len(lemmas(word))
