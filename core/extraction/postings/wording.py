"""The words by which postings demand, wish, exclude and pad; and short names cut from their phrases."""

import re

from core.skills.words import word_set

_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{_EDGE}(?:{pattern}){_END}", re.IGNORECASE)


NICE = _any(
    r"preferred|prefer|(?:a |an |is a |are a |would be a |huge |big |strong |definite )(?:plus|bonus|advantage|asset)|nice[ -]to[ -]have|desired|desirable|"
    r"bonus(?! pay)|beneficial|helpful|advantageous|welcome|appreciated|ideally|optional(?:ly)?|good to have|not required but|even better|"
    r"von vorteil|wünschenswert|wäre (?:schön|toll|ein plus)|idealerweise|gerne?(?: gesehen)?|ein plus|nicht zwingend|willkommen|"
    r"(?:est|sont|serait|seraient|constitue\w*) (?:un (?:vrai |réel |plus )?(?:plus|atout)|appréciée?s?|souhaitée?s?|bienvenue?s?|un avantage)|"
    r"un (?:vrai |réel )?plus|un atout|appréciée?s?|souhaitée?s?|souhaitable|idéalement|de préférence"
)
MUST = _any(
    r"required|must|mandatory|essential|necessary|needed|minimum|at least|indispensable|exigée?s?|requise?s?|obligatoire|impérati(?:f|ve|vement)|"
    r"au minimum|au moins|erforderlich|zwingend|vorausgesetzt|voraussetzung|mindestens|unbedingt|notwendig|setzen wir voraus"
)
STRESSED = _any(
    r"required|must|mandatory|essential|indispensable|exigée?s?|obligatoire|zwingend|vorausgesetzt|unbedingt|expert|deep|strong|advanced|extensive|"
    r"fundierte?|sehr gute|excellente? maîtrise|maîtrise"
)
NEGATED = _any(
    r"(?:no|not|without)(?: \w+){0,3} (?:degree|diploma|required|necessary|needed|criterion|mandatory)|do(?:es)? not (?:ask|require|need|care)(?: \w+){0,3}|"
    r"don't (?:ask|require|need|care)(?: \w+){0,3}|not a (?:criterion|requirement|must)|kein\w* (?:\w+ ){0,2}(?:erforderlich|nötig|notwendig|abschluss|voraussetzung|muss)|"
    r"nicht (?:erforderlich|nötig|notwendig)|(?:pas|aucune?|sans) (?:de |d')?(?:\w+ ){0,2}(?:exigée?|requise?|nécessaire|diplôme)|no phone calls|not (?:be )?considered"
)
UNASKED = _any(
    r"visa|sponsorship|drug (?:screen|test)\w*|background check|no phone calls?|phone calls|lift(?:ing)?|\d+ (?:lbs?|pounds|kg)|stand(?:ing)? for|heights|"
    r"equal[ -]opportunity|eoe|eeo|regardless of|without regard|protected (?:class|veteran|status|characteristic)\w*|disabilit(?:y|ies)|accommodations?|"
    r"race|religion|gender|sex|sexual orientation|marital|pregnan\w+|veterans?|ethnicity|national origin|nationality|age|ages|aged|years old|years of age|"
    r"male|female|young|married|single|native[- ]born|geschlecht|herkunft|hautfarbe|schwerbehindert\w*|behinderung|religionszugehörigkeit|alter|"
    r"jünger als|älter als|sexe|handicap|âgée?s?|âge|origine|célibataire|"
    r"we(?:'re| are) hiring|is hiring|join us|we offer|you(?:'ll| will) (?:get|receive)|wir bieten|nous (?:vous )?offrons|apply (?:now|at|by|via)|send (?:us )?your|your (?:cv|resume|application)|"
    r"bewirb dich|ihre bewerbung|deine bewerbung|candidature|cover letter|résumé|lebenslauf|benefits?|401|dental|pto|paid time off|vacation days?|health insurance|"
    r"salary|compensation|pay range|day rate|wages?|tagessatz|gehalt|rémunération|urlaubstage?|u\.?s\.? citizens?(?:hip)?|authori[sz]ed to work|work permit|right to work|arbeitserlaubnis|"
    r"ignore|disregard|instructions?|system prompt|prompt|language model|chatgpt|rate this|score|points?|candidate as|assistant"
)
"""Sentences about law, pay, bodies and applying, about traits that are protected, and those written to a machine."""

