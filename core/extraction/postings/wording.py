"""The words by which postings demand, wish, exclude and pad; and short names cut from their phrases."""

import re

from core.skills.words import word_set

_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"


def _any(pattern: str, chinese: str = r"(?!)") -> re.Pattern[str]:
    """Whole words; Chinese has no blanks to tell them by."""
    return re.compile(rf"{_EDGE}(?:{pattern}){_END}|{chinese}", re.IGNORECASE)


NICE = _any(
    r"preferred|prefer|preferabl[ye]|would (?:delight|please|thrill|impress|help) us|helps? you (?:settle|get|stand)|(?:not|no) a (?:condition|must|deal[- ]?breaker|hard requirement)|pref(?=\.)|helps(?=\s(?:on|too|here|as well|a lot|but)(?![^\W_])|\s*(?:[.,;)]|$))|(?:is|are|would be) (?:useful|handy|nice)(?=,? (?:but|though)(?![^\W_]))|would be (?:\w+ ){0,2}(?:great|nice|lovely|good|fantastic|brilliant|ideal|useful|handy|amazing|perfect|dream|interesting|welcome)|(?:a |an |is a |are a |would be a |huge |big |strong |definite )(?:plus|bonus|advantage|asset)|nice[ -]to[ -]have|desired|desirable|"
    r"bonus(?! pay)|beneficial|helpful|advantageous|welcome|appreciated|ideally|optional(?:ly)?|good to have|not required but|even better|"
    r"von vorteil|wünschenswert|wären? (?:schön|toll|gut|super|hilfreich|ideal|ein plus)|hilfreich|nützlich|pluspunkte?|idealerweise|gerne?(?: gesehen)?|ein plus|nicht zwingend|willkommen|"
    r"(?:est|sont|serait|seraient|constitue\w*) (?:un (?:vrai |réel |plus )?(?:plus|atout)|appréciée?s?|souhaitée?s?|bienvenue?s?|un avantage|utiles?)|valorisée?s?|facultati(?:f|ve)s?|"
    r"un (?:vrai |réel )?plus|un atout|appréciée?s?|souhaitée?s?|souhaitable|idéalement|de préférence|"
    r"se valorar[áa]n?|valorable|deseables?|preferible(?:mente)?|preferente(?:mente)?|preferencialmente|valoramos|valorizamos|valorad[oa]s?|valorizad[oa]s?|se agradece|vantagem|vantajos[oa]|desejáve(?:l|is)|(?:é|será|são) (?:um )?(?:diferencia(?:l|is)|mais-valia)|diferencia(?:l|is)|idealmente|"
    r"preferibilmente|gradit[oaie]|è un plus|een pré|een plus|bij voorkeur|wenselijk",
    r"优先|加分|更佳",
)
MUST = _any(
    r"required|must|mandatory|essential|necessary|needed|minimum|at least|indispensable|exigée?s?|requise?s?|obligatoire|impérati(?:f|ve|vement)|"
    r"au minimum|au moins|erforderlich|zwingend|vorausgesetzt|voraussetzung|mindestens|unbedingt|notwendig|setzen wir voraus|"
    r"imprescindibles?|obligatori[oa]s?|necesari[oa]s?|necesitas|mínimo|al menos|obrigatóri[oa]s?|necessári[oa]s?|exigid[oa]s?|pelo menos|indispensáve(?:l|is)|"
    r"richiest[oaie]|necessari[oa]|almeno|vereist|noodzakelijk|minimaal",
    r"必须|必备|要求|至少",
)
STRESSED = _any(
    r"required|must|mandatory|essential|indispensable|exigée?s?|obligatoire|zwingend|vorausgesetzt|unbedingt|expert|deep|strong|advanced|extensive|"
    r"fundierte?|sehr gute|excellente? maîtrise|maîtrise|imprescindibles?|obligatori[oa]s?|obrigatóri[oa]s?|dominio|domínio|avanzad[oa]|avançad[oa]",
    r"精通|必须",
)
_LEAD = re.compile(
    r"(?:(?:you(?:'re| are|'ve)?|worked|sold|taught|davon|dont|incl(?:uding|\.)?|tout comme|ainsi que|tal como|formation|logiciel|hold|possess|obtain|maintain|demonstrate|show|we|the|a|an|some|qualified|any|your|our|good|great|strong|solid|deep|excellent|proven|demonstrated|demonstrable|extensive|significant|"
    r"advanced|basic|working|practical|hands-on|professional|previous|prior|relevant|recent|first|sound|thorough|in-depth|broad|comfortable|confident|"
    r"fluent|proficient|proficiency|familiar|familiarity|experienced|skilled|expert|expertise|knowledge|understanding|experience|record|track|ability|able|"
    r"willingness|willing|interest|interested|background|command|mastery|current|valid|at|least|minimum|of|in|with|to|on|for|from|into|around|behind|across|under|using|"
    r"building|working|writing|developing|having|have|has|had|being|be|doing|launching|used|use|know|understand|shipped and|such as|like|including|"
    r"comparable|similar|equivalent|other|another|also|and|or|both|either|one|two|more|must|should|can|will|deeply|e\.g\.|i\.e\.|successful|successfully|"
    r"sehr|gute|guter|gutes|fundierte|fundierter|umfassende|ausgeprägte|mehrjährige|erste|einschlägige|praktische|sichere|sicherer|kenntnisse|kenntnis|erfahrung|"
    r"erfahrungen|umgang|der|die|das|dem|den|eine|einer|einen|ein|im|mit|von|und|oder|idealerweise|du|sie|hast|bringst|bist|"
    r"bonne|bonnes|bon|solide|solides|excellente|excellentes|connaissances?|maîtrise|expérience|première|compétences?|capacité|pratique|une|un|le|la|les|l'|d'|de|du|"
    r"des|en|dans|avec|et|ou|vous|avez|êtes|maîtrisez|connaissez|possédez|justifiez|disposez|parlez|savez|utilisez|beherrschst|beherrschen|verfügst|verfügen|kennst|kennen|sprichst|sprechen|bringen|dominas|tienes|hablas|conoces|manejas|aportas|tens|tem|possui|possuis|conheces|falas|à|goût|pour|sens|votre|experiencia|experiência|conocimientos?|conhecimentos?|dominio|domínio|manejo|buen|buena|bom|boa|nivel|nível|con|com|de|del|do|da|el|los|las|os|as|un|una|um|uma|para|y|o|e)(?:\s+|(?<=')|$))+",
    re.IGNORECASE,
)
_WISHED = re.compile(
    rf"^(?:(?:it is |é |es |il est )?(?:{NICE.pattern}|{MUST.pattern})(?: (?:to have|ter|tener|d'avoir|zu haben))?(?: (?:would be|is|are|sind|ist|wären?|est|sont|es|son|é|são))?\s+|(?:it would|we(?:'d| would)) (?:\w+ ){{2,3}}if you(?: also)?(?: have| had| brought| bring| know| knew)?\s+)",
    re.IGNORECASE,
)
"""The words of a wish before what is wished: "von Vorteil sind Lieferantenaudits"."""
_TAIL = re.compile(
    r"\s+(?:that|which|who|whose|so that|because|when|where|while|as part|as well|including|such as|e\.g\.|for example|from day|within|in order|with which|"
    r"at time of|at the time|is|are|was|were|will|would|can|may|might|you|we|or eligible|preferred|required|desired|desirable|essential|an advantage|an asset|a plus|and the|and a|to the|for the|für die|qui|que|dont|"
    r"est|sont|serait|seraient|helps?|before|already|são|é|será|es|son|wäre|ist|sind|zu|wie|sowie)(?![^\W_]).*|\s*[(:–—].*",
    re.IGNORECASE | re.DOTALL,
)
_SMALL = word_set(
    "a an and or of in the with to for on at as by from its their our your into via de du des la le les l d en et ou un une à au aux avec pour und oder mit der die "
    "das den dem ein eine im von zu für auf el los las del al con para y o os as do dos das em com e ou is are be not no it this that you we they them"
)
_EMPTY = word_set(
    "something anything comparable ability able skills skill experience knowledge work working works tool tools technology technologies system systems language languages field fields area areas "
    "environment equivalent similar related good strong years year plus etc more team teams job role position one ones habit part people things mindset attitude "
    "candidate candidates applicants part qualified certified registered kenntnisse erfahrung vergleichbar ähnlich ähnliches vergleichbare expérience connaissance connaissances similaire équivalent "
    "background practice experiencia experiência conocimiento conocimientos conhecimento conhecimentos nivel nível poste sur vergleichbaren capacity minimum maximum least eligible experience experiences d'expérience berufserfahrung database databases framework frameworks service services tech stack mail e-mail email phone telephone"
)
_CLAUSE_WORDS = re.compile(
    r"^(?:or (?:an )?equivalent|of (?:which|those|these)|davon|dont|de los cuales|dos quais|matters?|counts?|within|(?:days?|weeks?|months?) of|get|obtain|become|willing|you|we|they|it|not|no|to|the will|will|who|which|that|when|where|if|is|are|was|am|because|so|then|but|ideally|please|even|while|nous|wir|nicht|wenn|si|pas|mais|aber)(?![^\W_])",
    re.IGNORECASE,
)
_MEASURE = re.compile(r"[\d$€£.,]+\s|per\s|pro\s|par\s", re.IGNORECASE)
"""A quantity ("20 words", "per minute") names nothing that one has or does."""
_SHARE = re.compile(r"of (?:which|these|those),? (?:at least )?\w+(?: or more)?(?: years?)?\s", re.IGNORECASE)
"""A part of the years before what they were spent on: "of which 2 or more running crews"."""
_LONGEST_WORDS = 6
_LONGEST_LETTERS = 60


