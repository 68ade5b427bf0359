"""Where and how long one works: on site or remote, full or part time."""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

Remote = Literal["onsite", "hybrid", "remote"]
ContractType = Literal["full-time", "part-time", "contract"]

MODE = re.compile(
    r"(?<![^\W_])(?:remote|hybrid[e]?|on[ -]?site|in[ -]office|full[ -]?time|part[ -]?time|permanent|contract|freelance|internship|temporary|vollzeit|teilzeit|"
    r"unbefristet|befristet|homeoffice|home office|cdi|cdd|temps plein|temps partiel|télétravail|regular|work from (?:home|anywhere)|remot[oa]|híbrid[oa]|presencial|"
    r"teletrabajo|teletrabalho|clt|jornada completa|media jornada|tempo inteiro|tempo integral)(?![^\W_])|远程|全职|兼职",
    re.IGNORECASE,
)
_HYBRID = re.compile(
    r"hybrid|(?:on[ -]?site|in (?:the|our) office|in[ -]office) (?:\w+ ){0,2}?(?:\d|one|two|three|four|twice) (?:days?|times?)(?: (?:a|per|each|every) week)?|twice (?:a|per) week|days? (?:a|per|/) ?week (?:in the office|on[ -]?site|at the office|from home|remote)|days? (?:in the office|remote|on[ -]?site|from home)|days are remote|"
    r"in the office (?:\w+ )?(?:monday|tuesday|wednesday|thursday|friday|\w+ days?)|tage?(?: pro woche)? (?:homeoffice|home office|mobil|remote|im büro)|"
    r"jours? de télétravail|télétravail (?:\w{2,10} )?(?:\d|un|deux|trois|quatre) jours?|jours? (?:par semaine )?en télétravail|teilweise (?:remote|homeoffice)|partly remote|"
    r"télétravail partiel|mobiles arbeiten|(?:home[- ]?working|tele-?working?|telework|home[- ]office) days?|work(?:ing)? from home (?:up to |for )?(?:\d|one|two|three|four) days?|híbrid[oa]|d[ií]as? (?:a la semana )?de teletrabajo|dias? (?:por semana )?(?:de teletrabalho|remotos?)|混合办公",
    re.IGNORECASE,
)
_NOT_REMOTE = re.compile(
    r"(?:not|no|non|kein|nicht|pas de)(?: \w+){0,2} (?:remote|télétravail|homeoffice|teletrabajo|remoto)|remote work is not",
    re.IGNORECASE,
)
_REMOTE_HEAD = re.compile(
    r"(?<![^\W_])(?:remote|work from (?:home|anywhere)|home-based|homeoffice|home office|télétravail|remot[oa]|teletrabajo|teletrabalho)(?![^\W_])|远程|居家办公",
    re.IGNORECASE,
)
_REMOTE_TEXT = re.compile(
    r"(?:fully|100 ?%|completely|entirely) remote|or (?:fully )?remote|remote(?: from| across|-first| position| role| job|, | \(| within| in | anywhere)|work(?:ing)? (?:fully )?remotely|work from (?:home|anywhere)|"
    r"(?:full|100 ?%) télétravail|télétravail (?:complet|à 100)|100 ?% homeoffice|teletrabajo (?:al )?100|100 ?% (?:remot[oa]|teletrabajo|em casa)|totalmente remot[oa]|全程远程|远程办公",
    re.IGNORECASE,
)
_ONSITE = re.compile(
    r"on[ -]?site|in[ -]person|in[ -]office|vor ort|sur site|présentiel|presencial|in the office|office-based|现场办公",
    re.IGNORECASE,
)
_ONSITE_TEXT = re.compile(
    r"(?:fully |100 ?% |position is |role is |work is |job is )(?:on[ -]?site|in[ -]person|in[ -]office|office-based)|en présentiel|100 ?% presencial",
    re.IGNORECASE,
)


