"""What each part of a posting is: asked for, welcome, work to do, or about the company."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest

from core import skills
from core.extraction.postings.passages import Passage, sentences


class Section(Enum):
    MUST = "must"
    NICE = "nice"
    DUTY = "duty"
    OTHER = "other"
    OFF = "off"
    """Pay, benefits, law, how to apply: nothing in it is asked of a resume."""


@dataclass(frozen=True, slots=True)
class Part:
    """A passage and the section it stands in."""

    section: Section
    passage: Passage


# Each pattern is looked for in a heading of at most 80 letters, in the order of this table: "preferred qualifications"
# are welcome although "qualifications" are asked for, "about you" is not about the company.
_HEADINGS: tuple[tuple[Section, str], ...] = (
    (
        Section.NICE,
        (
            r"nice|(?:nice|good|great|lovely)[ -]to[ -]have[s]?|(?:nice|great) if you(?: have)?|preferred(?: \w+){0,3}|desired(?: \w+){0,2}|desirable(?: \w+){0,3}|"
            r"bonus(?: points?)?(?: for| if)?|(?:a |big )?plus(?:es)?|it(?: would| will)?(?: also)? helps?(?: if(?: you(?: have)?)?)?|helpful|ideally(?: you(?: have)?)?|"
            r"(?:it would|it'd|would) (?:also )?be (?:\w+ ){0,2}(?:great|nice|lovely|good|fantastic|brilliant|ideal|useful|handy|helpful|bonus|plus|amazing)(?: if(?: you)?(?: \w+){0,3}| to have)?|\A(?:should|could)(?:[ -]haves?)?\Z|"
            r"optional|advantage(?:s|ous)?|assets?|(?:what|things that) (?:will )?(?:makes? you|sets? you|would)(?: \w+){0,3}|extra credit|"
            r"(?:we(?:'d| would) )(?:love|like) (?:it )?if|not required(?:,)? but(?: \w+){0,3}|additional (?:skills|qualifications)|"
            r"stand out(?: \w+){0,3}|even better(?: if)?|"
            r"wünschenswert|von vorteil|pluspunkte?|idealerweise|das wäre(?: \w+){0,3}|(?:gern gesehen|gerne auch)|nicht zwingend|"
            r"(?:les |vos |un |serait un )(?:petits? )?plus|atouts?|souhaité(?:e?s)?|apprécié(?:e?s)?|idéalement|seraient? un plus|"
            r"(?:we(?:'d| would) )?(?:love|like) it if(?: you(?: \w+){0,2})?|not (?:essential|required|necessary|mandatory)(?:,? but(?: \w+){0,3})?|"
            r"(?:se )?(?:valorar[áa](?:n)?|valoramos|valorizamos)(?: \w+){0,3}|(?:requisitos )?deseables?|(?:requisitos )?desejáve(?:l|is)|(?:será )?(?:um )?(?:diferencia(?:l|is)|mais-valia)|plus(?:es)?|"
            r"加分项?|优先(?:条件|考虑)?|(?:titoli )?preferenziali|nice to have|pluspunten|een pré"
        ),
    ),
    (
        Section.OFF,
        (
            r"\Awon'?t(?:[ -]haves?)?\Z|benefits?|perks|compensation(?: and benefits)?|salary(?: range)?|pay(?: range)?|what we offer|we offer|our offer|why (?:join )?us|why join(?: \w+){1,3}|"
            r"what(?:'s| is) in it for you|what you(?:'ll| will)? get|"
            r"how to apply|to apply|application(?: process)?|(?:our )?(?:hiring|interview|recruiting) process|next steps|contact|"
            r"equal (?:employment )?opportunit(?:y|ies)(?: \w+){0,2}|eeo|diversity(?: \w+){0,3}|privacy(?: \w+){0,2}|legal(?: \w+){0,2}|disclaimer|"
            r"residency(?: \w+){0,2}|additional information|physical (?:demands|requirements)|work(?:ing)? (?:conditions|environment)|"
            r"wir bieten(?: \w+){0,2}|(?:das|was) (?:wir )?(?:bieten|bekommst|erhältst)(?: \w+){0,3}|unser angebot|unsere (?:leistungen|benefits)|deine (?:vorteile|benefits)|ihre vorteile|"
            r"bewerbung(?: \w+){0,2}|kontakt|gehalt|vergütung|interessiert|"
            r"(?:nous|on) (?:vous )?(?:offrons|proposons|offre)|avantages|ce que nous (?:offrons|proposons)|rémunération|pour postuler|candidature|"
            r"processus de recrutement|"
            r"(?:te |lhe |le )?(?:ofrecemos|oferecemos)(?: \w+){0,2}|(?:qué|o que) (?:te )?(?:ofrecemos|oferecemos)|beneficios|benefícios|condiciones|salario|salário|remuneración|remuneração|cómo (?:aplicar|postular)|"
            r"como se candidatar|(?:福利|薪资|薪酬|公司)(?:待遇|福利)?|福利待遇|我们提供|wij bieden|wat (?:wij|we) bieden|arbeidsvoorwaarden|offriamo|cosa offriamo"
        ),
    ),
    (
        Section.MUST,
        (
            r"(?:(?:minimum|basic|required|job|position|key|essential|core|main|technical|professional|candidate|general|your|the|mandatory|necessary|specific) ?)*"
            r"(?:qualifications?|requirements?|skills?(?: and (?:experience|qualifications|abilities|knowledge))?|experience(?: and skills)?|competenc(?:ies|es)|"
            r"knowledge(?:, skills,? and abilities)?|prerequisites?|must[ -]haves?|criteria)(?: (?:required|needed|and \w+))?|"
            r"minimum qual(?:ification)? requirements|required|essential|mandatory|must|you must(?: have)?|"
            r"what (?:we|you)(?:'ll| will|'re| are)? (?:need|require|expect|look(?:ing)? for|are looking for|bring|should (?:have|bring))(?: \w+){0,4}|"
            r"(?:we|we're|we are) (?:expect|need|require|ask|look(?:ing)? for|want)(?: \w+){0,3}|"
            r"you(?:'ll| will)?(?: should| must| already)? (?:have|bring|need|know|are|offer)|"
            r"(?:about|who) you(?: are)?|who (?:we're|we are) looking for|(?:your|candidate|the ideal|ideal) (?:profile|background|candidate|experience|skills)(?: \w+){0,2}|"
            r"education(?: (?:and|&) \w+)?|licen[sc]es?(?: (?:and|&) \w+)?|certifications?(?: (?:and|&) \w+)?|languages?|"
            r"(?:ihr|dein|das|unser|ihre|deine)? ?(?:anforderungs)?(?:profil|anforderungen|qualifikation(?:en)?|voraussetzungen|kenntnisse)|"
            r"(?:das|was) (?:du|sie)? ?(?:bringst du|bringen sie|solltest du|sollten sie)? ?(?:mit|mitbringen|mitbringst|mitbringen sollten)|das erwarten wir(?: \w+){0,3}|"
            r"was (?:wir|uns)(?: \w+){0,3} (?:erwarten|suchen|brauchen|wichtig ist)|muss|zwingend|"
            r"(?:votre |le |ton )?profil(?: (?:recherché|souhaité|attendu|requis))?|(?:vos )?(?:compétences|qualifications|exigences|prérequis|pré-requis)(?: \w+){0,3}|"
            r"(?:ce que )?nous (?:attendons|recherchons|cherchons)(?: \w+){0,3}|vous (?:avez|êtes|apportez|justifiez|maîtrisez)|formation(?: et \w+)?|expérience(?: \w+)?|requis|indispensable|"
            r"you(?:'ll| will) be (?:a )?(?:great|good|perfect|right|successful)(?: \w+){0,5}|(?:this|you) (?:is|are|may be|might be|could be) (?:a |the )?(?:good |great |right )?(?:fit|for you|match)(?: \w+){0,3}|"
            r"requisitos?(?: \w+){0,2}|(?:tu |su |el |o )?perfil(?: \w+){0,3}|(?:qué|o que) (?:buscamos|necesitas|esperamos|procuramos|pedimos)(?: \w+){0,3}|(?:quem|a quién) (?:procuramos|buscamos|és|é você)(?: \w+){0,2}|buscamos|necesitas|procuramos|"
            r"(?:conocimientos|conhecimentos|competencias|competências|habilidades|qualificações|formación|formação|experiencia|experiência|idiomas)(?: \w+){0,2}|"
            r"(?:任职|岗位|职位|工作|基本)?(?:要求|资格|条件)|任职资格|我们希望(?:你|您)?|(?:functie-?)?eisen|(?:jouw|uw|je) profiel|wat (?:wij|we) vragen|wat (?:breng|neem) je mee|requisiti|competenze|profilo(?: \w+){0,2}"
        ),
    ),
    (
        Section.DUTY,
        (
            r"(?:(?:key|main|your|job|core|the|principal|major|essential) ?)*(?:responsibilit(?:y|ies)|dut(?:y|ies)|tasks|accountabilities|mission|role|functions?|work|job|position)"
            r"(?: (?:and|&) (?:responsibilities|duties|tasks))?(?: (?:description|summary|overview))?|"
            r"(?:what )?you(?:'ll| will)(?: be)?(?: \w+){0,3}|what (?:the job|this role|you do)(?: \w+){0,3}|"
            r"(?:job|position|role) (?:description|summary|overview|purpose)|summary of (?:the )?(?:position|role|job)|summary|about (?:the|this) (?:role|job|position|team)|"
            r"(?:a )?(?:typical )?day(?: to day| in the life)?|day-to-day|in this role(?:,? you(?: will)?)?|"
            r"(?:ihre|deine|die|das sind deine|unsere)? ?(?:aufgaben(?:gebiet|bereich)?|tätigkeiten|rolle|verantwortung(?:en)?)|was (?:dich|sie) (?:erwartet|tun)|"
            r"das (?:machst du|erwartet (?:dich|sie))|was du (?:tust|machst)|stellenbeschreibung|"
            r"(?:vos |les |tes |principales )?(?:missions?|responsabilités|tâches|activités)(?: principales)?|(?:le |votre )(?:poste|rôle)|descriptif du poste|au quotidien|"
            r"(?:principales |tus |sus )?(?:funciones|responsabilidades|tareas|tarefas|atividades|actividades)(?: \w+){0,2}|(?:qué|o que) (?:harás|vas a hacer|vais fazer|você vai fazer|vai fazer)(?: \w+){0,2}|"
            r"descripción(?: del puesto)?|descrição(?: d[ao] \w+)?|(?:岗位|工作|主要)?职责|(?:职位|岗位)描述|工作内容|你将负责|(?:jouw |je |de )?(?:taken|werkzaamheden)|wat (?:ga|je gaat) (?:je )?doen|mansioni|attività|responsabilità"
        ),
    ),
    (
        Section.OTHER,
        (
            r"about(?: \w+){0,4}|who we are|our (?:company|story|mission|team|values|culture|product|stack)|the (?:company|team)|company(?: (?:description|overview))?|"
            r"(?:tech |technology )?stack|über uns|wer wir sind|das unternehmen|unser(?:e)? (?:team|unternehmen|firma)|à propos(?: \w+){0,3}|qui sommes[- ]nous|"
            r"l'entreprise|notre (?:entreprise|société|équipe)|(?:special |additional |other )?(?:notes?|notices?)|"
            r"(?:sobre|quiénes|quem) (?:nosotros|nós|somos)|la empresa|a empresa|(?:公司|团队)(?:简介|介绍)|关于我们|over ons|chi siamo"
        ),
    ),
)
_ORDERED = tuple((section, re.compile(pattern)) for section, pattern in _HEADINGS)
_HEADING_LETTERS = 80
_HEADING_WORDS = 10
_LABEL = re.compile(r"([^:;.!?]{2,60}?)\s?:(?:\s+|$)")
_FORMER = re.compile(r"^(?:our|your|the|key|main|some|also|and|here is|here's|section)\s+")

# Labels of single facts: they end a list and hold no requirement (`facts` reads them).
_FACT = re.compile(
    r"(?:work )?location|where|place|type|(?:job|position|employment) type|comp|contract(?: type)?|status|schedule|hours|shift|start(?: date)?|"
    r"department|division(?:/work unit)?|team|reports to|reporting to|requisition(?: \w+)?|req(?: id)?|job (?:id|code|number|category)|posting type|"
    r"company|employer|agency|organi[sz]ation|client|title|job title|business title|(?:class|working|official|posting|post|civil service) title|position|role title|level|grade|"
    r"full-time/part-time|(?:(?:base|annual|expected|total|hourly|target) )*(?:salary|pay|compensation|wage|rate)(?: range| band| rate)?(?: for this (?:position|role|job))?|day rate|"
    r"unternehmen|firma|ort|standort|arbeitsort|einsatzort|vertragsart|anstellung(?:sart)?|arbeitszeit|gehalt|beginn|eintritt|"
    r"société|entreprise|lieu|contrat|type de contrat|rémunération|salaire|poste|horaires|date de début|apply|email|e-mail|phone|tel|url|website|deadline|"
    r"district|school|hospital|institution|fte|(?:duty |work )?station|closing date|empresa|ubicación|lugar(?: de trabajo)?|localidad|ciudad|(?:tipo de )?contrato|jornada|salario|puesto|horario|modalidad|"
    r"local(?: de trabalho)?|cidade|regime(?: de trabalho)?|salário|cargo|vaga|modalidade|公司(?:名称)?|(?:工作)?(?:地点|城市|地址)|薪资|薪酬|月薪|年薪|工作性质|职位|岗位|bedrijf|locatie|standplaats|salaris|azienda|sede|posizione"
)


def classify(heading: str, *, loosely: bool) -> Section | None:
    """The section a heading opens.

    Args:
        loosely: it looks like a heading (colon, capitals, style), so that the words may stand among others.
    """
    words = heading.strip(" :*#-–—•.").lower()[:_HEADING_LETTERS]
    plain = _FORMER.sub("", words)
    if plain in {"qualification requirements", "skills requirement"}:
        return Section.MUST
    for section, pattern in _ORDERED:
        if pattern.fullmatch(words) or pattern.fullmatch(plain):
            return section
    if loosely:
        for section, pattern in _ORDERED:
            if re.search(rf"(?<![^\W_])(?:{pattern.pattern})(?![^\W_])", plain):
                return section
    return None


def is_fact_label(label: str) -> bool:
    """Does it name a single fact ("Location", "Pay range")?"""
    return _FACT.fullmatch(label.strip().lower()) is not None


def _is_marked(passage: Passage) -> bool:
    text = passage.text
    letters = [letter for letter in text if letter.isalpha()]
    # "SQL" and "OSHA 30" are no headings.
    capitals = len(letters) > 3 and all(letter.isupper() for letter in letters) and not skills.find(text)  # noqa: PLR2004 - as above
    return bool(passage.level or passage.bold or text.endswith(":") or capitals)


def _heading(passage: Passage, below: Passage | None) -> Section | None:
    """The section that a whole passage opens, None where it is no heading.

    Args:
        below: the passage under it. A line that stands right above a list, or above "5.1" with a "5", is marked by that.
    """
    text = passage.text
    if len(text) > _HEADING_LETTERS or len(text.split()) > _HEADING_WORDS:
        return None
    marked = _is_marked(passage)
    chapter = bool(passage.number and below and below.number.startswith(f"{passage.number}."))
    if passage.bullet and not (passage.number and (text.isupper() or classify(text, loosely=False))):
        return None
    if text[-1] in ".,;" or (text[-1] in "!?" and not marked):
        return None
    above_list = below is not None and below.bullet and not passage.bullet
    found = classify(text, loosely=marked or above_list)
    shouted = text.endswith(":") and text.isupper() and not skills.find(text)
    if found is None and (chapter or (marked and (shouted or not text.endswith(":")))):
        return Section.OTHER
    return found


def parts(whole: list[Passage]) -> Iterator[Part]:
    """Passages with their sections; headings and inline labels are taken off, and what stands after a list is no part of it."""
    section, listed = Section.OTHER, False
    for (place, passage), below in zip_longest(enumerate(whole), whole[1:]):
        opened = _heading(passage, below) if place else None
        if opened is not None:
            section, listed = opened, False
            continue
        if listed and not passage.bullet:
            section, listed = Section.OTHER, False
        inline = yield from _inline(passage, section)
        if inline is not None:
            # "Must have: C++." speaks for its own line, and for the bullets right under it.
            section, listed = inline, True
        listed = listed or passage.bullet


def _inline(passage: Passage, section: Section) -> Generator[Part, None, Section | None]:
    """A passage cut at labels within it ("Requirements: … Desired: …"). Returns the last section so opened."""
    opened: Section | None = None
    fact = False
    for sentence in sentences(passage):
        label = _LABEL.match(sentence.text)
        words = label[1] if label and len(label[1].split()) <= _HEADING_WORDS // 2 else ""
        found = classify(words, loosely=False) if words and not is_fact_label(words) else None
        fact = is_fact_label(words) or (fact and found is None)
        if fact:
            yield Part(Section.OFF, sentence)  # what is said behind "Salary: …" is about pay too
            continue
        opened = found or opened
        body = sentence.part(label.end() if label and found else 0, len(sentence.text))
        if body.text.strip(" ,;.-"):
            yield Part(opened or section, body)
    return Section.OTHER if fact and section is Section.NICE and not passage.bullet else opened
