"""Sentences of a posting that ask nothing a resume could show: law, pay, bodies, how to apply, and orders to a machine.

A word alone says little: "large language models", "compensation and benefits", "children with disabilities" and "teaching
ages 5 to 11" are work. What counts is how it is said.
"""

import re

from core.extraction.postings import wording

_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}(?:{pattern}){_END}", re.IGNORECASE)


_LAW = _any(
    r"equal[ -](?:employment[ -])?opportunity|eoe|eeo|regardless of|without regard|without distinction|protected (?:class|veteran|status|characteristic)\w*|"
    r"discriminat\w+|reasonable accommodations?|(?:request|need|provide) (?:an )?accommodations?|u\.?s\.? citizens?(?:hip)?|citizens only|authori[sz]ed to work|work permit|right to work|work(?:ing)? rights|exempt from|"
    r"(?:work )?visa (?:sponsorship|support|required)|(?:sponsor\w*|require|offer|provide)(?: \w+){0,2} visas?|sponsorship|security screening|"
    r"arbeitserlaubnis|unabhängig von|ungeachtet|sans distinction|sin distinción|sem distinção|permiso de trabajo|titre de séjour"
)
_PROTECTED = re.compile(
    r"(?<![^\W_])(?:race|racial|religion|religious|genders?|sex|colou?r|ages?|disabilit(?:y|ies)|national origin|nationalit(?:y|ies)|ethnicity|veterans?|sexual orientation|"
    r"marital status|pregnan\w+|gender identity|geschlecht\w*|herkunft|hautfarbe|religionszugehörigkeit|alter|behinderung\w*|schwerbehindert\w*|nationalität|"
    r"sexe|origines?|âge|handicap|situation de handicap|sexo|raza|religión|edad|discapacidad|género|raça|religião|idade|deficiência)(?![^\W_])",
    re.IGNORECASE,
)
_SEVERAL = 2
_TRAIT = _any(
    r"years? (?:old|of age)|(?:under|over|below|above|younger than|older than) \d{2}|aged? (?:between )?\d{2}|age (?:limit|range|between)|between \d{2} and \d{2}|"
    r"(?:males?|females?|men|women) (?:only|preferred|applicants?|candidates?)|(?:un)?married|single|divorced|native[- ]born|"
    r"jünger als|älter als|jahre alt|zwischen \d{2} und \d{2}|âgée?s?|célibataire|moins de \d{2} ans|entre \d{2} et \d{2}|"
    r"soltero|casado|menor(?:es)? de \d{2}|entre \d{2} y \d{2}|周岁|岁以下"
)
_TRAIT_ALONE = re.compile(r"\s*(?:fe)?males?\s*(?:[,.;:(]|$)", re.IGNORECASE)
_SINGLE = re.compile(
    r"single (?!or\b|and\b|,|applicants?\b|persons?\b|candidates?\b|women\b|men\b|males?\b|females?\b)",
    re.IGNORECASE,
)
"""What is not about somebody's family: "single sign-on", "a single source of truth", "Single Subject Credential"."""
_BODY = _any(
    r"drug (?:screen|test)\w*|background (?:check|screen\w*|investigation)|criminal record|(?:lift|carry|push)(?:ing)? (?:up to |at least |over )?\d+|lift(?:ing)? heavy|heavy lifting|"
    r"\d+ (?:lbs?|pounds)|stand(?:ing)? for|(?:at|of) heights|physically fit|steel[- ]toe\w*|vaccinat\w+|körperlich belastbar"
)
_HOURS = _any(
    r"(?:rotating|night|day|evening|weekend|second|third|2nd|3rd|swing|early|late) shifts?|nights and weekends|weekends and|work(?:ing)? (?:on )?weekends|overtime|"
    r"schichtdienst|schichtbereitschaft|\d-schicht\w*|wochenenddienst\w*|travail de nuit|horaires décalés|turnos rotativos|fines de semana"
)
_OFFER = _any(
    r"we(?:'re| are) hiring|is hiring|join us|(?:welcome|encouraged|invited) to apply|we(?:'ll| will)? (?:offer|provide|train)|you(?:'ll| will) (?:get|receive|enjoy)|wir bieten|bieten wir|nous (?:vous )?(?:offrons|proposons)|"
    r"ofrecemos|te ofrecemos|oferecemos|offriamo|wij bieden|apply (?:now|at|by|via|today|online|here)|send (?:us )?(?:your|a)|your (?:cv|resume|application)|bewirb dich|ihre bewerbung|"
    r"deine bewerbung|candidature|cover letter|résumé|lebenslauf|envía(?:nos)? tu|envie seu|phone calls?|"
    r"401\(?k?\)?|403\(?b\)?|tuition (?:help|reimbursement|assistance)|(?:on-campus|on-site|subsidi[sz]ed|free) child ?care|pto|paid time off|(?:paid|free) (?:vacation|holidays?|parking|meals?|lunch\w*)|(?:vacation|holiday)s? days?|\d+ days(?:'|’)? (?:of )?(?:holiday|vacation|off)|sign[- ]on bonus|"
    r"(?:health|medical|dental|vision|life) (?:insurance|cover\w*|plan|benefits)|dental (?:&|and) vision|medical,? (?:&|and)? ?dental|urlaubstage?|tage urlaub|"
    r"(?:graduates?|applicants?|applications?|everyone|people|newcomers?|beginners?|quereinsteiger\w*|berufseinsteiger\w*)(?: \w+){0,3} (?:welcome|willkommen)|五险一金|带薪"
)
_PAY = _any(
    r"(?:competitive|attractive|generous|great|excellent|comprehensive|full|our|your|good|base|starting|annual|hourly|market) (?:\w+ ){0,2}(?:salary|compensation|benefits?|pay|wages?)|"
    r"(?:salary|compensation|benefits?|pay|wages?|rate)(?: (?:range|package|is|are|of|from|between|starts?|depends?|include|includes|band)|:)|pay range|day rate|tagessatz|gehalt|"
    r"rémunération|vergütung|salario|salário|remuneración|(?:salary|compensation|pay|wages?)\b.{0,20}\d"
)
_NEGATED = _any(
    r"(?:no|not|by no means|without|isn't|aren't|doesn't|don't|needn't)(?: \w+){0,3} (?:degree|diploma|required|require|necessary|needed|need|criterion|mandatory|essential)|do(?:es)? not (?:ask|require|need|care)(?: \w+){0,3}|"
    r"don't (?:ask|require|need|care)(?: \w+){0,3}|not a (?:criterion|requirement|must)|kein\w* (?:\w+ ){0,2}(?:erforderlich|nötig|notwendig|abschluss|voraussetzung|muss)|"
    r"nicht (?:erforderlich|nötig|notwendig)|(?:pas|aucune?|sans) (?:de |d')?(?:\w+ ){0,2}(?:exigée?|requise?|nécessaire|diplôme)|no phone calls|not (?:be )?considered|"
    r"no (?:\w+ ){0,2}(?:es|son) (?:necesari[oa]s?|imprescindibles?)|não (?:\w+ ){0,2}(?:é|são) (?:necessári[oa]s?|obrigatóri[oa]s?)|no (?:dui|felony|felonies|criminal)"
)


