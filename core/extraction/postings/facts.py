"""What a posting says about the job itself: title, company, place, kind of contract, level, pay."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from core import skills
from core.extraction.postings import amounts
from core.extraction.postings.passages import Passage, sentences
from core.extraction.postings.sections import classify, is_fact_label
from core.model import Salary
from core.skills.words import word_set
from core.text import cut

Remote = Literal["onsite", "hybrid", "remote"]
ContractType = Literal["full-time", "part-time", "contract"]

_LABELS: tuple[tuple[str, str], ...] = (
    (
        "title",
        r"business title|job title|position title|role title|title|position|role|stellenbezeichnung|stelle|position zu besetzen|intitulé(?: du poste)?|poste|we're hiring|we are hiring|hiring|now hiring|job|vacancy",
    ),
    (
        "company",
        r"company|company name|employer|agency|organi[sz]ation|client|unternehmen|firma|arbeitgeber|société|entreprise|employeur",
    ),
    (
        "location",
        r"(?:work |job |office )?locations?|where|place(?: of work)?|based in|city|ort|standort|arbeitsort|einsatzort|dienstort|lieu(?: de travail)?|localisation|ville",
    ),
    (
        "type",
        r"(?:job |employment |contract |position |work )?type|employment|contract|status|schedule|full-time/part-time|vertragsart|anstellung(?:sart)?|beschäftigungsart|arbeitszeit|(?:type de )?contrat|temps de travail|hours",
    ),
    ("remote", r"remote|workplace(?: type)?|work model|arbeitsmodell|télétravail|work mode"),
    (
        "salary",
        r"(?:base |annual |starting )?salary(?: range)?|pay(?: range| rate)?|compensation|wage|hourly rate|rate|gehalt|vergütung|rémunération|salaire",
    ),
)
_LABEL = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _LABELS)
_LABELLED = re.compile(r"([^:]{2,40}?)\s?:\s*(\S.{0,300})")
_HEAD_PASSAGES = 8
_TITLE_LETTERS = 120

_JOB_WORD = re.compile(
    r"(?<![^\W_])(?:engineer|developer|programmer|architect|manager|director|analyst|scientist|designer|nurse|assistant|technician|electrician|mechanic|"
    r"accountant|bookkeeper|specialist|consultant|coordinator|administrator|officer|lead|head|teacher|driver|operator|clerk|chef|cook|cashier|"
    r"representative|recruiter|researcher|writer|editor|supervisor|associate|intern|trainee|apprentice|attorney|lawyer|paralegal|buyer|planner|"
    r"controller|auditor|advisor|adviser|agent|receptionist|pharmacist|therapist|physician|welder|plumber|carpenter|fitter|machinist|"
    r"entwickler(?:in)?|ingenieur(?:in)?|leiter(?:in)?|berater(?:in)?|kaufmann|kauffrau|fachkraft|techniker(?:in)?|mechaniker(?:in)?|elektroniker(?:in)?|"
    r"sachbearbeiter(?:in)?|buchhalter(?:in)?|pfleger(?:in)?|verkäufer(?:in)?|referent(?:in)?|mitarbeiter(?:in)?|fahrer(?:in)?|"
    r"développeu[rs]e?|ingénieure?|responsable|chargée?|chef(?:fe)?|contrôleu[rs]e?|comptable|infirmi(?:er|ère)|technicien(?:ne)?|assistante?|"
    r"conseill(?:er|ère)|vendeu[rs]e?|directeur|directrice|gestionnaire|conduct(?:eur|rice)|opérat(?:eur|rice))s?(?![^\W_])",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"\((?:m|w|f|d|h|x|gn)(?:\s?[/|]\s?(?:m|w|f|d|h|x|i|n))+\)|\bh/f\b|\bf/h\b|\bm/w/d\b", re.IGNORECASE
)
_SEEKS = re.compile(
    r"(?:looking for|hiring|seeks?|seeking|searching for|suchen(?: wir)?|sucht|recherch(?:e|ons)|recrut(?:e|ons))\s+"
    r"(?:for\s+)?(?:an?|one|our|the|eine?n?|une?|notre|unseren?)?\s*(?P<title>[^.,;:!?()]{3,80})",
    re.IGNORECASE,
)
_TITLE_END = re.compile(
    r"\s+(?:who|to|with|in|for|at|that|based|on|and you|join|zur|zum|für|mit|in|ab|der|die|das|pour|qui|avec|à|au|chez)\s.*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class JobFacts:
    title: Passage | None
    company: str | None
    location: str | None
    remote: Remote | None
    type: ContractType | None
    seniority: str | None
    salary: Salary | None


def read_facts(whole: Sequence[Passage]) -> JobFacts:
    """Facts of a posting; what it does not say is None."""
    title = _title([passage for passage in whole if any(letter.isalnum() for letter in passage.text)])
    title = title if title and title.text else None
    head = list(_head(whole, title))
    labelled = _labelled(whole)
    company, location = _company_and_place(whole, head, labelled, title)
    text = [passage.text for passage in whole]
    return JobFacts(
        title=title,
        company=company,
        location=location,
        remote=_remote([*head, *labelled.get("location", []), *labelled.get("remote", [])], text),
        type=_type([*labelled.get("type", []), *head], text),
        seniority=_seniority(title.text if title else ""),
        salary=_salary(text, location),
    )


def _labelled(whole: Sequence[Passage]) -> dict[str, list[str]]:
    """Values behind labels ("Location: Oslo"), by what they tell, in order."""
    found: dict[str, list[str]] = {}
    for passage in whole:
        for sentence in sentences(passage):
            if (one := _LABELLED.match(sentence.text)) is None:
                continue
            for name, pattern in _LABEL:
                if pattern.fullmatch(one[1].strip()):
                    # The rest of the passage belongs to it: "100 Church St., N.Y." is no two sentences.
                    found.setdefault(name, []).append(one[2].strip())
                    break
    return found


# ---------------------------------------------------------------- title


def _title(whole: Sequence[Passage]) -> Passage | None:
    """The labelled one, else the first short line that names an occupation, else the first short line."""
    for passage in whole[: 3 * _HEAD_PASSAGES]:
        label = _LABELLED.match(passage.text)
        if label and _LABEL[0][1].fullmatch(label[1].strip()) and _JOB_WORD.search(label[2]):
            return _trim_title(passage.part(label.start(2), len(passage.text)))
    short = [passage for passage in whole[:_HEAD_PASSAGES] if _may_be_title(passage)]
    named = next((one for one in short if _JOB_WORD.search(one.text) or _FOR_ALL.search(one.text)), None)
    best = named or (short[0] if short else None)
    if best is not None:
        return _trim_title(sentences(best)[0] if len(best.text) > _TITLE_LETTERS // 2 else best)
    return _sought(whole)


def _sought(whole: Sequence[Passage]) -> Passage | None:
    """The occupation a running text looks for, or opens with: "Senior developer with 5+ years …"."""
    for passage in whole[:_HEAD_PASSAGES]:
        if found := _SEEKS.search(passage.text):
            end = found.start("title") + len(_TITLE_END.sub("", found["title"]))
            return _trim_title(passage.part(found.start("title"), end))
        opening = _TITLE_END.sub("", sentences(passage)[0].text[:_TITLE_LETTERS]).strip(" .,!")
        short = len(opening.split()) <= _HEAD_PASSAGES
        if short and _JOB_WORD.search(opening) and passage.text.startswith(opening):
            return _trim_title(passage.part(0, len(opening)))
    return None


def _may_be_title(passage: Passage) -> bool:
    text = passage.text
    first = sentences(passage)[0].text if text.strip(".;") else text
    label = _LABELLED.match(text)
    if label and is_fact_label(label[1]):
        return False
    if passage.bullet or len(first) > _TITLE_LETTERS or first[-1] in ":;,!?":
        return False
    if classify(first, loosely=False) is not None and not _JOB_WORD.search(first):
        return False
    return first[-1] != "." or (bool(_JOB_WORD.search(first)) and len(first.split()) <= _HEAD_PASSAGES)


def _trim_title(title: Passage) -> Passage:
    """Without a label, "at Company", a closing stop."""
    text = title.text
    if label := re.match(
        r"(?:job(?: title)?|position|title|role|vacancy|we(?:'re| are) hiring|hiring|stelle|poste)\s?[:–-]\s*",
        text,
        re.IGNORECASE,
    ):
        title = title.part(label.end(), len(text))
    end = len(title.text)
    behind = _SEPARATOR.search(title.text)
    if behind and (_MODE.search(title.text, behind.end()) or _PLACE.search(title.text, behind.end())):
        end = behind.start()
    for pattern in (
        r"\s+(?:at|@|bei|chez)\s+[A-Z].*$",
        r"\s+\|\s.*$",
        r"(?i)\s+(?:wanted|needed|gesucht|recherchée?)\b.*$",
        r"[\s.–-]+$",
    ):
        if tail := re.search(pattern, title.text[:end]):
            end = tail.start()
    return title.part(0, end)


# ---------------------------------------------------------------- company and place

_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|"
    "VT|VA|WA|WV|WI|WY|DC|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|"
    "Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|"
    "New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|"
    "Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|N\\.Y\\.?|D\\.C\\.?|ON|BC|QC|AB|Ontario|Quebec|Québec"
)
_COUNTRIES = (
    "USA|US|U\\.S\\.|United States|Canada|UK|United Kingdom|England|Scotland|Ireland|Germany|Deutschland|France|Spain|España|Italy|Netherlands|"
    "Belgium|Switzerland|Schweiz|Suisse|Austria|Österreich|Sweden|Norway|Denmark|Finland|Poland|Portugal|Luxembourg|Czechia|India|Singapore|"
    "Australia|New Zealand|Japan|China|Brazil|Mexico|Israel|Europe|EU|EMEA|LATAM|Americas|APAC"
)
_CITIES = (
    "London|Berlin|Hamburg|München|Munich|Köln|Cologne|Frankfurt(?: am Main)?|Stuttgart|Düsseldorf|Leipzig|Dresden|Hannover|Bremen|Nürnberg|Karlsruhe|"
    "Paris|Lyon|Marseille|Toulouse|Nantes|Bordeaux|Lille|Strasbourg|Rennes|Grenoble|Montpellier|Villeurbanne|Zürich|Zurich|Genève|Geneva|Basel|Bern|Wien|Vienna|"
    "Amsterdam|Rotterdam|Utrecht|Brussels|Bruxelles|Antwerp|Madrid|Barcelona|Lisbon|Porto|Milan|Rome|Dublin|Edinburgh|Manchester|Bristol|Leeds|"
    "Stockholm|Oslo|Copenhagen|Helsinki|Warsaw|Kraków|Prague|Budapest|Toronto|Vancouver|Montreal|Montréal|New York(?: City)?|NYC|San Francisco|Los Angeles|"
    "Seattle|Austin|Boston|Chicago|Denver|Atlanta|Dallas|Houston|Miami|Philadelphia|Phoenix|San Diego|Portland|Singapore|Sydney|Melbourne|Tokyo|"
    "Bangalore|Bengaluru|Mumbai|Hyderabad|Delhi|Tel Aviv|Dubai|São Paulo|Mexico City"
)
# One word after another, each with its own hyphens: two ways to read a hyphen would cost cubic time.
_NAME = r"(?<![\w-])[A-ZÀ-Þ][\w.'’-]{0,40}(?: [A-ZÀ-Þ][\w.'’-]{0,40}){0,3}"
_PLACE = re.compile(
    rf"(?:{_NAME}),? (?:{_STATES})(?![^\W_])(?:,? \d{{5}})?(?:,? (?:{_COUNTRIES})(?![^\W_]))?|{_NAME}, (?:{_COUNTRIES})(?![^\W_])|"
    rf"(?<![^\W_])(?:{_CITIES})(?![^\W_])(?: \(\d{{2,5}}\))?|(?<![^\W_])(?:\d{{5}} {_NAME})|{_NAME} \(\d{{2,5}}\)"
)
_BASED = re.compile(
    rf"(?i:based in|located in|offices? in|standort|basée? à|situé à|mit sitz in) (?P<place>{_PLACE.pattern})|"
    rf"(?<![^\W_])in (?P<named>{_NAME}, (?:{_STATES}|{_COUNTRIES}))(?![^\W_])"
)
_REGION = re.compile(r"\(([^()]{2,80})\)")
_SEPARATOR = re.compile(r"\s[|·•–—-]\s|\s{2,}|[|·•]")
_MODE = re.compile(
    r"(?<![^\W_])(?:remote|hybrid[e]?|on-?site|in[ -]office|full[ -]?time|part[ -]?time|permanent|contract|freelance|internship|temporary|vollzeit|teilzeit|"
    r"unbefristet|befristet|homeoffice|home office|cdi|cdd|temps plein|temps partiel|télétravail|regular)(?![^\W_])",
    re.IGNORECASE,
)
_TALKS = re.compile(
    r"(?<![^\W_])(?:is|are|we|our|you|your|ist|sind|wir|du|est|sommes|nous|vous)(?![^\W_])", re.IGNORECASE
)
_LEGAL = re.compile(
    r"^(?:Inc|LLC|Ltd|GmbH|AG|SE|KG|Co|Corp|SA|SAS|SARL|PLC|LLP|AS|AB|BV|Oy)\b\.?", re.IGNORECASE
)
_IS_A = re.compile(
    r"(?:^(?:(?:Die|Der|Das|The|At|Join|Chez|Bei) )?|\b(?:At|Join|Chez|Bei) )(?P<name>(?:[A-Z][\w&.'’-]*|&|of|de|und|and)(?: (?:[A-Z0-9][\w&.'’-]*|&|of|de|und|and)){0,4})"
    r"(?=,? (?:is|are|est|ist|was|makes|builds|runs|helps|develops|entwickelt|sucht|recherche|seeks|moves|streams)\b|,? (?:we|you|nous|wir|vous)\b)"
)
_NO_COMPANY = word_set(
    "us uns we you our the this it what who about join at he she they your as in for their these there that all if wir sie du unser nous vous notre le la les "
    "position role job team candidate candidates applicants"
)


def _head(whole: Sequence[Passage], title: Passage | None) -> Iterator[str]:
    """Lines before the first heading, without labels' lines and the title: "Nordbank | Oslo (hybrid) | Full-time"."""
    for place, passage in enumerate(whole[:_HEAD_PASSAGES]):
        heading = len(passage.text) < _TITLE_LETTERS and classify(passage.text, loosely=False)
        if passage.bullet or (heading and place):
            return
        if heading:
            continue
        if title and passage.line == title.line and title.text in passage.text:
            rest = passage.text.partition(title.text)[2].strip(" ,.–-|")
            if rest:
                yield rest
        else:
            yield passage.text


