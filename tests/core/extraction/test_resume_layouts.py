"""One life, written down in eight languages and many orders: the same jobs, schools and skills come out."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.extraction import extract_by_rules
from core.extraction.resumes.headings import is_caption, section_of
from core.model import Extraction, Json
from core.text import fold, squash

TODAY = date(2026, 11, 23)

# language: headings of work, education, skills, languages; job; school; bullet; "now"; two languages
TONGUES: dict[str, tuple[tuple[str, str, str, str], tuple[str, str, str], tuple[str, str, str], str, str, tuple[str, str]]] = {
    "en": (
        ("Work History", "Academic Background", "Core Competencies", "Languages"),
        ("Staff Nurse", "Volvane Hospital", "Leeds"), ("BSc", "Nursing", "University of Leeds"),
        "Cut waiting times by 30%", "Present", ("English (native)", "Yoruba (basic)"),
    ),
    "de": (
        ("Beruflicher Werdegang", "Akademischer Werdegang", "Fachliche Kompetenzen", "Sprachkenntnisse"),
        ("Projektleiter", "Nordlicht Energie AG", "Kiel"), ("Master", "Informatik", "Technische Universität Dresden"),
        "Senkung der Ausfälle um 20 %", "heute", ("Deutsch (Muttersprache)", "Englisch (fließend)"),
    ),
    "fr": (
        ("Parcours professionnel", "Formation et diplômes", "Savoir-faire", "Langues"),
        ("Chef de projet", "Groupe Arval", "Paris"), ("Licence", "Informatique", "Université de Nantes"),
        "Réduction des coûts de 15 %", "aujourd’hui", ("Français (langue maternelle)", "Anglais (courant)"),
    ),
    "es": (
        ("Experiencia laboral", "Formación académica", "Conocimientos", "Idiomas"),
        ("Contadora", "Grupo Alba", "Valencia"), ("Grado", "Contabilidad", "Universidad de Valencia"),
        "Cierre mensual de tres sociedades", "actualidad", ("Español (nativo)", "Inglés (avanzado)"),
    ),
    "pt": (
        ("Experiência profissional", "Formação acadêmica", "Competências", "Idiomas"),
        ("Engenheira civil", "Construtora Ipê", "Recife"), ("Mestrado", "Estatística", "Universidade do Porto"),
        "Gestão de obras em dois estados", "atual", ("Português (nativo)", "Inglês (avançado)"),
    ),
    "it": (
        ("Esperienze professionali", "Istruzione e formazione", "Capacità e competenze", "Lingue"),
        ("Sviluppatore", "Logistica Adige Srl", "Milano"), ("Laurea magistrale", "Economia", "Università di Torino"),
        "Riduzione degli errori del 12 %", "oggi", ("Italiano (madrelingua)", "Inglese (B2)"),
    ),
    "nl": (
        ("Werkervaring", "Opleidingen", "Kennis en vaardigheden", "Talenkennis"),
        ("Verpleegkundige", "Ziekenhuis Oost", "Utrecht"), ("Bachelor", "Verpleegkunde", "Hogeschool Utrecht"),
        "Verlaging van de wachttijd met 20 %", "heden", ("Nederlands (moedertaal)", "Engels (vloeiend)"),
    ),
    "zh": (
        ("工作经历", "教育背景", "专业技能", "语言能力"),
        ("后端工程师", "云帆科技有限公司", "杭州"), ("本科", "计算机科学与技术", "浙江大学"),
        "负责后端服务的开发与维护", "至今", ("英语 (流利)", "日语 (N2)"),
    ),
}  # fmt: skip
HEADERS = (
    "{title}, {company}, {place}\t{dates}", "{title}\t{dates}\n{company}, {place}", "{company}\t{place}\n{title}\t{dates}",
    "{title}\n{company} | {place} | {dates}", "{dates}\n{company}\n{title}", "{dates}\t{company}, {place}\n{title}",
    "{dates}: {title}, {company}", "{company} — {title} ({dates})", "{title} · {company} · {dates}",
    "{company} ({place}), {title}\n{dates}", "{title} – {company}, {place}\n{dates}", "{title}\n{dates}\n{company}\n{place}",
    "{title} / {company} / {place} / {dates}",
)  # fmt: skip
HEADINGS = ("{}", "{}:", "1. {}", "=== {} ===", "{} ________", "■ {}")


def extract(text: str, kind: str = "txt") -> Extraction:
    return extract_by_rules(read(text.encode(), Hint(kind), Limits()), TODAY)


def resume(tongue: str, header: str, heading: str) -> str:
    (work, learned, skills, spoken), (title, company, place), (study, area, school), told, now, some = (
        TONGUES[tongue]
    )
    first = header.format(title=title, company=company, place=place, dates=f"03/2021 – {now}")
    second = header.format(title=title, company=company, place=place, dates="2019-05 – 2021-02")
    lines = [
        "Ida Brandt", "ida@example.org | +44 113 496 0123",
        heading.format(work), first, f"• {told}", second, f"• {told}",
        heading.format(learned), f"{school}\t2015 – 2018", f"{study}, {area}",
        heading.format(skills), "Python, SQL, Excel",
        heading.format(spoken), *some,
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


CASES = [
    (tongue, HEADERS[place % len(HEADERS)], HEADINGS[place % len(HEADINGS)])
    for place, (tongue, _) in enumerate(product(TONGUES, HEADERS))
]


@pytest.mark.parametrize(("tongue", "header", "heading"), CASES)
def test_the_same_life_comes_out_of_every_layout(tongue: str, header: str, heading: str) -> None:
    found = extract(resume(tongue, header, heading))
    _, (title, company, _), (study, area, school), told, _, some = TONGUES[tongue]
    work = [
        (j.get("position"), j.get("name"), j.get("startDate"), j.get("endDate")) for j in found.fields["work"]
    ]
    assert work == [(title, company, "2021-03", None), (title, company, "2019-05", "2021-02")]
    assert [job["highlights"] for job in found.fields["work"]] == [[told], [told]]
    assert found.fields["education"] == [
        {"institution": school, "area": area, "studyType": study, "startDate": "2015", "endDate": "2018"}
    ]
    assert [group["keywords"] for group in found.fields["skills"]] == [["Python", "SQL", "Excel"]]
    assert [f"{one['language']} ({one['fluency']})" for one in found.fields["languages"]] == list(some)
    assert found.doubts == ()
    assert found.language in (tongue, None)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("W O R K E X P E R I E N C E", "work"),
        ("II. Education", "education"),
        ("💼 Relevant Work Experience", "work"),
        ("Selected Clinical Experience", "work"),
        ("【工作经历】", "work"),
        ("一、教育背景", "education"),
        ("技 能", "skills"),
        ("Skills (continued)", "skills"),
        ("Python experience", None),
        ("Project management", None),
        ("Software engineer", None),
        ("Languages: English, German", None),
    ],
)
def test_a_heading_is_known_in_whatever_dress(text: str, section: str | None) -> None:
    assert section_of(text) == section


@pytest.mark.parametrize(
    "text", ["Highlights", "Responsibilities:", "Aufgaben", "• Réalisations :", "工作职责："]
)
def test_a_caption_above_bullets_is_no_content(text: str) -> None:
    assert is_caption(text)
    found = extract(
        f"Ida Brandt\nida@example.org\nEXPERIENCE\nStaff Nurse, Volvane Hospital, 2019 – 2021\n{text}\n• Led shifts\n"
    )
    [job] = found.fields["work"]
    assert (job["highlights"], "summary" in job) == (["Led shifts"], False)


def test_jobs_and_school_are_found_without_any_heading() -> None:
    found = extract(
        "Marta Kowalska\nmarta@example.org | Leeds\nWarehouse Operative\nBrightwater Logistics, March 2019 - Present\n"
        "- Loaded forty trucks a day\nKitchen Porter\nThe Copper Pot, 2016 - 2019\n- Kept the kitchen clean\n"
        "Leeds City College, 2014 - 2016\nExcel, SAP, Microsoft Word\nEnglish (fluent), Polish (native)\n"
    )
    jobs = [(job["position"], job["name"], job["startDate"]) for job in found.fields["work"]]
    assert jobs == [
        ("Warehouse Operative", "Brightwater Logistics", "2019-03"),
        ("Kitchen Porter", "The Copper Pot", "2016"),
    ]
    assert [school["institution"] for school in found.fields["education"]] == ["Leeds City College"]
    assert found.fields["skills"] == [{"keywords": ["Excel", "SAP", "Microsoft Word"]}]
    assert [one["language"] for one in found.fields["languages"]] == ["English", "Polish"]


@pytest.mark.parametrize("sign", ["\t", ": "])
def test_headings_may_stand_beside_what_they_head(sign: str) -> None:
    found = extract(
        f"Joe Riggs\n+44 113 496 0123\nExperience{sign}Welder, Halloran Steel Inc, 2012 - now\n"
        f"Education{sign}Diploma in Welding, Leeds College, 2010 - 2012\nSkills{sign}MIG, TIG, Forklift\n"
    )
    assert [(job["position"], job["name"]) for job in found.fields["work"]] == [
        ("Welder", "Halloran Steel Inc")
    ]
    assert found.fields["education"][0]["area"] == "Welding"
    assert found.fields["skills"] == [{"keywords": ["MIG", "TIG", "Forklift"]}]


def test_what_a_project_was_built_with_are_its_keywords_and_its_name_ends_at_the_colon() -> None:
    found = extract(
        "Ida Brandt\nida@example.org\nPROJECTS\nledgerlint: A linter that proves that the books balance\n"
        "Technologies: Go, SQL\nEXPERIENCE\nStaff Nurse, Volvane Hospital, 2019 – 2021\n"
    )
    [project] = found.fields["projects"]
    assert project == {
        "name": "ledgerlint", "description": "A linter that proves that the books balance", "keywords": ["Go", "SQL"],
    }  # fmt: skip


def test_interests_are_read_and_courses_with_a_giver_are_certificates() -> None:
    found = extract(
        "Ida Brandt\nida@example.org\nEXPERIENCE\nStaff Nurse, Volvane Hospital, 2019 – 2021\nCOURSES\n"
        "Wound Care, Red Cross, 2020\nINTERESTS\nChess, pottery\n"
    )
    assert found.fields["certificates"] == [{"name": "Wound Care", "issuer": "Red Cross", "date": "2020"}]
    assert found.fields["interests"] == [{"name": "Chess"}, {"name": "pottery"}]


WHOLE = [line for tongue in TONGUES for line in resume(tongue, HEADERS[1], "{}").splitlines()]


def strings(node: object, pointer: str = "") -> list[tuple[str, str]]:
    if isinstance(node, str):
        return [(pointer, node)]
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [one for key, child in pairs for one in strings(child, f"{pointer}/{key}")]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WHOLE), min_size=4, max_size=60), st.integers(0, 40))
def test_lines_of_resumes_in_any_order_give_no_string_that_is_not_there(lines: list[str], cut: int) -> None:
    text = "\n".join(lines)
    source = read(text[: max(20, len(text) - cut)].encode(), Hint("txt"), Limits())
    found = extract_by_rules(source, TODAY, is_sure=True)
    for pointer, said in strings(found.fields):
        if pointer.endswith(("network", "username", "countryCode", "/date")) or "Date" in pointer:
            continue
        pieces = [source.by_number[span.line].text[span.start : span.end] for span in found.spans[pointer]]
        assert squash("".join(pieces)) == squash(said) or fold(" ".join(pieces)) == fold(said)


def test_the_fields_stand_in_the_order_of_the_schema() -> None:
    fields: Json = extract(resume("en", HEADERS[0], "{}")).fields
    assert list(fields) == ["basics", "work", "education", "skills", "languages"]
