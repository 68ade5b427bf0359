"""Who it is and how to reach them: the `basics` of JSON Resume, from the lines before and beside the sections."""

import re
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers

from core.dates import find_dates
from core.extraction.resumes.headings import section_of
from core.extraction.resumes.pieces import Piece, Tree, Value, value, whole
from core.extraction.resumes.words import (
    CITIES,
    COUNTRIES,
    REGION_CODES,
    STATES,
    TITLE,
    TITLE_CJK,
)
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
_LABELS = re.compile(
    r"^\W*(?:e-?mails?|mail|phone|tel(?:e(?:fon|phone|fone))?|téléphone|tél|mobile?|cell|handy|móvil|celular|address|adresse|"
    r"anschrift|wohnort|dirección|endereço|location|based in|city|ort|ville|name|nom|nombre|nome|website|web|site|homepage|"
    r"portfolio|linkedin|github|m|t|e|p|a|w|title|position|beruf|poste|求职意向|应聘职位|职位|目标职位|"
    r"姓名|电话|手机|邮箱|电子邮箱|邮件|地址|住址|所在地|现居地|城市|居住地|现居|籍贯)\s*[:：.]\s*",
    re.IGNORECASE,
)
_CHUNKS = re.compile(r"[\t|·•⋄◦■✦]|\s[-–—/,]\s|\s{2,}|(?<=[^\d,]),\s(?=https?:)")
_POSTAL = re.compile(
    r"(?<![\w-])(?:[A-Z]{1,2}-?\d{4,5}|\d{5}-\d{3,4}|\d{3}\s\d{2}|\d{4}\s?[A-Z]{2}|\d{4,6}|[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}|"
    r"[A-Z]\d[A-Z]\s?\d[A-Z]\d)(?![\w-])"
)
_STREET = re.compile(
    r"\b(?:street|st\.?|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|drive|dr\.?|lane|ln\.?|way|court|ct\.?|place|pl\.?|terrace|"
    r"square|parkway|highway|apt\.?|suite|unit|floor|rue|chemin|allée|impasse|quai|calle|avenida|paseo|plaza|rua|travessa|"
    r"via|viale|piazza)\b|(?:straße|strasse|str\.|weg|platz|gasse|allee|ring|gata|gate|veien|vei|straat|laan)\b",
    re.IGNORECASE,
)
_CITY = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}")
_CN_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}省)?(?P<city>[\u4e00-\u9fff]{2,4})市(?P<district>[\u4e00-\u9fff]{1,6}[区县])?"
)
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
_NAME_WORDS = 6
_LABEL_WORDS = 14
_TOP_LINES = 12


def basics(lines: Sequence[Line], rest: Sequence[Line]) -> Tree:
    """`basics` without the summary.

    Args:
        lines: those of the header and of the contact and link sections.
        rest: other lines, looked at for a mail address only if there is none above.
    """
    chunks = [chunk for line in lines for chunk in _chunks(line)]
    name = _name(lines)
    used = {name.line.n} if name else set()
    label = _label(lines, name)
    used |= {label.line.n} if label else set()
    profiles, url = _links(lines)
    return {
        "name": value(name) if name else None,
        "label": value(label) if label else None,
        "email": _email(lines) or _email(rest),
        "phone": _phone(lines),
        "url": url,
        "location": _location([c for c in chunks if not _same(c, name) and not _same(c, label)]),
        "profiles": profiles,
    }


def _same(chunk: Piece, other: Piece | None) -> bool:
    return (
        other is not None
        and chunk.line.n == other.line.n
        and chunk.start < other.end
        and other.start < chunk.end
    )


# ---------------------------------------------------------------- mail, phone, links


def _email(lines: Iterable[Line]) -> Value | None:
    return next((value(Piece(line, *m.span())) for line in lines if (m := _EMAIL.search(line.text))), None)