def _company_and_place(
    whole: Sequence[Passage], head: Sequence[str], labelled: dict[str, list[str]], title: Passage | None
) -> tuple[str | None, str | None]:
    company = next((_trim_company(value) for value in labelled.get("company", [])), None)
    location = next((_trim_place(value) for value in labelled.get("location", [])), None)
    for line in head:
        label = _LABELLED.match(line)
        if label and is_fact_label(label[1]):
            continue
        cells = _line_cells(line)
        if cells and (len(cells) > 1 or not line.rstrip().endswith(".")):
            found_company, found_place = _cells(cells)
            company, location = company or found_company, location or found_place
    company = company or _company_in_prose(whole, title)
    if location is None:
        hits = (_BASED.search(passage.text[:1000]) for passage in whole)
        location = next((hit["place"] or hit["named"] for hit in hits if hit), None)
    return company, location


def _line_cells(line: str) -> list[str]:
    """The cells of a head line, up to where it begins to talk: "Nordbank, Oslo. Hybrid. We make …"."""
    cells: list[str] = []
    if line[:1].islower():
        return cells  # the rest of a sentence
    for piece in re.split(r"\.\s", line):
        if _TALKS.search(piece[:_TITLE_LETTERS]) and not _MODE.match(piece):
            return cells
        for cell in _SEPARATOR.split(piece):
            if len(cell) > _TITLE_LETTERS // 2:
                return cells
            if cell.strip(" ."):
                cells.append(cell.strip(" ."))
    return cells


