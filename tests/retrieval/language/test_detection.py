"""Claims on telling Swedish from English, down to two words."""

import pytest

from retrieval.language.detection import language_of

SWEDISH = """
Vilket bidrag kan en byförening söka?
Vem ansvarar för kollektivtrafiken?
Hur många kommuner finns i länet?
När antogs kulturplanen?
Vad kostar ett busskort?
Finns det stöd till nystartade firmor?
Berätta om bredband i glesbygd
Vad gör regionen åt bristen på sjuksköterskor?
Hej, jag undrar om ni ger pengar till film
Vart vänder man sig med klagomål?
Är strategin beslutad?
telefonnummer till pressansvarig
och för ungdomar?
hans mejl?
mål för klimatet
Tack så mycket!
Hur går det för North Sweden Green Deal?
Vad är Smart Specialisation?
Vem leder projektet Baltic Business Hub?
varför inte
""".strip().splitlines()

ENGLISH = """
What grants can a village association apply for?
Who is responsible for public transport?
How many municipalities are there in the county?
When was the culture plan adopted?
How much does a bus pass cost?
Is there support for start-ups?
Tell me about broadband in rural areas
What does the region do about the shortage of nurses?
Hi, I wonder if you fund films
Where do I turn with complaints?
Has the strategy been decided?
phone number of the press officer
what about young people?
his email?
which towns
Thank you very much!
Who is Åsa Öhman in Örnsköldsvik?
What is Länsstyrelsen Gävleborg responsible for?
Does Region Gävleborg own Gävle sjukhus?
and for schools?
""".strip().splitlines()


@pytest.mark.parametrize("text", SWEDISH)
def test_a_swedish_message_is_swedish(text: str) -> None:
    assert language_of(text) == "sv"


@pytest.mark.parametrize("text", ENGLISH)
def test_an_english_message_is_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["climate goals", "bus lines Ljusdal", "contact culture"])
def test_two_english_words_without_a_stop_word_are_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("text", ["RUS 2030", "Gabriella", "26", ""])
def test_what_tells_nothing_takes_the_language_of_the_chat(text: str) -> None:
    assert (language_of(text, "sv"), language_of(text, "en")) == ("sv", "en")
