"""Turns of speech and shapes that postings have in common, each in a few lines of an invented posting."""

import pytest

from core.errors import PostingTooShort
from core.extraction.postings import document_of_text, posting_by_rules
from core.model import JobPosting


def read(text: str) -> JobPosting:
    return posting_by_rules(document_of_text(text))


def musts(posting: JobPosting) -> set[tuple[str, ...]]:
    return {one.any_of for one in posting.requirements if one.must}


def wishes(posting: JobPosting) -> set[tuple[str, ...]]:
    return {one.any_of for one in posting.requirements if not one.must}


def asked(line: str) -> JobPosting:
    """A posting whose qualifications hold this line and another."""
    return read(f"Clerk\n\nRequirements\n- {line}\n- Bookkeeping")


# ---------------------------------------------------------------- headings


@pytest.mark.parametrize(
    ("asks", "wishes_for"),
    [
        ("Essential criteria", "Desirable criteria"),
        ("We ask for", "It’s a plus if you know"),
        ("What you need", "You get extra credit for"),
        ("4.1 Essential", "4.2 Desirable"),
    ],
)
def test_a_short_line_right_above_a_list_is_its_heading(asks: str, wishes_for: str) -> None:
    posting = read(f"Data Engineer\nFennel Labs\n{asks}\n• Python\n• SQL\n{wishes_for}\n• Rust\n• Kafka")

    assert {("Python",), ("SQL",)} <= musts(posting)
    assert {("Rust",), ("Kafka",)} <= wishes(posting)


def test_items_with_letters_in_brackets_are_items_of_a_numbered_form() -> None:
    posting = read(
        "BROOKFORD COUNCIL\nPERSON SPECIFICATION\n\n1. POST\n1.1 Post title: Librarian\n"
        "1.2 Branch: Dunmere Library (12 staff), Carlisle\n1.3 Salary: 28,500 to 31,200 pounds per annum\n\n"
        "2. PERSON\n2.1 Essential\n  (a) Cataloguing\n  (b) Customer service\n2.2 Desirable\n  (a) Welsh\n  (b) Storytelling\n\n"
        "3. SAFEGUARDING\n3.1 The post is exempt from the Rehabilitation of Offenders Act 1974."
    )

    assert posting.title == "Librarian"
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.max, posting.salary.currency) == (28_500, 31_200, "GBP")
    assert {("Cataloguing",), ("Customer service",)} <= musts(posting)
    assert {("Welsh",), ("Storytelling",)} <= wishes(posting)
    assert not any(
        "SAFEGUARDING" in name or "Rehab" in name for one in posting.requirements for name in one.any_of
    )


# ---------------------------------------------------------------- facts


def test_the_title_behind_its_label_need_be_no_known_occupation() -> None:
    posting = read(
        "Position: Senior Limnologist (Lakes)\nEmployer: Heron Water Research\nWhere: Perth WA, Australia\n"
        "Pay: $98k - $112k plus super\n\nYou will be lead scientist on three lakes.\n\nEssential criteria\n- GIS\n- Python"
    )

    assert posting.title == "Senior Limnologist (Lakes)"
    assert posting.salary is not None
    assert posting.salary.currency == "AUD"
    assert posting.seniority == "senior"


def test_title_employer_and_place_may_share_a_sentence_with_commas() -> None:
    posting = read(
        "Payroll Clerk, Marsh Lane Dairy Ltd, York. 9-month FTC (maternity cover), hybrid. 2+ yrs of payroll, Excel. £110-£130 per day."
    )

    assert (posting.title, posting.company, posting.location) == (
        "Payroll Clerk",
        "Marsh Lane Dairy Ltd",
        "York",
    )
    assert (posting.type, posting.remote) == ("contract", "hybrid")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Hotel Seeblick, Freiburg im Breisgau", "Freiburg im Breisgau"),
        ("Location: Navan, Co. Meath. Two days from home.", "Navan, Co. Meath"),
        ("Hotel Seeblick, Frankfurt am Main", "Frankfurt am Main"),
        ("Location: St. Ives. Parking.", "St. Ives"),
    ],
)
def test_a_place_keeps_its_whole_name(line: str, place: str) -> None:
    assert read(f"Receptionist\n{line}\n\nRequirements\n- Excel\n- English").location == place


@pytest.mark.parametrize(
    ("line", "low", "high"),
    [
        ("£31,400 + a share of tips (about £3,000 last year) | 4 days on, 3 off", 31_400, None),
        ("€36,000 | full-time", 36_000, 36_000),
    ],
)
def test_pay_that_opens_a_line_of_the_head_needs_no_word_of_pay(
    line: str, low: float, high: float | None
) -> None:
    pay = read(f"Pastry Chef - The Copper Whisk, Leeds\n\n{line}\n\nRequirements\n- Baking\n- HACCP").salary
    assert pay is not None
    assert pay.min == low
    assert pay.max in (high, low)


