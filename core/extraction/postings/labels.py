"""Labels of single facts ("Location: Oslo"), and the cells of tables, which are labels without a colon."""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.extraction.postings.passages import Passage, Spot, clauses
from core.extraction.postings.sections import Section, classify, is_fact_label

_LABELS: tuple[tuple[str, str], ...] = (
    (
        "title",
        (
            r"business title|(?:class|working|official|posting|post) title|job title|position title|role title|title|position|role|stellenbezeichnung|stelle|position zu besetzen|intitulé(?: du poste)?|poste|we're hiring|"
            r"we are hiring|hiring|now hiring|job|vacancy|puesto|cargo|vaga|vacante|职位(?:名称)?|岗位(?:名称)?|招聘(?:职位|岗位)|functie|posizione"
        ),
    ),
    (
        "company",
        (
            r"company|company name|employer|agency|organi[sz]ation|client|unternehmen|firma|arbeitgeber|société|entreprise|employeur|empresa|compañía|empleador|"
            r"companhia|district|school|hospital|institution|practice|公司(?:名称)?|单位|企业|bedrijf|werkgever|azienda"
        ),
    ),
    (
        "location",
        (
            r"(?:work |job |office |duty )?(?:locations?|station|site)|where|place(?: of work)?|based in|city|ort|standort|arbeitsort|einsatzort|dienstort|lieu(?: de travail)?|localisation|"
            r"ville|ubicación|lugar(?: de trabajo)?|localidad|ciudad|local(?: de trabalho)?|localização|cidade|(?:工作)?(?:地点|地址|城市)|locatie|standplaats|sede"
        ),
    ),
    (
        "type",
        (
            r"(?:job |employment |contract |position |work )?type|employment|contract|status|schedule|full-time/part-time|fte|vertragsart|anstellung(?:sart)?|beschäftigungsart|arbeitszeit|"
            r"(?:type de )?contrat|temps de travail|hours|(?:tipo de )?contrato|jornada(?: laboral)?|regime(?: de trabalho)?|horario|工作性质|(?:工作|职位)类型|contracttype|contratto"
        ),
    ),
    (
        "remote",
        r"remote|workplace(?: type)?|work model|arbeitsmodell|télétravail|work mode|modalidad|modalidade|regime|modelo(?: de trabajo| de trabalho)?|工作方式",
    ),
    (
        "salary",
        (
            r"(?:base |annual |starting )?salary(?: range)?|pay(?: range| rate)?|compensation|wage|hourly rate|rate|gehalt|vergütung|rémunération|salaire|salario|salário|remuneración|"
            r"remuneração|薪资|薪酬|月薪|年薪|工资|待遇|salaris|stipendio"
        ),
    ),
)
_LABEL = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _LABELS)
LABELLED = re.compile(r"([^:]{2,40}?)\s?:\s*(\S.{0,300})")


def labels_a(fact: str, label: str) -> bool:
    """Does this label name this fact?"""
    return any(name == fact and pattern.fullmatch(label.strip()) for name, pattern in _LABEL)


def labelled(whole: Sequence[Passage]) -> dict[str, list[str]]:
    """Values behind labels, by what they tell, in order. "Regime" may tell of two things."""
    found: dict[str, list[str]] = {}
    for passage in whole:
        for clause in clauses(passage):
            if (one := LABELLED.match(clause.text)) is None:
                continue
            for name, pattern in _LABEL:
                if pattern.fullmatch(one[1].strip()):
                    # The rest of the passage belongs to it: "100 Church St., N.Y." is no two sentences.
                    found.setdefault(name, []).append(one[2].strip(" |·•"))
    return found


# ---------------------------------------------------------------- tables

_CELL_LETTERS = 40


def with_labels(whole: Sequence[Passage]) -> list[Passage]:
    """Rows of two cells become "label: value" where the first cell is a label, and cells take the mood of their column."""
    out: list[Passage] = []
    for passage in _by_column(whole):
        before = out[-1] if out else None
        if before is not None and passage.cell and before.line == passage.line and _is_label(before):
            out[-1] = _labelled_cell(before, passage)
        else:
            out.append(passage)
    return out


def _is_label(cell: Passage) -> bool:
    text = cell.text
    if len(text) > _CELL_LETTERS or text[-1] in ":.,;":
        return False
    known = any(pattern.fullmatch(text) for _, pattern in _LABEL)
    return known or is_fact_label(text) or classify(text, loosely=False) is not None


def _labelled_cell(label: Passage, value: Passage) -> Passage:
    last = label.spots[-1]
    glue = (Spot(last.line, last.end, last.end),) * 2
    return replace(label, text=f"{label.text}: {value.text}", spots=label.spots + glue + value.spots)


_MOODS = frozenset({Section.MUST, Section.NICE})
_TICK_LETTERS = 2
"""Letters of a cell that only ticks a column ("x", "✓", "E")."""


def _by_column(whole: Sequence[Passage]) -> list[Passage]:
    """Cells under "Essential" and "Desirable" with that label before them; what a row is about is no requirement.

    In a row that ends in such a word ("Forklift licence | essential") it labels the rest.
    """
    out: list[Passage] = []
    header: list[Passage] = []
    for row in _rows(whole):
        moods = [classify(cell.text, loosely=False) if len(row) > 1 else None for cell in row]
        if sum(mood in _MOODS for mood in moods) > 1 and Section.NICE in moods:
            header = row
        elif header and len(row) == len(header):
            out += _under(header, row)
        elif len(row) > 1 and moods[-1] in _MOODS and moods[0] not in _MOODS:
            header = []
            out.append(_labelled_cell(row[-1], row[0]))
        else:
            header = []
            out += row
    return out


def _rows(whole: Sequence[Passage]) -> list[list[Passage]]:
    rows: list[list[Passage]] = []
    for passage in whole:
        if rows and passage.cell and rows[-1][0].line == passage.line:
            rows[-1].append(passage)
        else:
            rows.append([passage])
    return rows


def _under(header: Sequence[Passage], row: Sequence[Passage]) -> list[Passage]:
    columns = [
        (label, cell)
        for label, cell in zip(header, row, strict=True)
        if classify(label.text, loosely=False) in _MOODS
    ]
    ticked = [label for label, cell in columns if 0 < len(cell.text) <= _TICK_LETTERS]
    if ticked:
        return [_labelled_cell(ticked[0], row[0])]
    return [_labelled_cell(label, cell) for label, cell in columns]
