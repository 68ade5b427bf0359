"""What is a resume, and what is none; and two of them in one file."""

from datetime import date

import pytest

from core.documents import Limits
from core.documents.kinds import Hint
from core.documents.worker import read
from core.extraction import extract_by_rules, is_resume
from core.model import Document, Extraction

TODAY = date(2026, 11, 23)
PAPERS = {
    "invoice": """\
INVOICE
Invoice no: 2026-114
Date: 12/10/2026
Bill to: Anna Berg, Example Street 4, Oslo
Phone +47 22 33 44 55  anna@example.org
Consulting services, October 2026    40 h    120.00    4,800.00
Subtotal 4,800.00
VAT 25 % 1,200.00
Total due 6,000.00
Payment terms: 14 days
""",
    "letter": """\
Anna Berg
Example Street 4
anna@example.org
+47 22 33 44 55

Dear Ms Hansen,

I am writing to apply for the position of nurse at your hospital. I have worked at Aire Valley Hospital since 2019, and before that at Calder Infirmary from 2016 to 2019. I hold a BSc in Nursing from the University of Bradford.

I look forward to hearing from you.

Yours sincerely,
Anna Berg
""",
    "posting": """\
Senior Backend Engineer
Nordbank, Oslo
About the role
You will build services in Go.
Requirements
- 5+ years of experience with Go or Java
- BSc in Computer Science
Skills: Go, PostgreSQL
We offer
- 30 days of holiday
Apply now: jobs@example.org
""",
    "paper": """\
Attention to Detail in Long Documents
A. Nowak, B. Li
University of Leeds
nowak@example.org

Abstract
We study how readers follow long documents.
1 Introduction
Since 2015, several works have looked at this problem [1, 2].
2 Experiments
We ran experiments between 2019 and 2021 with 40 students.
References
[1] C. Smith. Reading. Journal of Reading, 2015.
[2] D. Jones. More reading. 2016.
""",
    "recipe": """\
Lentil soup
Ingredients
300 g lentils
2 onions, 3 carrots
Preparation
1. Chop the onions.
2. Boil for 30 minutes.
Serves 4
""",
    "form": """\
Application form
Name: ____________
Address: ____________
Phone: ____________
E-mail: ____________
Education
School: ________ From: ____ To: ____
Work experience
Employer: ________ From: ____ To: ____
References
Name: ________
Signature: ________ Date: ________
""",
    "template": """\
YOUR NAME
Your Address | Your Phone | your.email@example.com
EXPERIENCE
Job Title, Company Name
Month Year - Month Year
- Describe your achievements here
EDUCATION
Degree, School Name
Month Year
SKILLS
Skill 1, Skill 2, Skill 3
""",
    "contract": """\
EMPLOYMENT CONTRACT
between Nordbank AS, Oslo and Anna Berg, Example Street 4, Oslo
1. Position: Developer
2. Start of work: 1 March 2026
3. Salary: NOK 700,000 a year
4. Working hours: 37.5 hours a week
5. Notice: three months
Signature
""",
    "list": """\
Team list
Anna Berg, anna@example.org, +47 22 33 44 55
Ben Cole, ben@example.org, +47 22 33 44 56
Cara Diaz, cara@example.org, +47 22 33 44 57
""",
    "zeugnis": """\
Arbeitszeugnis
Frau Katrin Sommerfeld, geboren am 3. Mai 1985, war vom 1. März 2015 bis 31. August 2021 als Buchhalterin in unserem Unternehmen beschäftigt.
Zu ihren Aufgaben gehörten die Erstellung der Monatsabschlüsse und die Betreuung der Kreditoren.
Frau Sommerfeld erledigte ihre Aufgaben stets zu unserer vollsten Zufriedenheit.
Hamburg, 31. August 2021
Weber & Söhne KG
""",
    "minutes": """\
Minutes of the meeting of 3 March 2026
Present: A. Berg, B. Cole
1. Projects
The new website goes live in May 2026.
2. Education
The training budget for 2026 - 2027 was accepted.
3. Next meeting: 4 April 2026
""",
}
TRUE = {
    "one job and no address": """\
Nadia Ferrant
Experience
Backend Engineer, Lantern Freight, 2019 - 2021
- Built APIs
""",
    "nohead": """\
Marta Kowalska
marta@example.org | +44 20 7946 0958 | Leeds
Warehouse Operative
Brightwater Logistics, Leeds, March 2019 - Present
- Loaded forty trucks a day
- Trained six starters
Kitchen Porter
The Copper Pot, 2016 - 2019
- Kept the kitchen clean
Leeds City College, NVQ Level 2 in Catering, 2014 - 2016
Excel, SAP, Forklift, Microsoft Word
English (fluent), Polish (native)
""",
    "student": """\
Amy Chen
amy.chen@example.org

Education
Ridgeway High School
Expected 2027

Skills
Babysitting, Excel, piano

Languages
English, Mandarin
""",
    "nurse": """\
Grace Obi RN
Phone 07700 900123
EMPLOYMENT
Ward nurse, St Anne's, 2018 to date
Care assistant, Elm House, 2014 to 2018
TRAINING
RN, Kingston University 2018
""",
    "inline": """\
JOE RIGGS
555-201-8899
Experience: Welder, Halloran Steel Inc, 2012 - now
Education: Diploma in Welding, Leeds College, 2010 - 2012
Skills: MIG, TIG, Forklift
Languages: English
""",
}
TWO = """\
Anna Berg
anna@example.org
+47 22 33 44 55
EXPERIENCE
Nurse, Aire Valley Hospital, 2019 - Present
- Led shifts
EDUCATION
BSc Nursing, University of Bradford, 2016 - 2019
SKILLS
Triage, Epic
Ben Cole
ben.cole@example.org
+44 113 496 0999
EXPERIENCE
Electrician, Sparks & Co, 2015 - Present
- Wired 40 houses
EDUCATION
Diploma, Leeds College, 2013 - 2015
SKILLS
Wiring, PLC
"""