@pytest.mark.parametrize(
    "said", ["40 hours, travel costs", "38.5 hours per week", "40 hours (36 is possible)"]
)
def test_a_whole_week_of_hours_is_full_time(said: str) -> None:
    assert (
        read(
            f"Plumber\n\nRequirements\n- Soldering\n- Pipefitting\n\nWhat we offer: 29 days off, {said}"
        ).type
        == "full-time"
    )


def test_forty_hours_of_training_are_no_contract() -> None:
    assert read("Plumber\n\nRequirements\n- Soldering\n- 40 hours of safety training").type is None


# ---------------------------------------------------------------- musts and wishes


def test_useful_but_not_essential_is_a_wish() -> None:
    posting = asked("A grasp of FRS 102; IFRS is useful but not essential")
    assert ("IFRS",) in wishes(posting)


def test_what_helps_now_and_then_is_a_wish() -> None:
    posting = read("Barista\n\nYou must know latte art and HACCP. A driving licence helps on market days.")
    assert ("Driving licence",) in {
        tuple(n.capitalize().replace("Driver's license", "Driving licence") for n in names)
        for names in wishes(posting)
    }


def test_whom_one_talks_to_is_no_skill() -> None:
    posting = asked("Somebody who can explain a number to a warehouse manager")
    assert ("Warehousing",) not in musts(posting)


def test_the_right_to_work_is_no_skill() -> None:
    posting = read(
        "Clerk\n\nRequirements\n- Bookkeeping\n- Excel\n\nApplicants must have full working rights in Australia."
    )
    assert musts(posting) == {("Bookkeeping",), ("Excel",)}


# ---------------------------------------------------------------- names and alternatives


def test_examples_in_brackets_end_with_the_bracket() -> None:
    posting = asked("Proficient in an HRIS (Workday, SuccessFactors or similar) and Excel")
    assert ("Excel",) in musts(posting)
    assert any(names[0] == "Workday" and len(names) == 2 for names in musts(posting))


def test_something_comparable_is_no_name() -> None:
    posting = asked("Prometheus and Grafana, or something comparable")
    assert {("Prometheus",), ("Grafana",)} <= musts(posting)


def test_words_of_a_posting_stay_where_the_table_says_another_thing() -> None:
    posting = asked("Irish employment law")
    [name] = next(names for names in musts(posting) if "law" in names[0].lower())
    assert "employment law" in name.lower()


def test_languages_with_a_hyphen_keep_only_their_names() -> None:
    posting = read(
        "Empfangsleitung (m/w/d)\n\nIhr Profil\n• Sehr gute Deutsch- und Englischkenntnisse in Wort und Schrift\n• Erfahrung mit Excel\n• Organisation"
    )
    assert {("Deutsch",), ("Englisch",)} <= musts(posting)


def test_whom_one_has_sold_to_is_a_list_of_trades() -> None:
    posting = read(
        "Account Executive\n\nRequirements\n- B2B sales\n- CRM\n\nBonus points\n- You've sold to hospitality, retail or healthcare operators"
    )
    [names] = [names for names in wishes(posting) if "Retail" in names]
    assert "Hospitality" in {name.capitalize() for name in names}


def test_good_clinical_practice_is_no_cloud() -> None:
    trials = asked("Understanding of ICH E9 and GCP")
    assert not any("Google Cloud" in names for names in musts(trials))
    assert any("clinical practice" in name.lower() for names in musts(trials) for name in names)
    assert ("Google Cloud",) in musts(asked("Kubernetes on GCP"))


# ---------------------------------------------------------------- months, one line, Chinese


def test_months_of_work_are_a_requirement_with_its_months() -> None:
    posting = read("Warehouse operative\n\nRequirements\n- 18 months of forklift driving\n- Good English")
    assert 18 in {one.months for one in posting.requirements}
    assert posting.min_years == 1.5


def test_months_of_a_contract_are_no_work() -> None:
    posting = read(
        "Clerk\n\nRequirements\n- Excel\n- 12 months contract\n- 6 months probation\n- 3 months notice period"
    )
    assert {one.months for one in posting.requirements} == {None}


def test_one_line_of_german_asks_for_what_it_says() -> None:
    posting = read(
        "Gesucht: Koch (m/w/d) ab sofort, Vollzeit, Erfahrung in der gehobenen Küche, 2.800 € brutto."
    )

    assert posting.title == "Koch (m/w/d)"
    assert posting.type == "full-time"
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.period) == (2_800, "month")
    assert any("Küche" in name for names in musts(posting) for name in names)


