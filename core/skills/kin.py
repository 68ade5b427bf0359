"""One word in two forms: ledger and ledgers, managing and management; English, French and German endings."""

from core.skills.words import word_set

_ENDINGS = frozenset({""}) | word_set(
    "s es e d ed r er ers or ors ing ings ment ments ement ements ion ions ation ations ies y ied ance ence iation iations iate al ally ly "
    "is ise ised ising ize ized izing yse ysed ysing yze yzed yzing ysis ses tion tions te ted ting tes "
    "x aux eur euse eurs rice ant ants ant ée és ées é "
    "n en er ern ung ungen em end ende t te ten"
)
_STRANGERS = (
    ("product", "production"),
    ("market", "marketing"),
    ("account", "accounting"),
    ("account", "accountant"),
    ("custom", "customer"),
    ("engine", "engineer"),
    ("commun", "communication"),
    ("station", "stationery"),
    ("found", "founder"),
    ("intern", "internal"),
    ("process", "procession"),
    ("compute", "computer"),
    ("perform", "performance"),
)
_APART = frozenset(frozenset(pair) for pair in _STRANGERS)
STOP = word_set(
    "a an and or of in the with to for on at as by from its their our your into via per de du des la le les l d en et ou "
    "un une à au aux avec pour und oder mit der die das den dem des ein eine im in von zu für auf"
)
"""Small words that carry no meaning of their own, in English, French and German."""
_STEM = 4
"""Letters that two kin words share at least."""


def akin(one: str, other: str) -> bool:
    """Whether two folded words are forms of one word. Java is not JavaScript, product is not production."""
    if one == other:
        return True
    if min(len(one), len(other)) < _STEM or not (one.isalpha() and other.isalpha()):
        return _plural(one, other)
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    if shared < _STEM or frozenset((one.rstrip("s"), other.rstrip("s"))) in _APART:
        return False
    return any(
        one[cut:] in _ENDINGS and other[cut:] in _ENDINGS
        for cut in range(shared, max(_STEM, shared - 2) - 1, -1)
    )


def _plural(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) > 1 and short + "s" == long