def document(text: str) -> Document:
    return read(text.encode(), Hint("txt"), Limits())


def extract(text: str) -> Extraction:
    return extract_by_rules(document(text), TODAY)


@pytest.mark.parametrize("text", PAPERS.values(), ids=PAPERS)
def test_other_papers_are_no_resumes_and_give_no_fields(text: str) -> None:
    found = extract(text)
    assert not is_resume(document(text), found)
    assert found.fields == {}


@pytest.mark.parametrize("text", TRUE.values(), ids=TRUE)
def test_a_sparse_resume_is_one(text: str) -> None:
    assert is_resume(document(text), extract(text))


def test_of_two_resumes_in_one_file_the_first_is_read_and_a_notice_tells_where_the_other_begins() -> None:
    found = extract(TWO)
    assert found.fields["basics"]["name"] == "Anna Berg"
    assert [job["name"] for job in found.fields["work"]] == ["Aire Valley Hospital"]
    assert found.fields["skills"] == [{"keywords": ["Triage", "Epic"]}]
    [notice] = found.notices
    assert notice.code == "two_resumes"
    assert notice.text == (
        "This file holds two resumes: I read the first (l.1–10). The second begins at line 11. Share it alone."
    )
    assert "Ben" not in notice.text


def test_a_second_mail_address_of_a_referee_or_of_their_own_is_no_second_resume() -> None:
    referee = TWO.partition("Ben Cole")[0] + "REFERENCES\nCara Diaz\ncara@example.org\n"
    own = TWO.partition("Ben Cole")[0].replace("+47 22 33 44 55", "a.berg@example.org")
    for text in (referee, own):
        found = extract(text)
        assert found.notices == ()
        assert found.fields["basics"]["email"] == "anna@example.org"


def test_a_clean_resume_raises_no_doubt_and_a_job_without_dates_names_its_lines() -> None:
    clean = TWO.partition("Ben Cole")[0]
    assert extract(clean).doubts == ()
    [doubt] = extract(
        clean.replace(", 2019 - Present", "").replace("- Led shifts", "- Led shifts\n- Kept keys")
    ).doubts
    assert (doubt.pointer, doubt.text) == ("/work/0", "job 1 (l.5–7) has no dates")
