"""Habits of other people's hands: chips under the address, dates broken at their month, papers cited over two lines."""

from dataclasses import replace
from datetime import date

from printer import Paper

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.pdf import read_pdf
from core.documents.sheet import Sheet
from core.documents.worker import read
from core.extraction import extract_by_rules
from core.model import Document, Json

TODAY = date(2026, 11, 23)
JOB = "EXPERIENCE\n\nStaff Nurse\nElm Court Hospital\nJan 2016 - Present\n- Cared for five patients per shift\n\n"
HEAD = f"Mara Ellison\nmara.ellison@example.org | 617-555-0199\n\n{JOB}"


def typed(text: str) -> Document:
    return read(text.encode(), Hint(".txt"), Limits())


def printed(paper: Paper) -> Document:
    limits = Limits()
    return read_pdf(paper.pdf(), Sheet(limits.letters), limits)


def told(document: Document) -> Json:
    return extract_by_rules(document, TODAY).fields


def in_sizes(document: Document, bold: set[str]) -> Document:
    """The same with some of its lines set bold."""
    lines = tuple(replace(line, bold=line.text.strip() in bold, size=10.0) for line in document.lines)
    return replace(document, lines=lines)


def test_bold_names_of_skills_under_the_address_are_no_part_of_the_address() -> None:
    text = (
        f"Mara Ellison\n\n{JOB}CONTACT\nmara@example.org\n617-555-0199\nLeeds\n"
        "Data\nPython\tSQL\tKafka\nPlatforms\nAzure\tEntra ID\tLinux\n"
    )
    fields = told(in_sizes(typed(text), {"Mara Ellison", "EXPERIENCE", "CONTACT", "Data", "Platforms"}))
    assert fields["basics"]["location"]["city"] == "Leeds"
    assert [group["name"] for group in fields["skills"]] == ["Data", "Platforms"]
    assert [group["keywords"] for group in fields["skills"]] == [
        ["Python", "SQL", "Kafka"],
        ["Azure", "Entra ID", "Linux"],
    ]


def test_a_range_broken_between_its_last_month_and_its_year_is_one_range() -> None:
    paper = Paper()
    paper.write(50, 50, "Mara Ellison", 20, bold=True)
    paper.write(50, 75, "mara.ellison@example.org")
    paper.write(50, 105, "Employment", 14, bold=True)
    for y, first, second, employer, title in (
        (130, "Sept 2021 - present", "", "Elm Court Hospital, Leeds", "Ward Manager"),
        (190, "Aug. 2018 - Aug.", "2021", "Volvane Hospital, York", "Staff Nurse"),
        (250, "Sept 2016 - July 2018", "", "Ash Green Clinic, Hull", "Nursing Assistant"),
    ):
        paper.write(50, y, first)
        paper.write(170, y, employer, bold=True)
        if second:
            paper.write(50, y + 14, second)
        paper.write(170, y + 14, title)
        paper.write(170, y + 28, "• Cared for five patients per shift")
    fields = told(printed(paper))
    assert [
        (job["name"], job["position"], job["startDate"], job.get("endDate")) for job in fields["work"]
    ] == [
        ("Elm Court Hospital", "Ward Manager", "2021-09", None),
        ("Volvane Hospital", "Staff Nurse", "2018-08", "2021-08"),
        ("Ash Green Clinic", "Nursing Assistant", "2016-09", "2018-07"),
    ]


def test_work_pro_bono_is_voluntary() -> None:
    fields = told(typed(HEAD + "PRO BONO\n\n2019 - 2022\tChorley Law Clinic, Volunteer adviser\n"))
    [work] = fields["volunteer"]
    assert (work["organization"], work["position"]) == ("Chorley Law Clinic", "Volunteer adviser")
    assert (work["startDate"], work["endDate"]) == ("2019", "2022")


def test_a_season_is_when_a_job_began_and_ended() -> None:
    fields = told(typed(HEAD.replace("Jan 2016 - Present", "Summer 2024")))
    assert (fields["work"][0]["startDate"], fields["work"][0]["endDate"]) == ("2024", "2024")


def test_a_helper_is_somebody() -> None:
    fields = told(
        typed(
            "Mara Ellison\nmara.ellison@example.org\n\nEXPERIENCE\n\nKitchen Helper\tMay 2021 - June 2022\n"
            "Harbour Bread Works\tLeeds, UK\n- Baked\n"
        )
    )
    assert (fields["work"][0]["position"], fields["work"][0]["name"]) == (
        "Kitchen Helper",
        "Harbour Bread Works",
    )


def test_what_a_project_was_made_with_stands_behind_its_name() -> None:
    fields = told(
        typed(HEAD + "PROJECTS\n\ntidelog | C++, Python, NumPy\tJan. 2021 - Apr. 2021\n- Counts the tides\n")
    )
    [project] = fields["projects"]
    assert project["name"] == "tidelog"
    assert project["keywords"] == ["C++", "Python", "NumPy"]
    assert "description" not in project