_DEMANDS = re.compile(
    r"(?:you|(?:the )?(?:successful |ideal )?(?:applicants?|candidates?|person))(?:(?:'ll| will| must| should| need to| have to)+ (?:also )?(?:be|have|hold|possess|know|bring)|(?:'ve| have| are|'re) (?:already |also )?(?:worked|used|experienced?|familiar|comfortable|fluent|skilled))(?![^\W_])",
    re.IGNORECASE,
)


def demands(text: str) -> bool:
    """Does it say what somebody must be or have ("You must be RCVS registered")?"""
    return _DEMANDS.match(text.strip()) is not None


def without_wish(text: str) -> str:
    """Without the words of a wish or a demand it opens with: "von Vorteil sind Erfahrungen mit …"."""
    return _WISHED.sub("", text.lstrip(), count=1)


def opens_like_a_clause(text: str) -> bool:
    """A part that goes on talking rather than naming one more thing ("not after it", "you like pizza")."""
    return _CLAUSE_WORDS.match(text.strip()) is not None


_COINED = re.compile(r"(?=\S*[^\W\d_])\S+[A-ZÀ-Þ0-9+#]\S*")
_DOES = re.compile(
    r"\w{3,}(?:ing|ed)|built|led|run|made|written|kept|able|ability|willingness", re.IGNORECASE
)
_KIND_WORDS = word_set(
    "tool tools platform platforms software features solutions place title titles stack products things"
)
_NAME_WORDS = 3


def is_coined(name: str) -> bool:
    """Is a word of it no word of the language: an acronym, a capital or a digit inside ("OSPF", "eBPF", "R4")?"""
    return len(name.split()) <= _NAME_WORDS and any(_COINED.fullmatch(word) for word in name.split())


def may_name_a_thing(name: str) -> bool:
    """Could it be what a tool or a field of knowledge is called, rather than what somebody does ("raising a small team")?"""
    words = name.lower().split()
    small = any(word in _SMALL for word in words)
    return len(words) <= _NAME_WORDS and not (small or _DOES.fullmatch(words[0]) or words[-1] in _KIND_WORDS)


def short_name(text: str) -> str | None:
    """A noun phrase of at most six words: padding before it and clauses behind it go; None if nothing is left."""
    phrase = _SHARE.sub("", without_wish(text[:300].strip(" .,;:-–—\"'")), count=1)
    phrase = _LEAD.sub("", phrase, count=1) if _LEAD.match(phrase) else phrase
    phrase = _TAIL.sub("", phrase, count=1).strip(" .,;:-–—()\"'«»")
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