def test_a_chinese_head_tells_title_place_and_monthly_pay() -> None:
    posting = read(
        "招聘：后端工程师（杭州）\n薪资：25-40K·14薪\n任职要求\n- 3年以上后端开发经验\n- 熟悉 Python"
    )

    assert (posting.title, posting.location) == ("后端工程师", "杭州")
    assert posting.salary is not None
    assert (posting.salary.min, posting.salary.max, posting.salary.period) == (25_000, 40_000, "month")
    [years] = [one for one in posting.requirements if one.months]
    assert years.months == 36
    assert years.any_of


def test_nothing_asked_is_still_too_short() -> None:
    with pytest.raises(PostingTooShort):
        read("Gesucht: nette Leute ab sofort, 2.800 € brutto.")


@pytest.mark.parametrize(
    ("head", "company", "place"),
    [
        (
            "Osterkamp Anlagenbau GmbH & Co. KG, Haslach im Kinzigtal\nVollzeit, unbefristet",
            "Osterkamp Anlagenbau GmbH & Co. KG",
            "Haslach im Kinzigtal",
        ),
        (
            "Veldhoven Institute for Soil and Water Research, Lisse, Netherlands\nFull-time",
            "Veldhoven Institute for Soil and Water Research",
            "Lisse, Netherlands",
        ),
        (
            "Weserbogen Aufzüge GmbH · Hameln und Umgebung · Vollzeit",
            "Weserbogen Aufzüge GmbH",
            "Hameln und Umgebung",
        ),
        ("at Ledgerly (40 people) · London · hybrid · permanent", "Ledgerly", "London"),
        ("Company: Ledgerly\nLocation: Bristol, on site", "Ledgerly", "Bristol"),
        ("Company: Ledgerly\nLocation: Dublin 4 / Hybrid", "Ledgerly", "Dublin 4"),
        (
            "Company: Ledgerly\nLocation: London (Bank), at least three days a week in the office",
            "Ledgerly",
            "London",
        ),
        ("Company: Ledgerly\nLocation: Dayton, OH and job sites within 40 miles", "Ledgerly", "Dayton, OH"),
    ],
)
def test_where_a_job_is_stands_alone(head: str, company: str, place: str) -> None:
    posting = read(f"Service Technician\n\n{head}\n\nRequirements\n- Python\n- SQL")

    assert (posting.company, posting.location) == (company, place)


@pytest.mark.parametrize(
    ("line", "years"),
    [
        ("4+ years in business intelligence or reporting", 4),
        ("Not less than 5 years in commercial plumbing", 5),
        ("More than three years in payroll", 3),
        ("A firm with 30 years in business", None),
    ],
)
def test_years_of_work_are_told_from_years_of_a_firm(line: str, years: float | None) -> None:
    assert read(f"Analyst\n\nRequirements\n- {line}\n- SQL").min_years == years


def test_hours_of_a_week_are_no_period_of_pay() -> None:
    salary = read("Analyst\n\nRequirements\n- SQL\n\n£55k to £62k. 35-hour week, full time.").salary

    assert salary is not None
    assert (salary.min, salary.max, salary.period) == (55_000, 62_000, "year")


def test_a_message_of_one_paragraph_opens_with_its_title() -> None:
    posting = read(
        "KITCHEN TEAM LEADER (evenings) - Copperfield Canteens, Southaven MS. $21.50/hr, full time. "
        "Must have 2+ yrs in a kitchen and a food handler card. Text Jo or walk in."
    )

    assert (posting.title, posting.company) == ("KITCHEN TEAM LEADER (evenings)", "Copperfield Canteens")


@pytest.mark.parametrize(
    "line", ["Working from home up to 2 days a week is possible.", "Eligible for two telework days a week."]
)
def test_some_days_at_home_are_hybrid(line: str) -> None:
    assert read(f"Analyst\n\nRequirements\n- SQL\n\nWe offer\n{line}").remote == "hybrid"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Outbound prospecting by phone and e-mail", {("Prospecting",)}),
        (
            "Not less than 5 years in commercial roofing, of which 2 or more running crews",
            {("Roofing",)},
        ),
        ("A continuous improvement mindset matters to us", {("Continuous improvement",)}),
        ("A forklift licence within thirty (30) days of hire", {("Forklift license",)}),
    ],
)
def test_what_goes_on_behind_a_name_is_no_name(line: str, expected: set[tuple[str, ...]]) -> None:
    assert musts(asked(line)) == expected | {("Bookkeeping",)}


def test_a_state_behind_a_town_is_no_degree() -> None:
    posting = read("Team Leader - Bright Parcel, Southaven MS. $23/hr, full time. Must have RF scanners.")

    assert all(one.kind != "degree" for one in posting.requirements)


@pytest.mark.parametrize("line", ["MS in statistics", "BS/MS", "BS, MS, or five years of work"])
def test_a_master_of_science_is_one(line: str) -> None:
    assert any(one.kind == "degree" for one in asked(line).requirements)