def _cells(cells: Iterable[str]) -> tuple[str | None, str | None]:
    """Company and place of a head line; a cell about remote work may hold the place in brackets."""
    company = location = None
    for cell in cells:
        place, mode = _PLACE.search(cell), _MODE.search(cell)
        before = cell[: place.start()].strip(" ,(-") if place else ""
        if place and (not before or mode or cell[: place.start()].rstrip(" -").endswith((",", "("))):
            location = location or place.group()
            if before and not _MODE.search(before) and company is None:
                company = _trim_company(before)
        elif mode:
            region = _REGION.search(cell)
            if (
                region
                and location is None
                and not _MODE.search(region[1])
                and not re.search(r"\d|day|office|tage", region[1])
            ):
                location = region[1].strip()
        elif (
            company is None
            and cell[:1].isupper()
            and len(cell.split()) <= _HEAD_PASSAGES
            and not _JOB_WORD.search(cell)
        ):
            company = _trim_company(cell)
    return company, location


def _trim_company(text: str) -> str:
    """Without what stands in brackets or behind the next sentence; "Inc." belongs to the name."""
    text = re.split(r"\s+\(|\s+[|·•–—]\s+|\s+-\s+", text, maxsplit=1)[0].strip(" *_")
    head, comma, tail = text.partition(",")
    if comma and not _LEGAL.match(tail.strip()):
        text = head
    name = cut(text.strip(), 100)
    return name.title() if name.isupper() and len(name.split()) > 1 else name