def _phone(lines: Iterable[Line]) -> Value | None:
    for line in lines:
        for match in _PHONE.finditer(line.text):
            if _is_phone(match.group()) and not any(d.is_range for d in find_dates(match.group())):
                return value(Piece(line, *match.span()))
    return None


def _is_phone(text: str) -> bool:
    for region in _PHONE_REGIONS:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            return True
    return False


def _links(lines: Sequence[Line]) -> tuple[list[Tree], Value | None]:
    """Profiles by their network, and the first address that belongs to none; links before what only looks like one."""
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


def _name(lines: Sequence[Line]) -> Piece | None:
    """The largest line at the top that could be a name; where sizes are not known, the first."""
    labelled = next((c for line in lines[:_TOP_LINES] for c in [_labelled_name(line)] if c), None)
    if labelled:
        return labelled
    found = [(line, piece) for line in lines if (piece := _name_piece(line))]
    if not found:
        return None
    largest = max(line.size for line, _ in found)
    headed = [piece for line, piece in found if line.level == 1]
    return (headed or [piece for line, piece in found if line.size >= largest - 0.5])[0]


def _labelled_name(line: Line) -> Piece | None:
    match = re.match(r"\s*(?:full name|name|nom|nombre|nome|姓名)\s*[:：]\s*", line.text, re.IGNORECASE)
    piece = Piece(line, match.end(), len(line.text)).trim() if match else None
    return piece if piece and _name_like(piece.text) else None


def _name_piece(line: Line) -> Piece | None:
    first = next(iter(whole(line).split(re.compile(r"\t|\s[|–—]\s|\s-\s"))), None)
    return first if first and _name_like(first.text) else None


def _name_like(text: str) -> bool:
    if re.search(r"[\d@/:]", text) or section_of(text) or _EMAIL.search(text) or _is_place(text):
        return False
    if _CJK_NAME.fullmatch(text.replace(" ", "")):
        return True
    words = text.split()
    return (
        1 < len(words) <= _NAME_WORDS
        and all(_NAME_WORD.fullmatch(w) for w in words)
        and (words[0][0].isupper() or not words[0][0].islower())
        and not _CJK_NAME.search(text)
    )


def _label(lines: Sequence[Line], name: Piece | None) -> Piece | None:
    """What they call themselves: beside the name or on one of the next lines."""
    if name is None:
        return None
    beside = whole(name.line).split(re.compile(r"\t|\s[|–—]\s|\s-\s"))
    if len(beside) > 1 and beside[0].text == name.text and _is_title(beside[1].text):
        return Piece(name.line, beside[1].start, len(name.line.text)).trim()
    after = [line for line in lines if line.n > name.line.n]
    for place, line in enumerate(after[:3]):
        piece = _unlabelled(whole(line))
        if is_contact(line):
            first = next((c for c in _chunks(line) if _is_title(c.text)), None)
            if first and place == 0:
                return first
            continue
        if _is_place(piece.text):
            continue
        bold = line.bold or line.level > 0 or line.size > min(other.size for other in lines)
        if _is_title(piece.text) or (place == 0 and bold and _plain_words(piece.text)):
            return piece
    return None


def _is_title(text: str) -> bool:
    words = TITLE.search(text) or _TITLE_MORE.search(text) or TITLE_CJK.search(text)
    return bool(words) and _plain_words(text)


def _plain_words(text: str) -> bool:
    return (
        len(text.split()) <= _LABEL_WORDS
        and not text.endswith(".")
        and not find_dates(text)
        and "\t" not in text
        and not _NO_PLACE.search(text)
    )


def is_contact(line: Line) -> bool:
    return bool(
        _EMAIL.search(line.text)
        or _URL.search(line.text)
        or any(_is_phone(m.group()) for m in _PHONE.finditer(line.text))
    )


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
    kept = [
        p.part(len(p.text) - len(text[p.start : p.end].lstrip()), len(text[p.start : p.end].rstrip()))
        for p in parts
    ]
    return [chunk for p in kept if (chunk := _unlabelled(p).trim()).text]