def test_honours_in_brackets_with_terms_open_no_second_degree() -> None:
    fields = told(
        typed(
            HEAD + "EDUCATION\n\nUniversity of Leeds\nBachelor of Science in Nursing\tAug. 2013 - May 2017\n"
            "Coursework: Anatomy, Ethics\nHonors: Dean's List (Fall 2014, Spring 2015)\n"
        )
    )
    assert [(one["startDate"], one["endDate"]) for one in fields["education"]] == [("2013-08", "2017-05")]


def test_a_monogram_is_no_title_and_a_sign_before_a_town_no_part_of_it() -> None:
    paper = Paper()
    paper.write(220, 50, "Mara Ellison", 20, bold=True)
    paper.write(220, 72, "Ward coordinator", 11)
    paper.write(220, 100, "Experience", 13, bold=True)
    paper.column(
        220,
        118,
        [
            "Staff Nurse",
            "Elm Court Hospital, Leeds | 03/2021 - present",
            "• Cared for five patients per shift",
            "• Trained new graduates",
            "• Led the night shift",
            "• Kept the rota",
            "• Wrote the handover",
        ],
    )
    paper.write(60, 60, "ME", 22)
    paper.write(50, 100, "Contact", 11, bold=True)
    paper.column(50, 116, ["+44 20 7946 0018", "mara@example.org", "# Leeds"], size=8)
    paper.write(50, 165, "Languages", 11, bold=True)
    paper.column(50, 180, ["English native", "Valencian C1"], size=8)
    fields = told(printed(paper))
    assert fields["basics"]["label"] == "Ward coordinator"
    assert fields["basics"]["location"]["city"] == "Leeds"
    assert [one["language"] for one in fields["languages"]] == ["English", "Valencian"]


def test_a_summary_keeps_its_years() -> None:
    said = "Nurse on wards and in clinics, without a single lost file since 2017."
    assert (
        told(typed(f"Mara Ellison\nmara@example.org\n\nSUMMARY\n\n{said}\n\n{JOB}"))["basics"]["summary"]
        == said
    )


def test_papers_cited_over_two_lines_have_the_quoted_title_and_their_journal() -> None:
    paper = Paper()
    paper.write(50, 50, "Mara Ellison", 20, bold=True)
    paper.write(50, 75, "mara.ellison@example.org")
    paper.write(50, 105, "Experience", 14, bold=True)
    paper.column(
        50, 125, ["Research Nurse, Elm Court Hospital, 2019 - 2022", "• Led two trials of wound care"]
    )
    paper.write(50, 165, "Publications", 14, bold=True)
    for y, first, rest in (
        (185, '1. M. Ellison and T. Ade (2024). "Healing of wounds in cold rooms with guaran-', 'teed air." Journal of Ward Care 73, 401-422.'),
        (215, '2. M. Ellison, R. Osei and T. Ade (2022). "Night shifts and the hands that', 'wash." Nursing Letters 6(3), 3288.'),
    ):  # fmt: skip
        paper.write(50, y, first)
        paper.write(62, y + 13, rest)
    assert told(printed(paper))["publications"] == [
        {"name": "Healing of wounds in cold rooms with guaranteed air", "publisher": "Journal of Ward Care", "releaseDate": "2024"},
        {"name": "Night shifts and the hands that wash", "publisher": "Nursing Letters", "releaseDate": "2022"},
    ]  # fmt: skip


def test_the_giver_may_stand_in_brackets_or_be_an_acronym() -> None:
    fields = told(
        typed(
            HEAD + "CERTIFICATIONS\n\nWard Lead Accreditation (Nursing Council)\tMarch 2023\n"
            "Wound Care, Advanced (RCN)\t2020\n"
        )
    )
    assert [(one["name"], one["issuer"]) for one in fields["certificates"]] == [
        ("Ward Lead Accreditation", "Nursing Council"),
        ("Wound Care, Advanced", "RCN"),
    ]
    fields = told(
        typed(HEAD + "CERTIFICATIONS\n\n- Registered Ward Lead (RWL), RCN (2016)\n- First Aid (2014)\n")
    )
    assert fields["certificates"] == [
        {"name": "Registered Ward Lead (RWL)", "issuer": "RCN", "date": "2016"},
        {"name": "First Aid", "date": "2014"},
    ]


def test_an_acronym_before_a_dash_belongs_to_the_name_it_stands_for() -> None:
    fields = told(
        typed(
            HEAD
            + "CERTIFICATIONS\n\n2018\tCWL – Certified Ward Lead, Nursing Council\n2019\tFirst Aid, Red Cross\n"
        )
    )
    assert fields["certificates"][0] == {
        "name": "CWL – Certified Ward Lead", "issuer": "Nursing Council", "date": "2018",
    }  # fmt: skip


