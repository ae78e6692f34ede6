"""Telegram for the tests: a Bot API server of our own, and the people at the other end.

`server.py` says how it is used. What a bot may send is checked as Telegram checks it (`texts.py`,
`keyboards.py`, `flood.py`), what a test wants to go wrong is planned in `faults.py`, what people do
is in `people.py` and `groups.py`, what they see in `shown.py`.

Unlike Telegram: Markdown is refused; a link that Telegram would find by itself is found only below a
few top domains; files are taken and not given back; the wording of a refusal is ours where Telegram's
is not known (a contact's missing fields and long vCard, drafts, a long name or description).
"""