def remote(head: Iterable[str], text: Sequence[str]) -> Remote | None:
    """What the head says; of the running text only what is said of the job itself: "remote teams" is no place of work."""
    top, body = " ¶ ".join(head), " ¶ ".join(text)
    said: tuple[tuple[str, re.Pattern[str], Remote], ...] = (
        (top, _HYBRID, "hybrid"),
        (top, _NOT_REMOTE, "onsite"),
        (top, _REMOTE_HEAD, "remote"),
        (top, _ONSITE, "onsite"),
        (body, _HYBRID, "hybrid"),
        (body, _NOT_REMOTE, "onsite"),
        (body, _REMOTE_TEXT, "remote"),
        (body, _ONSITE_TEXT, "onsite"),
    )
    return next((answer for where, pattern, answer in said if pattern.search(where)), None)


# ---------------------------------------------------------------- kind of contract

_CONTRACT = re.compile(
    r"contract[ -]to[ -](?:hire|perm)|temp[ -]to[ -]perm|(?<![^\W_])(?:freelance|contractor|fixed[ -]term|temporary|temp|ftc|interim|intérim|cdd|befristet(?:e[rs]?)?|zeitarbeit|"
    r"internship|praktikum|stage|autónomo|temporal|por obra|temporário|recibos verdes|contrato a termo|pj)(?![^\W_])|"
    r"\d{1,2}[ -]month contract|contract (?:position|role|job)|(?<![^\W_])contract(?![^\W_])|合同工|外包",
    re.IGNORECASE,
)
_PART = re.compile(
    r"part[ -]?time|teilzeit|temps partiel|mi-temps|media jornada|jornada parcial|tiempo parcial|tempo parcial|meio período|兼职",
    re.IGNORECASE,
)
_FULL = re.compile(
    r"full[ -]?time|vollzeit|temps (?:plein|complet)|jornada completa|tiempo completo|tempo (?:inteiro|integral|completo)|período integral|"
    r"(?<![^\W_])(?:permanent|cdi|unbefristet(?:e[rs]?)?|festanstellung|regular|indefinido|clt|efetivo)(?![^\W_])|全职",
    re.IGNORECASE,
)
_CONTRACT_TEXT = re.compile(
    r"contract[ -]to[ -](?:hire|perm)|\d{1,2}[ -]month contract|contract (?:position|role|job)|fixed[ -]term contract|(?:in|out)side ir35|auf \d{1,2} monate befristet|\bcdd de \d",
    re.IGNORECASE,
)
_FULL_TEXT = re.compile(
    r"full[ -]time(?! equivalent| degree| student| education)|in vollzeit|temps plein|unbefristet|jornada completa|tempo inteiro|"
    r"(?<![\w.,-])(?:3[5-9]|4[0-8])(?:[.,]\d{1,2})?[ -]?(?:hours?|hrs|h|std\.?|stunden|heures|horas)(?:\s?/|\s(?:per|a|pro|par|por)\s|[-\s]weeks?(?![^\W_])|(?=\s?(?:[,;)|]|\(\d|$)))",
    re.IGNORECASE,
)
_PART_TEXT = re.compile(
    r"part[ -]time (?:position|role|job)|in teilzeit|à temps partiel|media jornada|a tempo parcial",
    re.IGNORECASE,
)
_PERMANENT = re.compile(r"(?i)(?:cdi|unbefristet|permanent contract|indefinido|clt)")
_WHOLE = re.compile(r"(?i)f|full|1(?:\.0+)?")
_SHARE = re.compile(r"(?i)p|part|0\.\d+")


def contract_type(head: Iterable[str], text: Sequence[str]) -> ContractType | None:
    """By a label, by the head, else by what the running text says of the job."""
    for line in head:
        if _WHOLE.fullmatch(line.strip()):
            return "full-time"
        if _SHARE.fullmatch(line.strip()):
            return "part-time"
        found = _first_type(line, _CONTRACT, _FULL, _PART)
        if found:
            return found
    return _first_type(" ¶ ".join(text), _CONTRACT_TEXT, _FULL_TEXT, _PART_TEXT)


def _first_type(
    text: str, contract: re.Pattern[str], full: re.Pattern[str], part: re.Pattern[str]
) -> ContractType | None:
    if contract.search(text) and not _PERMANENT.search(text):
        return "contract"
    if full.search(text):
        return "full-time"
    return "part-time" if part.search(text) else None