def test_honours_belong_to_the_degree_and_what_it_is_of_may_be_more_than_its_field() -> None:
    fields = told(
        typed(HEAD + "EDUCATION\n\n2012 - 2015\nBSc (Honours) Ward Management, 2:1\nUniversity of Hull\n")
    )
    assert fields["education"][0]["studyType"] == "BSc (Honours)"
    assert fields["education"][0]["area"] == "Ward Management"
    fields = told(
        typed(
            HEAD
            + "EDUCATION\n\nBachelor of Design, Textile Design\tSept 2012 - May 2016\nUniversity of Hull\n"
        )
    )
    assert fields["education"][0]["studyType"] == "Bachelor of Design"
    assert fields["education"][0]["area"] == "Textile Design"
    fields = told(typed(HEAD + "EDUCATION\n\nDr. sc. in Nursing Science, University of Hull\t2012 - 2016\n"))
    assert (fields["education"][0]["studyType"], fields["education"][0]["area"]) == (
        "Dr. sc.",
        "Nursing Science",
    )


def test_a_mark_in_brackets_is_no_part_of_the_school() -> None:
    fields = told(
        typed(
            HEAD + "AUSBILDUNG\n\n2010 - 2014\tBachelor of Engineering, Maschinenbau\nOTH Amberg (Note 2,1)\n"
        )
    )
    [one] = fields["education"]
    assert (one["institution"], one["score"]) == ("OTH Amberg", "2,1")


def test_references_on_request_are_nobody_s_work() -> None:
    fields = told(
        typed(
            HEAD
            + "VOLUNTEERING\n\n2019 - 2022\tRed Cross, Volunteer adviser\n- Led a group\n\nReferences on request\n"
        )
    )
    assert [one["organization"] for one in fields["volunteer"]] == ["Red Cross"]
    assert fields["volunteer"][0]["highlights"] == ["Led a group"]


def test_teaching_told_as_jobs_are_is_work_and_a_list_of_subjects_is_none() -> None:
    fields = told(
        typed(HEAD + "TEACHING\n\nLecturer, University of Hull\t2018 - 2021\n- Wound care for 60 students\n")
    )
    assert [(job["position"], job["name"]) for job in fields["work"]] == [
        ("Staff Nurse", "Elm Court Hospital"),
        ("Lecturer", "University of Hull"),
    ]
    for text in (
        "Anatomy, ethics\n",
        "Lecturer at Hull Academy. Weekly classes and\t2018 - 2021\nexam grading.\n",
    ):
        assert len(told(typed(HEAD + "TEACHING\n\n" + text))["work"]) == 1


def test_jobs_under_a_heading_that_says_nothing_to_us_are_jobs_where_nothing_else_is() -> None:
    text = (
        "Tamsin Rourke\ntamsin.rourke@example.org\n\nPRACTICE\n\nJune 2019 - present\tProject Architect\n"
        "Foldgate Architects, Leeds\n- Drew a library of 4,200 square metres\n\nEDUCATION\n\n"
        "2011 - 2013\tMaster of Architecture\nUniversity of Leeds\n\nSKILLS\n\nRevit, Rhino\n"
    )
    fields = told(typed(text))
    assert [(job["name"], job["position"]) for job in fields["work"]] == [
        ("Foldgate Architects", "Project Architect")
    ]
    assert fields["basics"].get("location", {}).get("city") is None
    served = text.replace("EDUCATION", "SCOUTING\n\n2005 - 2007\tLeader\nScouts\n\nEDUCATION").replace(
        "PRACTICE", "EXPERIENCE"
    )
    assert [job["position"] for job in told(typed(served))["work"]] == ["Project Architect"]


def test_towns_in_brackets_behind_each_employer_are_places_and_departments_are_not() -> None:
    text = HEAD.split(JOB, maxsplit=1)[0] + (
        "EXPERIENCE\n\n2019 - present\tPlanner\nConservas Marlim, S.A. (Setúbal)\n- Planned the stock of 420 goods\n\n"
        "2016 - 2018\tTechnician\nAutocomp Lisandro, Lda. (Palmela)\n- Counted what was there\n"
    )
    work = told(typed(text))["work"]
    assert [(job["name"], job.get("location")) for job in work] == [
        ("Conservas Marlim, S.A.", "Setúbal"),
        ("Autocomp Lisandro, Lda.", "Palmela"),
    ]
    one = told(typed(text.replace(" (Palmela)", "").replace("Setúbal", "a Tesco company")))["work"]
    assert one[0]["name"] == "Conservas Marlim, S.A. (a Tesco company)"
