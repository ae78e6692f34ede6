"""What a person sees in Telegram, as plain values: answers, lists, buttons, cards. Nothing here sends."""