def _trim_place(text: str) -> str | None:
    """The place alone: "Mountain View, CA. We work …" → "Mountain View, CA"."""
    text = re.split(r"\.\s+(?=[A-Z][a-z])|\s[–—|·-]\s|;", text, maxsplit=1)[0].strip()
    text = text if re.search(r"\.\w\.$", text) else text.rstrip(".")
    region = _REGION.search(text)
    bare = _REGION.sub("", text).strip(" ,") if region and not re.fullmatch(r"\d{2,5}", region[1]) else text
    place = re.split(
        r",? (?:or|and|oder|ou) (?:fully )?remote|,? (?:hybrid|remote|on-?site)\b",
        bare,
        maxsplit=1,
        flags=re.IGNORECASE,
    )[0].strip(" ,")
    if not re.sub(r"(?i)\b(?:fully |100 ?% )?(?:remote|hybrid|on-?site)\b", "", place).strip(" ,-"):
        place = region[1] if region else ""
    return cut(place, 120) or None


def _company_in_prose(whole: Sequence[Passage], title: Passage | None) -> str | None:
    for passage in whole[:_HEAD_PASSAGES]:
        if title and passage.line == title.line and len(passage.text) < 2 * len(title.text):
            continue
        about = re.fullmatch(rf"(?:About|Über|À propos de|Join) ({_NAME})", passage.text[:_TITLE_LETTERS])
        if about and about[1].lower().split()[0] not in _NO_COMPANY:
            return about[1]
        for sentence in sentences(passage)[:2]:
            named = _IS_A.search(sentence.text[:200])
            if (
                named
                and named["name"].lower().split()[0] not in _NO_COMPANY
                and skills.canonical(named["name"]) is None
            ):
                return named["name"]
    return None


