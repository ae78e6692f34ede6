"""What people send that is not text, as the API tells it to a bot."""

from tests.bot_api.detection import detected
from tests.bot_api.entities import Formatted
from tests.bot_api.plain import Json


def text(said: str) -> Json:
    """A text with what Telegram finds in it."""
    return Formatted(said, tuple(detected(said))).as_api()


def captioned(said: str) -> Json:
    return Formatted(said, tuple(detected(said))).as_api("caption", "caption_entities") if said else {}


def photo() -> Json:
    sizes = [(90, 67), (320, 240), (1280, 960)]
    return {
        "photo": [_file(f"photo{wide}") | {"width": wide, "height": high} for wide, high in sizes],
    }


def document(name: str) -> Json:
    return {"document": _file(name) | {"file_name": name, "mime_type": "application/pdf"}}


def sticker(emoji: str) -> Json:
    size = {"width": 512, "height": 512, "is_animated": False, "is_video": False}
    return {"sticker": _file("sticker") | size | {"type": "regular", "emoji": emoji}}


def voice(seconds: int) -> Json:
    return {"voice": _file("voice") | {"duration": seconds, "mime_type": "audio/ogg"}}


def video(seconds: int) -> Json:
    return {"video": _file("video") | {"duration": seconds, "width": 640, "height": 360}}


def location(latitude: float, longitude: float) -> Json:
    return {"location": {"latitude": latitude, "longitude": longitude}}


def contact(name: str, phone: str) -> Json:
    return {"contact": {"first_name": name, "phone_number": phone}}


def poll(question: str, *options: str) -> Json:
    return {
        "poll": {
            "id": "5500000000000000001",
            "question": question,
            "options": [
                {"persistent_id": str(number), "text": option, "voter_count": 0}
                for number, option in enumerate(options)
            ],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": False,
            "members_only": False,
        }
    }


def forwarded(origin: str, date: int) -> Json:
    """The mark of a message that was passed on from someone who hides their account."""
    return {"forward_origin": {"type": "hidden_user", "sender_user_name": origin, "date": date}}


def _file(name: str) -> Json:
    return {"file_id": f"file-{name}", "file_unique_id": f"unique-{name}", "file_size": 4096}
