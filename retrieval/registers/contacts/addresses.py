"""E-mail addresses that are broken or written in words, mended where the name and the domain prove them.

Text, the names in it, the domains of the corpus -> Details. What cannot be proved stays as it stands,
in doubt.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations, product

from rapidfuzz.distance import OSA

from retrieval.cleaning.characters import unaccented
from retrieval.registers.contacts.details import Detail, details_in
from retrieval.registers.contacts.names import belongs_to, spellings

MENDED, UNPROVED = "email_mended", "email_unproved"
# (at), [at], snabel-a, or an @ with blanks around it; the word "at" counts only where a name proves it
AT = re.compile(r"\s*(?:@|[(\[{<]\s*(?:at|a|@|snabel-?a)\s*[)\]}>]|\bsnabel-?a\b)\s*|\s+at\s+", re.IGNORECASE)
DOT = re.compile(r"\s*[(\[{]\s*(?:dot|punkt|\.)\s*[)\]}]\s*|\s+(?:dot|punkt)\s+", re.IGNORECASE)
CUT = re.compile(r"(?<![\w.])[a-zåäöé]+[._-][ \n]$")
BEFORE = re.compile(r"(?:[\w.+-]+[ \n])?(?:[\w.+-]+[ \n])?[\w.+-]+$")
AFTER = re.compile(
    rf"[\w-]+(?:(?:[.,]|{DOT.pattern})[\w-]+)*(?:[ \n.,-]{{1,2}}[\w-]+(?:[.,][\w-]+)*){{0,2}}", re.IGNORECASE
)
VALID = re.compile(
    r"[a-z0-9](?:[\w+-]|\.(?!\.))*(?<!\.)@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,10}", re.I | re.A
)
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,10}")
# how a mailbox of many begins, as no person's name does
FUNCTION = re.compile(
    r"(?:info|kontakt|contact|press|media|registrator|diarie|kansli|support|service|kund|kultur|fritid|reception|vaxel"
    r"|post|mail|office|admin|hr|personal|ekonomi|faktura|utveckling|projekt|stod|bidrag|bibliotek|folkhals|region|kommun"
    r"|kommunikation|turism|miljo|klimat|natur|energi|trafik|skola|naring|foretag|innovation|digital|bredband|social"
    r"|halsa|vard|forskning|fou|museum|teater|film|musik|konst|team|grupp|enhet|avdelning|stab|ledning|namnd"
    r"|styrelse|politik|upphandling|it|helpdesk|web|webb|redaktion|nyhet|bokning|kurs|konferens|culture|funding"
    r"|grants?|development|business|health|transport)",
    re.IGNORECASE,
)
LONGEST_PRINTED = 120  # characters before an @ that may be of its address
SURE_DOMAIN = 6  # letters from which one wrong letter leaves no doubt about which domain is meant
SURE_PART = 3  # letters of a name's word that an address may have lost one of


def written_in(text: str, names: Sequence[str], domains: Collection[str]) -> list[Detail]:
    """The numbers and addresses of a text, broken ones too; each as it should read, if that is proved."""
    found = list(details_in(text))
    mended = [d for match in AT.finditer(text) if (d := _at_a_sign(text, match, found, names, domains))]
    spans = [(d.start, d.end) for d in mended]
    kept = [d for d in found if not any(start < d.end and d.start < end for start, end in spans)]
    return sorted([*kept, *mended], key=lambda detail: detail.start)


def _at_a_sign(
    text: str, match: re.Match[str], found: Sequence[Detail], names: Sequence[str], domains: Collection[str]
) -> Detail | None:
    """The broken address round an @, or what stands for one; None where a whole one or none is meant."""
    whole = next((d for d in found if d.email and d.start <= match.start() < d.end), None)
    if whole and VALID.fullmatch(text[whole.start : whole.end]) and not _is_cut(text, whole.start):
        return None
    before = BEFORE.search(text, max(0, match.start() - LONGEST_PRINTED), match.start())
    if before is None:
        return None
    after = AFTER.match(text, match.end())
    proved = _proved(text, before, match, after, names, domains)
    return proved or _by_form(text, before, match, after, domains, whole)


def _is_cut(text: str, start: int) -> bool:
    """Whether what stands before an address may be its beginning: "nils. holm@", "he- lena@"."""
    return bool(CUT.search(text, max(0, start - LONGEST_PRINTED), start)) or text[start] in ".-_"


def _proved(
    text: str,
    before: re.Match[str],
    at: re.Match[str],
    after: re.Match[str] | None,
    names: Sequence[str],
    domains: Collection[str],
) -> Detail | None:
    """The address that a name proves, as wide as it stands."""
    starts = [before.start(), *(before.start() + m.end() for m in re.finditer(r"[ \n]", before.group()))]
    ends = _ends(after) if after else []
    for start, name in product(starts, names):
        local = local_of(text[start : at.start()], name)
        if local is None:
            continue
        for end in ends:
            if domain := domain_of(text[at.end() : end], domains):
                return _detail(text, start, end, f"{local}@{domain}")
        if len(domains) == 1 and "@" in at.group() and not re.match(r"[\w-]+\.[\w-]", text[at.end() :]):
            return _detail(
                text, start, at.end() - len(at.group()) + len(at.group().rstrip()), f"{local}@{min(domains)}"
            )
    return None


def _detail(text: str, start: int, end: int, email: str) -> Detail:
    same = text[start:end].rstrip(".").casefold() == email.casefold()
    return Detail(
        start, end, email=text[start:end].rstrip(".") if same else email, doubt=None if same else MENDED
    )


def _ends(after: re.Match[str]) -> list[int]:
    """Where a domain may end: as near as possible first."""
    ends = [after.start() + m.start() for m in re.finditer(r"(?<=\w)(?=[\s,.-]|$)", after.group())]
    return [end for end in ends if end > after.start()]


def _by_form(
    text: str,
    before: re.Match[str],
    at: re.Match[str],
    after: re.Match[str] | None,
    domains: Collection[str],
    whole: Detail | None,
) -> Detail | None:
    """An address that no name proves: sure only where it is written in words and its domain is known."""
    start = before.start() + len(before.group()) - len(re.split(r"[ \n]", before.group())[-1])
    if whole:
        printed = text[whole.start : whole.end].strip(".-_")
        return Detail(
            whole.start, whole.end, email=printed, doubt=None if VALID.fullmatch(printed) else UNPROVED
        )
    if at.group().strip().casefold() == "at" or not after:
        return None
    for end in reversed(_ends(after)):
        domain = domain_of(text[at.end() : end], domains)
        email = f"{text[start : at.start()].casefold()}@{domain}"
        if domain and VALID.fullmatch(email):
            return Detail(start, end, email=email, doubt=MENDED if domain in domains else UNPROVED)
    return None


def local_of(printed: str, name: str) -> str | None:
    """The part before the @ as a name proves it: all its letters are the name's, blanks and accents apart."""
    marks = printed.replace("\n", " ")
    letters = re.sub(r"[^a-z]", "", unaccented(marks))
    words = [word for word in re.split(r"[\s-]", name) if word]
    for size in range(len(words), 0, -1):
        for chosen in combinations(words, size):
            for parts in product(*map(_ways, chosen)):
                if "".join(parts) == letters and any(len(part) > 1 for part in parts):
                    return _rejoined(marks, parts) if size > 1 or " " not in marks.strip() else None
    return None