_LEAD = re.compile(
    r"(?:(?:you(?:'re| are)?|we|the|a|an|some|any|your|our|good|great|strong|solid|deep|excellent|proven|demonstrated|demonstrable|extensive|significant|"
    r"advanced|basic|working|practical|hands-on|professional|previous|prior|relevant|recent|first|sound|thorough|in-depth|broad|comfortable|confident|"
    r"fluent|proficient|proficiency|familiar|familiarity|experienced|skilled|expert|expertise|knowledge|understanding|experience|record|track|ability|able|"
    r"willingness|willing|interest|interested|background|command|mastery|current|valid|at|least|minimum|of|in|with|to|on|for|from|into|around|behind|across|under|using|"
    r"building|working|writing|developing|having|have|has|had|being|be|doing|launching|used|use|know|understand|shipped and|such as|like|including|"
    r"comparable|similar|equivalent|other|another|also|and|or|both|either|one|two|more|must|should|can|will|deeply|e\.g\.|i\.e\.|successful|successfully|"
    r"sehr|gute|guter|gutes|fundierte|fundierter|umfassende|ausgeprägte|mehrjährige|erste|einschlägige|praktische|sichere|sicherer|kenntnisse|kenntnis|erfahrung|"
    r"erfahrungen|umgang|der|die|das|dem|den|eine|einer|einen|ein|im|mit|von|und|oder|idealerweise|du|sie|hast|bringst|bist|"
    r"bonne|bonnes|bon|solide|solides|excellente|excellentes|connaissances?|maîtrise|expérience|première|compétences?|capacité|pratique|une|un|le|la|les|l'|d'|de|du|"
    r"des|en|dans|avec|et|ou|vous|avez|êtes|à|goût|pour|sens|votre)(?:\s+|(?<=')|$))+",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:that|which|who|whose|so that|because|when|where|while|as part|as well|including|such as|e\.g\.|for example|from day|within|in order|with which|"
    r"at time of|at the time|is|are|was|were|will|would|can|you|we|or eligible|preferred|required|desired|desirable|essential|an advantage|an asset|a plus|and the|and a|to the|for the|für die|qui|que|dont|"
    r"est|sont|serait|seraient|wäre|ist|sind|zu|wie|sowie)(?![^\W_]).*|\s*[(:–—].*",
    re.IGNORECASE | re.DOTALL,
)
_SMALL = word_set(
    "a an and or of in the with to for on at as by from its their our your into via de du des la le les l d en et ou un une à au aux avec pour und oder mit der die "
    "das den dem ein eine im von zu für auf is are be not no it this that you we they them"
)
_EMPTY = word_set(
    "ability able skills skill experience knowledge work working works tool tools technology technologies system systems language languages field fields area areas "
    "environment equivalent similar related good strong years year plus etc more team teams job role position one ones habit part people things mindset attitude "
    "candidate candidates applicants kenntnisse erfahrung vergleichbar ähnlich ähnliches vergleichbare expérience connaissance connaissances similaire équivalent "
    "background practice poste sur vergleichbaren capacity minimum maximum least eligible experience experiences d'expérience berufserfahrung database databases framework frameworks service services tech stack"
)
_CLAUSE_WORDS = re.compile(
    r"^(?:or (?:an )?equivalent|get|obtain|become|willing|you|we|they|it|not|no|to|the will|will|who|which|that|when|where|if|is|are|was|am|because|so|then|but|ideally|please|even|while|nous|wir|nicht|wenn|si|pas|mais|aber)(?![^\W_])",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"[\d$€£.,]+\s|per\s|pro\s|par\s", re.IGNORECASE)
"""A quantity ("20 words", "per minute") names nothing that one has or does."""
_LONGEST_WORDS = 6
_LONGEST_LETTERS = 60


def opens_like_a_clause(text: str) -> bool:
    """A part that goes on talking rather than naming one more thing ("not after it", "you like pizza")."""
    return _CLAUSE_WORDS.match(text.strip()) is not None


def short_name(text: str) -> str | None:
    """A noun phrase of at most six words: padding before it and clauses behind it go; None if nothing is left."""
    phrase = text[:300].strip(" .,;:-–—\"'")
    phrase = _LEAD.sub("", phrase, count=1) if _LEAD.match(phrase) else phrase
    phrase = _TAIL.sub("", phrase, count=1).strip(" .,;:-–—()\"'")
    words = phrase.split()[:_LONGEST_WORDS]
    while words and words[-1].lower().strip(".,") in _SMALL:
        words.pop()
    while words and words[0].lower() in _SMALL:
        words.pop(0)
    name = " ".join(words).strip(" .,;:()[]\"'")
    content = [word for word in re.findall(r"[^\W_]{3,}", name.lower()) if word not in _EMPTY | _SMALL]
    mood = NICE.fullmatch(name) or MUST.fullmatch(name)
    if not content or mood or len(name) > _LONGEST_LETTERS or _MEASURE.match(name):
        return None
    return name