_MONEY = re.compile(r"\W*(?:[$€£]|R\$|CHF|USD|EUR|GBP|CA\$)\s?\d")


def asks_nothing(text: str) -> bool:
    """Is this a sentence that no resume could answer, or must not be asked to?"""
    if _MONEY.match(text) or any(said.search(text) for said in (_LAW, _BODY, _HOURS, _OFFER, _PAY)):
        return True
    if _NEGATED.search(text) and not wording.NICE.search(text):
        return True  # "desirable, not essential" is a wish
    traits = {found.group().lower() for found in _PROTECTED.finditer(text)}
    if len(traits) >= _SEVERAL or _TRAIT_ALONE.match(text):
        return True
    said = _SINGLE.sub("", text)
    return _TRAIT.search(said) is not None


# ---------------------------------------------------------------- orders to a machine

_MACHINE = re.compile(
    r"(?<![^\W_])(?:a\.?i\.?|llms?|gpt(?:-?\d\w?)?|chatgpt|claude|gemini|copilot|bots?|(?:language|screening|ai|ranking|scoring|matching) (?:models?|systems?|tools?|software|assistants?|engines?|bots?|agents?)|"
    r"(?:the |this )?(?:model|assistant|parser|algorithm|system)|ats|scanner|machine|ki|ia|künstliche intelligenz|sprachmodell|modèle|modelo)(?![^\W_])",
    re.IGNORECASE,
)
_ORDER = _any(
    r"must|should|shall|always|never|have to|note to|attention|dear|reply|answer|respond|rate|rank|score|give|assign|return|output|print|treat|consider|mark|say|write|muss|soll|gib|bewerte|donne[rz]?|notez|da|puntúa"
)
_VERDICT = _any(
    r"(?:score|points?|rating|rank|marks?|percent|punkte|note|puntos|puntuación)|\d{2,3} ?%|100|10/10|strong|perfect|excellent match|best (?:match|fit|candidate)|top (?:match|candidate)|hire|hired|(?:meets?|fulfil\w*|satisf\w+) (?:all|every)|all requirements"
)
_JAILBREAK = re.compile(
    r"(?:ignore|disregard|forget|override|bypass|ignoriere?n?|vergiss|ignore[rz]|oublie[rz]?|ignora|olvida|desconsidere)\W+(?:\w+\W+){0,3}?"
    r"(?:previous|prior|above|earlier|preceding|all|any|your|other|the|vorherigen?|bisherigen?|alle|obigen?|précédentes?|toutes|anteriores|todas)\W+(?:\w+\W+){0,2}?"
    r"(?:instructions?|prompts?|rules?|directions?|context|text|anweisungen|regeln|consignes|règles|instrucciones|reglas|instruções)|"
    r"(?:ignoriere|ignore|ignora)\W+(?:die|les|las|the)?\W*(?:anweisungen|instructions?|instrucciones)|"
    r"system prompt|<\|?(?:im_start|system|endoftext)\|?>|\[/?inst\]|you are (?:now )?(?:a|an|in) (?:\w+ ){0,3}(?:assistant|model|mode|ai)|"
    r"忽略(?:之前|以上|所有|前面)(?:的)?(?:所有)?(?:指令|说明|要求|提示)|"
    r"(?:score|rate|rank|mark|give|assign|bewerte|gib)\W+(?:\w+\W+){0,3}?(?:candidates?|applicants?|resumes?|cvs?|everyone|everybody|bewerber\w*|kandidat\w*)\W+(?:\w+\W+){0,6}?(?:\d{2,3}|strong|perfect|full|highest|maximum|top|first)",
    re.IGNORECASE,
)


def speaks_to_machine(text: str) -> bool:
    """Is this an order to software that reads the posting, rather than a word to the people who do?

    "Experience with AI systems" and "credit scoring models" are none: an order names a reader, tells it what to do, and
    what to think of a candidate.
    """
    if _JAILBREAK.search(text):
        return True
    found = _MACHINE.search(text)
    return bool(found and _ORDER.search(text) and _VERDICT.search(text) and _OF_PEOPLE.search(text))


_OF_PEOPLE = re.compile(
    r"(?<![^\W_])(?:candidates?|applicants?|resumes?|cvs?|everyone|everybody|person|people|answer|reply|respond|output|print|bewerber\w*|kandidat\w*|candidats?|candidatos?)(?![^\W_])",
    re.IGNORECASE,
)
