from tests.bot_api.plain import Json
from tests.end_to_end.picture import page


def message(**said: object) -> Json:
    return {
        "is_bot": True, "sent_at": 1_795_349_000.0, "kind": "text", "text": "", "entities": [], "content": {},
        "keyboard": [], "is_deleted": False, "times_edited": 0, **said,
    }  # fmt: skip


def test_a_page_shows_words_cards_and_buttons_and_loads_nothing() -> None:
    bold = {"type": "bold", "offset": 0, "length": 4}
    card = {"contact": {"first_name": "Anna", "last_name": "Berg", "phone_number": "+4690123456"}}
    shown = page(
        [
            message(is_bot=False, text="Vem <är> chef?"),
            message(
                text="Anna & Bo",
                entities=[bold],
                times_edited=1,
                keyboard=[[{"text": "Kopiera", "kind": "copy_text", "value": "1"}]],
            ),
            message(kind="contact", content=card),
            message(text="borta", is_deleted=True),
        ]
    )
    assert '<div class="message own"><div class="bubble">Vem &lt;är&gt; chef?<time>13:03</time>' in shown
    assert '<b>Anna</b> &amp; Bo<time>ändrat 13:03</time></div><div class="row"><span>Kopiera<i><svg' in shown
    assert '<span class="face">AB</span><div><b>Anna Berg</b><small>+4690123456</small>' in shown
    assert shown.count('class="day"') == 1
    assert "borta" not in shown
    assert "http" not in shown