def _unlabelled(piece: Piece) -> Piece:
    match = _LABELS.match(piece.text)
    return piece.part(match.end(), len(piece.text)).trim() if match else piece


def _is_place(text: str) -> bool:
    """Is this surely a place: "Austin, TX", "69003 Lyon", "上海市", a country?"""
    parts = [p.strip() for p in text.split(",")]
    last = re.sub(_POSTAL, "", parts[-1]).strip()
    if _CN_PLACE.search(text) and len(text) <= _TOP_LINES * 2:
        return True
    if len(parts) > 1 and (last in REGION_CODES or last.lower() in STATES or last.lower() in COUNTRIES):
        return all(_CITY.fullmatch(p) or _STREET.search(p) or re.search(r"\d", p) for p in parts[:-1])
    return len(parts) == 1 and text.lower() in COUNTRIES and text.lower() != "us"


def _location(chunks: Sequence[Piece]) -> Tree | None:
    sure = next((c for c in chunks if _is_place(c.text) or _is_address(c.text)), None)
    if sure:
        return _address(sure)
    beside = [c for c in chunks if (is_contact(c.line) or c.text.lower() in CITIES) and _may_be_city(c)]
    return {"city": value(beside[0])} if beside else None


def _is_address(text: str) -> bool:
    return bool(
        _POSTAL.search(text) and (_STREET.search(text) or re.search(r"\d[^,]*,|^\S+\s[A-ZÀ-Ü]", text))
    ) and not find_dates(text)


def _may_be_city(chunk: Piece) -> bool:
    """A name of one to three words on a line of contact data: nothing else stands so."""
    text = chunk.text
    return (
        bool(_CITY.fullmatch(text))
        and not text[0].islower()
        and not _NO_PLACE.search(text)
        and not _NETWORK_WORDS.search(text)
        and not TITLE.search(text)
        and section_of(text) is None
    )


_COMMA = re.compile(r",|，")


def _address(chunk: Piece) -> Tree:
    """A line of an address, read from its end: country, region, postal code, city; the rest is the street."""
    chinese = _CN_PLACE.search(chunk.text)
    if chinese:
        district = chunk.part(*chinese.span("district")) if chinese["district"] else None
        return {
            "city": value(chunk.part(*chinese.span("city"))),
            "region": value(district) if district else None,
            "countryCode": "CN",
        }
    parts, out = chunk.split(_COMMA), Tree()
    if parts and parts[-1].text.lower() in COUNTRIES and len(parts) > 1:
        out["countryCode"] = COUNTRIES[parts.pop().text.lower()]
    _take_postal(parts, out)
    if len(parts) > 1 and (parts[-1].text in REGION_CODES or parts[-1].text.lower() in STATES):
        out["region"] = value(parts.pop())
    if (
        parts
        and "city" not in out
        and not _STREET.search(parts[-1].text)
        and not re.search(r"\d", parts[-1].text)
    ):
        out["city"] = value(parts.pop())
    if parts:
        out["address"] = value(Piece(chunk.line, parts[0].start, parts[-1].end))
    return out


def _take_postal(parts: list[Piece], out: Tree) -> None:
    """The end of an address: "IL 60608", "69003 Lyon" or "78701"."""
    match = list(_POSTAL.finditer(parts[-1].text))[-1:] if parts else []
    if not match or (len(parts) == 1 and _STREET.search(parts[0].text)):
        return
    last, (low, high) = parts.pop(), match[0].span()
    out["postalCode"] = value(last.part(low, high))
    before, after = last.part(0, low).trim(), last.part(high, len(last.text)).trim()
    if after:
        out["city"] = value(after)
    if before and (before.text in REGION_CODES or before.text.lower() in STATES):
        out["region"] = value(before)
    elif before:
        parts.append(before)