def _ways(word: str) -> list[str]:
    return sorted({*spellings(word), unaccented(word)[:1]}, key=len, reverse=True)


def _rejoined(printed: str, parts: Sequence[str]) -> str:
    """The parts with the marks that stand between them; a point where only a blank does."""
    plain = unaccented(printed)
    at, marks = 0, []
    for part in parts[:-1]:
        for letter in part:
            at = plain.index(letter, at) + 1
        between = re.match(r"[\s._-]*", plain[at:])
        said = between.group() if between else ""
        mark = re.sub(r"\s", "", said)[:1]
        marks.append(mark or ("." if said else ""))
    return "".join(part + mark for part, mark in zip(parts, [*marks, ""], strict=True))


def domain_of(printed: str, domains: Collection[str]) -> str | None:
    """The domain that is meant: a known one but for a letter and its marks, or a well-formed one."""
    plain = re.sub(r"\s*-?\s+", "", unaccented(DOT.sub(".", printed))).replace(",", ".").strip(".-")
    letters = re.sub(r"[^a-z0-9]", "", plain)
    for domain in sorted(domains):
        if letters == re.sub(r"[^a-z0-9]", "", domain) or plain == domain:
            return domain
    known = nearest_domain(plain, domains)
    if known:
        return known
    return plain if DOMAIN.fullmatch(plain) and " " not in DOT.sub(".", printed).strip() else None