# ---------------------------------------------------------------- remote, type, seniority

_HYBRID = re.compile(
    r"hybrid|days? (?:a|per|/) ?week (?:in the office|on-?site|at the office|from home|remote)|days? (?:in the office|remote|on-?site|from home)|"
    r"in the office (?:\w+ )?(?:monday|tuesday|wednesday|thursday|friday|\w+ days?)|tage?(?: pro woche)? (?:homeoffice|home office|mobil|remote|im büro)|"
    r"jours? de télétravail|télétravail (?:\w{2,10} )?(?:\d|un|deux|trois|quatre) jours?|jours? (?:par semaine )?en télétravail|teilweise (?:remote|homeoffice)|partly remote|télétravail partiel|mobiles arbeiten",
    re.IGNORECASE,
)
_NOT_REMOTE = re.compile(
    r"(?:not|no|non|kein|nicht|pas de)(?: \w+){0,2} (?:remote|télétravail|homeoffice)|remote work is not",
    re.IGNORECASE,
)
_REMOTE_HEAD = re.compile(
    r"(?<![^\W_])(?:remote|work from home|home-based|homeoffice|home office|télétravail)(?![^\W_])",
    re.IGNORECASE,
)
_REMOTE_TEXT = re.compile(
    r"(?:fully|100 ?%|completely|entirely) remote|remote(?:-first| position| role| job|, | \(| within| in | anywhere)|work(?:ing)? (?:fully )?remotely|work from (?:home|anywhere)|"
    r"(?:full|100 ?%) télétravail|télétravail (?:complet|à 100)|100 ?% homeoffice",
    re.IGNORECASE,
)
_ONSITE = re.compile(
    r"on[ -]?site|in[ -]person|in[ -]office|vor ort|sur site|présentiel|in the office|office-based",
    re.IGNORECASE,
)
_ONSITE_TEXT = re.compile(
    r"(?:fully |100 ?% |position is |role is |work is |job is )(?:on-?site|in[ -]person|in[ -]office|office-based)|en présentiel",
    re.IGNORECASE,
)


