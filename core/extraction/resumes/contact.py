"""Who it is and how to reach them: the `basics` of JSON Resume, from the lines before and beside the sections."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise, starmap

import phonenumbers

from core.dates import find_dates
from core.extraction.resumes import addresses
from core.extraction.resumes.headings import section_of
from core.extraction.resumes.naming import kind_of
from core.extraction.resumes.pieces import Piece, Tree, Value, value, whole
from core.extraction.resumes.places import address, city_alone, is_address, is_place, may_be_city
from core.extraction.resumes.words import DEGREE, TITLE, TITLE_CJK
from core.model import Line

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_URL = re.compile(
    r"(?<![\w@.-])(?:https?://[^\s|·•,;()<>]{3,300}|(?:www\.)?[a-z0-9][a-z0-9-]{1,62}(?:\.[a-z0-9-]{2,62}){0,3}\.[a-z]{2,12}"
    r"(?:/[^\s|·•,;()<>]{0,200})?)(?![\w@])",
    re.IGNORECASE,
)
_NOT_A_HOST = re.compile(r"\.(?:js|ts|py|md|pdf|docx?)$|^(?:asp|node|vue|next)\.", re.IGNORECASE)
_NETWORKS = {
    "linkedin": "LinkedIn", "github": "GitHub", "gitlab": "GitLab", "bitbucket": "Bitbucket", "gitee": "Gitee",
    "stackoverflow": "Stack Overflow", "twitter": "Twitter", "x.com": "X", "facebook": "Facebook", "instagram": "Instagram",
    "medium.com": "Medium", "behance": "Behance", "dribbble": "Dribbble", "kaggle": "Kaggle", "orcid": "ORCID",
    "scholar.google": "Google Scholar", "xing": "XING", "youtube": "YouTube", "itch.io": "itch.io", "dev.to": "DEV",
    "leetcode": "LeetCode", "hackerrank": "HackerRank", "codepen": "CodePen", "researchgate": "ResearchGate",
    "mastodon": "Mastodon", "zhihu": "Zhihu", "csdn": "CSDN", "juejin": "Juejin", "huggingface": "Hugging Face",
}  # fmt: skip
_NETWORK_WORDS = re.compile(
    r"(?<![^\W_])(linkedin|github|gitlab|bitbucket|stack ?overflow|twitter|xing|behance|dribbble|kaggle|orcid|itch\.io|"
    r"medium|instagram|facebook|google scholar|leetcode|youtube)(?![^\W_])",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?<![\w/.@-])\+?\(?\d[\d\s().\u00a0\u2009\u202f‐‑–/-]{5,24}\d(?![\w@])")
_PHONE_REGIONS = ("US", "GB", "DE", "FR", "ES", "BR", "CN", "IN")
"""Written without a country's code a number is taken if it could exist in one of these."""
_FEWEST_DIGITS = 8
"""Shorter ones are postal codes and house numbers more often than numbers one can call from afar."""
_LABELS = re.compile(
    r"^\W*(?:e-?mails?|mail|courriel|correo(?: electrónico)?|correio|telemóvel|teléfono|telefono|natel|phone|tel(?:e(?:fon|phone|fone))?|téléphone|tél|mobile?|cell|handy|móvil|celular|address|adresse|"
    r"anschrift|country|region|state|zip|plz|postcode|land|pays|país|wohnort|dirección|domicilio|endereço|morada|location|based in|city|ort|ville|name|nom|nombre|nome|website|web|site|homepage|"
    r"portfolio|linkedin|github|m|t|e|p|a|w|title|position|beruf|poste|求职意向|应聘职位|职位|目标职位|"
    r"姓名|电话|手机|邮箱|电子邮箱|邮件|地址|住址|所在地|现居地|城市|居住地|现居|籍贯)\s*[:：.]\s*",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[^\w\s(（+@\"'“«]{1,2}\s+(?=[^\W\d_])")
_CHUNKS = re.compile(r"[\t|·•⋄◦■✦]|\s[-–—/,]\s|\s{2,}|(?<=[^\d,]),\s(?=https?:)")
_NO_PLACE = re.compile(
    r"\b(?:citizen|citizenship|visa|authori[sz]ed|permit|resident|clearance|portfolio|website|homepage|resume|cv|curriculum|"
    r"vitae|relocat\w*|open to|driver|licen[cs]e|permis|führerschein|nationality|nationalité|born|geboren|married|single|"
    r"male|female|he/him|she/her|they/them|years?|ans|jahre|blog|email|phone|linkedin|github|page|available|notice)\b",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_.'’-]*(?:[.'’-][^\W\d_]*)*[.,]?")
_CJK_NAME = re.compile(r"[\u4e00-\u9fff·]{2,6}")
_TITLE_MORE = re.compile(
    r"\b(?:graduate|student|candidate|professional|expert|specialist|freelance|generalist|enthusiast)\b",
    re.IGNORECASE,
)
_NAME_LABEL = re.compile(r"\s*(?:full name|name|nom|nombre|nome|姓名)\s*[:：\t]\s*", re.IGNORECASE)
_TITLE_LABEL = re.compile(
    r"\s*(?:beruf|berufsbezeichnung|job title|profession|métier|profesión|profissão|puesto)\s*[:：\t]\s*",
    re.IGNORECASE,
)
_BESIDE_NAME = re.compile(r"\t|\s[|–—]\s|\s-\s|\s(?=[(（])")
_NAME_WORDS = 6
_STACKED = 2
_SAME_SIZE_PT = 0.5
_LABEL_LINES = 3
_MONOGRAM_LETTERS = 3
_CONTACT_LETTERS = 400
"""Longer lines are paragraphs."""
_LABEL_WORDS = 14
_TOP_LINES = 12


def basics(lines: Sequence[Line], rest: Sequence[Line]) -> Tree:
    """`basics` without the summary.

    Args:
        lines: those of the header and of the contact and link sections.
        rest: other lines, looked at for a mail address only if there is none above.
    """
    lines = [line for line in lines if len(line.text) <= _CONTACT_LETTERS]
    rest = [line for line in rest if len(line.text) <= _CONTACT_LETTERS]
    name = _name(lines)
    label = _label(lines, name)
    chunks = [
        chunk for line in lines for chunk in _chunks(line) if not any(map(chunk.touches, (*name, label)))
    ]
    profiles, url = _links(lines)
    return {
        "name": value(*name),
        "label": value(label),
        "email": _email(lines) or _email(rest),
        "phone": _phone(lines),
        "url": url,
        "location": _location(chunks),
        "profiles": profiles,
    }


# ---------------------------------------------------------------- mail, phone, links


def _email(lines: Sequence[Line]) -> Value | None:
    """The first mail address; one broken at a line end is known by its link."""
    if broken := next(filter(None, starmap(_broken_email, pairwise(lines))), None):
        return broken
    return next((value(Piece(line, *m.span())) for line in lines if (m := _EMAIL.search(line.text))), None)


def _broken_email(line: Line, below: Line) -> Value | None:
    first, rest = whole(line), whole(below)
    said = first.text + rest.text
    linked = any(link.lower() == f"mailto:{said.lower()}" for link in line.links)
    return Value(said, (first.span, rest.span)) if linked and _EMAIL.fullmatch(said) else None


def _phone(lines: Iterable[Line]) -> Value | None:
    for line in lines:
        for match in _PHONE.finditer(line.text):
            if _is_phone(match.group()) and not any(d.is_range for d in find_dates(match.group())):
                return value(Piece(line, *match.span()))
    return None


def _is_date(text: str) -> bool:
    """Is it a day of birth: "03.04.1985"?"""
    return any((date.start, date.end) == (0, len(text)) for date in find_dates(text))


def _is_phone(text: str) -> bool:
    if sum(letter.isdigit() for letter in text) < _FEWEST_DIGITS or _is_date(text):
        return False
    for region in _PHONE_REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE:
            return True
    return False


def _links(lines: Sequence[Line]) -> tuple[list[Tree], Value | None]:
    """Profiles by their network, and the first address that belongs to none; links before what only looks like one."""
    mail = _email(lines)
    mailed = {span.line for span in mail.spans} if mail and len(mail.spans) > 1 else set()
    lines = [line for line in lines if line.n not in mailed]  # the rest of a broken address looks like a host
    found = [spot for line in lines for spot in _linked(line)]
    seen = {_bare(url) for url, _, _ in found}
    for place, line in enumerate(lines):
        for pieces in _written(line, lines[place + 1] if place + 1 < len(lines) else None):
            url = "".join(p.text for p in pieces)
            if not any(_bare(url) in one for one in seen):
                found.append((url, pieces, _network(url)))
    profiles: dict[str, Tree] = {}
    site: Value | None = None
    for url, pieces, network in found:
        spot = Value(url, tuple(p.span for p in pieces))
        if network and network not in profiles:
            profiles[network] = {"network": network, "username": _username(url), "url": spot}
        elif not network and site is None:
            site = spot
    return list(profiles.values()), site


Spot = tuple[str, list[Piece], str | None]
"""Address, the text that carries it, and its network."""


def _linked(line: Line) -> list[Spot]:
    """The links of a line. One to an unknown host is a profile if it stands under a network's name."""
    targets = [t for t in line.links if t.lower().startswith("http") and "@" not in t.split("/")[2:3]]
    names = [Piece(line, *m.span()) for m in _NETWORK_WORDS.finditer(line.text)]
    known = {_network(t) for t in targets}
    free = [n for n in names if _network(n.text) not in known]
    unknown = [t for t in targets if _network(t) is None]
    by_name = dict(zip(unknown, free, strict=True)) if len(free) == len(unknown) else {}
    out: list[Spot] = []
    for target in targets:
        network = _network(target) or (_network(by_name[target].text) if target in by_name else None)
        shown = next((p for p in _urls(line) if _bare(p.text) == _bare(target)), None)
        word = next((n for n in names if network and _network(n.text) == network), None)
        out.append((shown.text if shown else target, [shown or word or whole(line)], network))
    return out


def _urls(line: Line) -> list[Piece]:
    text = _EMAIL.sub(_blank, line.text)
    return [Piece(line, *m.span()).trim(".") for m in _URL.finditer(text) if _is_host(m.group())]


def _written(line: Line, below: Line | None) -> Iterator[list[Piece]]:
    """Addresses written out; one broken at a line end goes on below."""
    for piece in _urls(line):
        broken = piece.end >= len(line.text.rstrip()) and piece.text.endswith(("-", "/"))
        if broken and below is not None and re.fullmatch(r"[\w./-]{1,60}", below.text.strip()):
            yield [piece, whole(below)]
        else:
            yield [piece]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _is_host(text: str) -> bool:
    host = re.sub(r"^https?://", "", text.lower()).split("/")[0]
    return text.lower().startswith(("http", "www.")) or not _NOT_A_HOST.search(host)


def _bare(url: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?|/$", "", url.lower())


def _network(url: str) -> str | None:
    host = _bare(url).split("/")[0].replace(" ", "")
    return next(
        (name for sign, name in _NETWORKS.items() if sign in host and not host.startswith("example.")), None
    )


def _username(url: str) -> str | None:
    path = [p for p in _bare(url).split("?")[0].split("/")[1:] if p]
    return path[-1].lstrip("@") if path else None


# ---------------------------------------------------------------- name and label


def _name(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """The largest text at the top that could be a name; where sizes are not known, the first."""
    labelled = (_labelled_name(line) for line in lines[:_TOP_LINES])
    if named := next((piece for piece in labelled if piece), None):
        return (named,)
    found = [piece for line in lines if (piece := _name_piece(line))]
    # What they call themselves may stand in larger letters than a name that has contact data beside it.
    found = [piece for piece in found if not TITLE.search(piece.text)] or found
    if headed := next((piece for piece in found if piece.line.level == 1), None):
        return (headed,)
    tall = max((line.size for line in lines), default=0.0) - _SAME_SIZE_PT
    if tall > 0 and (stacked := _stacked_name([line for line in lines if line.size >= tall])):
        return stacked
    largest = max((piece.line.size for piece in found), default=0.0) - _SAME_SIZE_PT
    return tuple(piece for piece in found if piece.line.size >= largest)[:1]


def _stacked_name(lines: Sequence[Line]) -> tuple[Piece, ...]:
    """First and last name in large letters, a line each."""
    pieces = tuple(whole(line) for line in lines)
    if len(pieces) != _STACKED:
        return ()
    first, last = (piece.text for piece in pieces)
    if first.endswith("-") and last[:1].isupper():  # broken at the hyphen of a double name
        return pieces if _name_like(first[:-1] + "-" + last) else ()
    one_worded = _NAME_WORD.fullmatch(first) or _NAME_WORD.fullmatch(last)
    both = f"{first} {last}"
    return pieces if one_worded and _name_like(both) and not TITLE.search(both) else ()


def _labelled_name(line: Line) -> Piece | None:
    match = _NAME_LABEL.match(line.text)
    piece = Piece(line, match.end(), len(line.text)).trim() if match else None
    return piece if piece and _name_like(piece.text) else None


def _name_piece(line: Line) -> Piece | None:
    """A name, with a title or pronouns after it cut off."""
    first = next(iter(whole(line).split(_BESIDE_NAME)), None)
    comma = first.text.find(",") if first else -1
    after = first.text[comma + 1 :].strip() if first else ""
    if first and comma > 0 and (_is_title(after) or DEGREE.fullmatch(after)):  # "Ann Lee, Registered Nurse"
        first = first.part(0, comma)
    return first if first and _name_like(first.text) else None


def _name_like(text: str) -> bool:
    if re.search(r"[\d@/:]", text) or section_of(text) or is_place(text):
        return False
    if _CJK_NAME.fullmatch(text.replace(" ", "")):
        return True
    words = text.split()
    worded = 1 < len(words) <= _NAME_WORDS and all(map(_NAME_WORD.fullmatch, words))
    return worded and not words[0][0].islower() and not _CJK_NAME.search(text)


def _label(lines: Sequence[Line], name: Sequence[Piece]) -> Piece | None:
    """What they call themselves: beside the name or on one of the next lines."""
    if not name:
        return None
    if labelled := next(filter(None, map(_labelled_title, lines[:_TOP_LINES])), None):
        return labelled
    last = name[-1].line
    _, *beside = whole(last).split(_BESIDE_NAME)
    if len(name) == 1 and beside and _is_title(beside[0].text):
        return Piece(last, beside[0].start, len(last.text)).trim()
    if last.text[name[-1].end : name[-1].end + 1] == ",":
        after = Piece(last, name[-1].end, len(last.text)).trim()
        if _is_title(after.text):
            return next(iter(after.split(_BESIDE_NAME)))
    smallest = min(line.size for line in lines)
    said = {name[0].text.lower(), last.text.strip().lower()}  # some print the name twice, large and small
    initials = {word[0] for piece in name for word in re.split(r"[\s-]", piece.text) if word}
    below = [
        line
        for line in lines
        if line.n > last.n and whole(line).text.lower() not in said and not _is_monogram(line.text, initials)
    ]
    below.sort(key=lambda line: line.column != last.column)  # first what stands under the name
    for place, line in enumerate(below[:_LABEL_LINES]):
        found = _label_of(line, first=place == 0, set_off=line.bold or line.level > 0 or line.size > smallest)
        if found:
            return found
    above = [line for line in lines[:_LABEL_LINES] if line.n < last.n and line.size < last.size]
    return next((whole(line) for line in above if not is_contact(line) and _is_title(whole(line).text)), None)


def _labelled_title(line: Line) -> Piece | None:
    match = _TITLE_LABEL.match(line.text)
    piece = Piece(line, match.end(), len(line.text)).trim() if match else None
    return piece if piece and piece.text and _plain_words(piece.text) else None


def _is_monogram(text: str, initials: Collection[str]) -> bool:
    letters = text.replace(".", "").replace(" ", "")
    return 1 < len(letters) <= _MONOGRAM_LETTERS and letters.isupper() and set(letters) <= set(initials)


def _label_of(line: Line, *, first: bool, set_off: bool) -> Piece | None:
    if is_contact(line):
        chunks = _chunks(line)
        return next((chunk for chunk in (chunks if first else chunks[:1]) if _is_title(chunk.text)), None)
    piece = _unlabelled(whole(line))
    if is_place(piece.text) or is_address(piece.text):
        return None
    return piece if _is_title(piece.text) or (first and set_off and _plain_words(piece.text)) else None


def _is_title(text: str) -> bool:
    words = TITLE.search(text) or _TITLE_MORE.search(text) or TITLE_CJK.search(text)
    return bool(words) and _plain_words(text)


def _plain_words(text: str) -> bool:
    short = len(text.split()) <= _LABEL_WORDS and "\t" not in text and not text.endswith(".")
    return short and not find_dates(text) and not _NO_PLACE.search(text)


def mails(line: Line) -> list[str]:
    """The mail addresses of a line."""
    return _EMAIL.findall(line.text[:_CONTACT_LETTERS])


def name_on(line: Line) -> str | None:
    """What could be a person's name, at the start of a line."""
    piece = _name_piece(line) if len(line.text) <= _CONTACT_LETTERS else None
    return piece.text if piece and not kind_of(piece.text) else None


def is_only_contact(line: Line) -> bool:
    """Holds it nothing beside mail, phone and address on the web?"""
    return is_contact(line) and not _chunks(line)


def is_contact(line: Line) -> bool:
    """Holds the line a mail address, a phone number or an address on the web?"""
    text = line.text[:_CONTACT_LETTERS]
    phones = (_is_phone(match.group()) for match in _PHONE.finditer(text))
    return bool(_EMAIL.search(text) or _URL.search(text)) or any(phones)


# ---------------------------------------------------------------- where they live


def _chunks(line: Line) -> list[Piece]:
    """Parts of a contact line that are neither mail, phone nor address on the web."""
    text = _EMAIL.sub(_blank, line.text)
    text = _URL.sub(lambda m: _blank(m) if _is_host(m.group()) else m.group(), text)
    for match in _PHONE.finditer(text):
        if _is_phone(match.group()):
            text = text[: match.start()] + _blank(match) + text[match.end() :]
    cuts = [0, *(edge for m in _CHUNKS.finditer(text) for edge in m.span()), len(text)]
    parts = (Piece(line, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if text[a:b].strip())
    chunks = [_unlabelled(_unsigned(_cropped(part, text))).trim() for part in parts]
    return [chunk for chunk in chunks if chunk.text and not _LABELS.fullmatch(chunk.text + ":")]


def _cropped(piece: Piece, text: str) -> Piece:
    """The piece without what is blank at its ends in `text`."""
    shown = text[piece.start : piece.end]
    return piece.part(len(shown) - len(shown.lstrip()), len(shown.rstrip()))


def _unsigned(piece: Piece) -> Piece:
    """Without a sign drawn before it: a house before a town."""
    sign = _SIGN.match(piece.text)
    return piece.part(sign.end(), len(piece.text)) if sign else piece


def _unlabelled(piece: Piece) -> Piece:
    match = _LABELS.match(piece.text)
    return piece.part(match.end(), len(piece.text)).trim() if match else piece


def _location(chunks: Sequence[Piece]) -> Tree | None:
    """An address in parts, else the first chunk that is surely a place, else a name on a line of contact data."""
    if told := addresses.location([c for c in chunks if not _NO_PLACE.search(c.text)]):
        return told
    sure = next((c for c in chunks if is_place(c.text) or is_address(c.text)), None)
    if sure:
        return address(sure)
    return next((city_alone(c) for c in chunks if is_contact(c.line) and _stands_as_city(c.text)), None)


def _stands_as_city(text: str) -> bool:
    """A name of one to four words between mail and phone: nothing else stands so."""
    other = _NO_PLACE.search(text) or _NETWORK_WORDS.search(text) or section_of(text)
    return may_be_city(text) and not other