def nearest_domain(domain: str, domains: Collection[str]) -> str | None:
    """The only known domain that one wrong letter tells from a domain; None where that is not sure."""
    near = [known for known in domains if len(known) >= SURE_DOMAIN + 3 and OSA.distance(domain, known) <= 1]
    return near[0] if len(near) == 1 and near[0] != domain else None


def known_domains(texts: Iterable[str]) -> frozenset[str]:
    """The domains of the addresses in texts."""
    return common_domains({email for text in texts for email in whole_addresses(text)})


def whole_addresses(text: str) -> frozenset[str]:
    """The addresses of a text that are as they should be, in small letters."""
    emails = {detail.email.casefold() for detail in details_in(text) if detail.email}
    return frozenset(email for email in emails if VALID.fullmatch(email))


def common_domains(emails: Collection[str]) -> frozenset[str]:
    """The domains of addresses, without those that a slip tells from a commoner one."""
    counts = Counter(email.partition("@")[2] for email in emails)
    return frozenset(
        domain
        for domain, count in counts.items()
        if not any(counts[other] > count for other in counts if nearest_domain(domain, (other,)))
    )


def checked(email: str, doubt: str | None, name: str, domains: Collection[str]) -> tuple[str, str | None]:
    """An address held against the name of whom it is: mended where that is proved, else in doubt."""
    local, _, domain = email.partition("@")
    if not VALID.fullmatch(email):
        proper, meant = local_of(local, name), domain_of(domain, domains)
        return (f"{proper}@{meant}", MENDED) if proper and meant else (email, UNPROVED)
    if domain not in domains and (known := nearest_domain(domain.casefold(), domains)):
        email, doubt = f"{local}@{known}", MENDED
    if belongs_to(email, name):
        return email, doubt if doubt == MENDED else None
    if proper := _without_a_slip(local, name):
        return f"{proper}@{email.partition('@')[2]}", MENDED
    return email, UNPROVED if _names_somebody(local) else doubt


def _without_a_slip(local: str, name: str) -> str | None:
    """A local part of which one letter was lost, swapped or typed twice over, as the name has it."""
    words = [word for each in re.split(r"[\s-]", name) if each for word in spellings(each)]
    parts = re.split(r"([._-])", local.casefold())
    wrong = [number for number, part in enumerate(parts) if number % 2 == 0 and part not in words]
    if len(parts) < 3 or len(wrong) != 1:
        return None
    part = parts[wrong[0]]
    near = [word for word in words if len(word) >= SURE_PART and word not in parts and _slipped(part, word)]
    return (
        "".join(near[0] if number == wrong[0] else each for number, each in enumerate(parts))
        if near
        else None
    )


def _slipped(part: str, word: str) -> bool:
    """Whether a part is a name's word with a slip of the hand; "karlson" and "karlsson" are two names."""
    if OSA.distance(part, word) != 1 or (len(part) == len(word) and sorted(part) != sorted(word)):
        return False
    return re.sub(r"(.)\1", r"\1", part) != re.sub(r"(.)\1", r"\1", word)


def _names_somebody(local: str) -> bool:
    """Whether an address is made of a first and a last name, so that it is another's than this person's."""
    parts = re.split(r"[._]", local)
    if len(parts) != 2 or not all(re.fullmatch(r"[^\W\d_][^\W\d_-]+", part) for part in parts):
        return False
    return not any(FUNCTION.match(unaccented(part)) for part in parts)