def _remote(head: Iterable[str], text: Sequence[str]) -> Remote | None:
    """What the head says; of the running text only what is said of the job itself: "remote teams" is no place of work."""
    top = " ¶ ".join(head)
    body = " ¶ ".join(text)
    for pattern, answer in (
        (_HYBRID, "hybrid"),
        (_NOT_REMOTE, "onsite"),
        (_REMOTE_HEAD, "remote"),
        (_ONSITE, "onsite"),
    ):
        if pattern.search(top):
            return answer  # type: ignore[return-value]  # the words of the table are those of the type
    for pattern, answer in (
        (_HYBRID, "hybrid"),
        (_NOT_REMOTE, "onsite"),
        (_REMOTE_TEXT, "remote"),
        (_ONSITE_TEXT, "onsite"),
    ):
        if pattern.search(body):
            return answer  # type: ignore[return-value]  # as above
    return None


_CONTRACT = re.compile(
    r"contract[ -]to[ -](?:hire|perm)|temp[ -]to[ -]perm|(?<![^\W_])(?:freelance|contractor|fixed[ -]term|temporary|temp|interim|intérim|cdd|befristet(?:e[rs]?)?|zeitarbeit|internship|praktikum|stage)(?![^\W_])|"
    r"\d{1,2}[ -]month contract|contract (?:position|role|job)|(?<![^\W_])contract(?![^\W_])",
    re.IGNORECASE,
)
_PART = re.compile(r"part[ -]?time|teilzeit|temps partiel|mi-temps", re.IGNORECASE)
_FULL = re.compile(
    r"full[ -]?time|vollzeit|temps (?:plein|complet)|(?<![^\W_])(?:permanent|cdi|unbefristet(?:e[rs]?)?|festanstellung|regular)(?![^\W_])",
    re.IGNORECASE,
)
_CONTRACT_TEXT = re.compile(
    r"contract[ -]to[ -](?:hire|perm)|\d{1,2}[ -]month contract|contract (?:position|role|job)|fixed[ -]term contract|auf \d{1,2} monate befristet",
    re.IGNORECASE,
)
_FULL_TEXT = re.compile(
    r"full[ -]time(?! equivalent| degree| student| education)|in vollzeit|temps plein|unbefristet",
    re.IGNORECASE,
)
_PART_TEXT = re.compile(r"part[ -]time (?:position|role|job)|in teilzeit|à temps partiel", re.IGNORECASE)


