"""A member of a chat as the API tells it: who, in which standing, with which rights."""

from tests.bot_api.plain import Json

MANAGING = (
    "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats "
    "can_restrict_members can_promote_members can_change_info can_invite_users can_post_stories "
    "can_edit_stories can_delete_stories"
)
SPEAKING = (
    "can_change_info can_invite_users can_pin_messages can_send_messages can_send_polls "
    "can_send_other_messages can_add_web_page_previews can_manage_topics can_send_audios "
    "can_send_documents can_send_photos can_send_videos can_send_video_notes can_send_voice_notes "
    "can_edit_tag can_react_to_messages"
)


def chat_member(user: Json, status: str) -> Json:
    """A member of that status; administrators manage nothing in particular, the restricted say nothing."""
    said: Json = {"user": user, "status": status}
    match status:
        case "administrator":
            return said | dict.fromkeys(MANAGING.split(), False)
        case "creator":
            return said | {"is_anonymous": False}
        case "restricted":
            return said | dict.fromkeys(SPEAKING.split(), False) | {"is_member": True, "until_date": 0}
        case "kicked":
            return said | {"until_date": 0}
    return said