def _type(head: Iterable[str], text: Sequence[str]) -> ContractType | None:
    for line in head:
        if re.fullmatch(r"(?i)f|full", line.strip()):
            return "full-time"
        if re.fullmatch(r"(?i)p|part", line.strip()):
            return "part-time"
        found = _first_type(line, _CONTRACT, _FULL, _PART)
        if found:
            return found
    return _first_type(" ¶ ".join(text), _CONTRACT_TEXT, _FULL_TEXT, _PART_TEXT)


def _first_type(
    text: str, contract: re.Pattern[str], full: re.Pattern[str], part: re.Pattern[str]
) -> ContractType | None:
    if contract.search(text) and not re.search(r"(?i)(?:cdi|unbefristet|permanent contract)", text):
        return "contract"
    if full.search(text):
        return "full-time"
    return "part-time" if part.search(text) else None


_LEVELS: tuple[tuple[str, str], ...] = (
    (
        "intern",
        r"intern(?:ship)?|praktikant(?:in)?|stagiaire|working student|werkstudent(?:in)?|apprentice|trainee|alternant(?:e)?|azubi",
    ),
    ("entry", r"entry[ -]level|new grad(?:uate)?|graduate|berufseinsteiger|débutant|engineer i|analyst i"),
    ("junior", r"junior|jr\.?"),
    ("director", r"director|vp|vice president|chief|cto|ceo|cfo|directeur|directrice"),
    ("head", r"head of|leiter(?:in)?|bereichsleit\w{0,4}"),
    ("principal", r"principal"),
    ("staff", r"staff (?:\w+ )?(?:engineer|developer|scientist|designer)"),
    ("senior", r"senior|sr\.?|sénior|confirmée?|erfahrene[rs]?"),
    ("lead", r"lead|team lead(?:er)?|teamleit\w{0,4}|tech lead"),
    ("manager", r"engineering manager|manager,? engineering"),
    ("mid", r"mid[ -]?level|intermediate|mid"),
)
_LEVEL = tuple(
    (name, re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", re.IGNORECASE)) for name, pattern in _LEVELS
)


def _seniority(title: str) -> str | None:
    """The level the title names, None if it names none."""
    return next((name for name, pattern in _LEVEL if pattern.search(title)), None)


def seniority_span(title: str) -> tuple[int, int] | None:
    """Where the title names its level."""
    found = next((hit for _, pattern in _LEVEL if (hit := pattern.search(title))), None)
    return found.span() if found else None


# ---------------------------------------------------------------- pay

_HOME = (
    ("USD", rf"(?<![^\W_])(?:{_STATES}|USA|US|United States)(?![^\W_])"),
    ("GBP", r"UK|United Kingdom|England|Scotland|London|Manchester|Leeds|Bristol|Edinburgh"),
    ("CHF", r"Switzerland|Schweiz|Suisse|Zürich|Zurich|Genève|Geneva|Basel|Bern"),
    (
        "EUR",
        r"Germany|Deutschland|France|Spain|Italy|Netherlands|Belgium|Austria|Österreich|Ireland|Berlin|Hamburg|München|Paris|Lyon",
    ),
)


def _salary(text: Sequence[str], location: str | None) -> Salary | None:
    home = next((code for code, pattern in _HOME if location and re.search(pattern, location)), None)
    best: Salary | None = None
    for passage in text:
        found = amounts.salary(passage[:2000], home)
        whole = best is not None and best.min is not None and best.max is not None
        if found and (best is None or (not whole and found.min is not None and found.max is not None)):
            best = found
    return best
