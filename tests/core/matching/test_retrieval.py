"""What speaks of a requirement: by name, by definition, by meaning."""

import paper

from core.matching import score
from core.matching.words import coverage, is_copied, runs, stems, words


def test_most_of_a_phrase_in_other_words_is_similar_and_half_of_it_is_not() -> None:
    resume = paper.resume({"work": [paper.job("Nurse", "Cared for ventilated patients after heart surgery")]})

    found = {
        name: score(paper.posting(paper.need(name, kind="duty")), resume).verdicts[0].how
        for name in (
            "Care of ventilated patients",
            "Ventilated newborn patients",
            "Patient transport",
            "Heart of the team",
        )
    }

    assert found == {
        "Care of ventilated patients": "shown",
        "Ventilated newborn patients": "similar",
        "Patient transport": "",
        "Heart of the team": "",
    }


def test_words_of_every_posting_make_nothing_similar() -> None:
    assert coverage(stems("strong communication skills"), stems("Communication with strong teams")) == 0.0
    assert coverage(stems("fraud models"), stems("Modelled fraud in card payments")) == 1.0


def test_forms_of_a_word_share_their_stem_and_signs_of_languages_stay() -> None:
    assert stems("PLCs and VFDs") == stems("PLC, VFD")
    assert stems("managing ledgers") == stems("the managed ledger")
    assert words("C++, C# and C") == ["c++", "c#", "and", "c"]


def test_a_phrase_in_a_script_without_blanks_is_found_wherever_it_stands() -> None:
    resume = paper.resume({"work": [paper.job("工程师", "负责分布式系统开发与维护", "会议纪要")]})

    report = score(
        paper.posting(paper.need("系统开发", kind="duty"), paper.need("会议室", kind="duty")), resume
    )

    assert [v.how for v in report.verdicts] == ["shown", ""]


def test_a_copy_is_told_by_runs_of_five_words() -> None:
    posting = runs(words("Design event-driven flows on Kafka that stay correct"))

    assert is_copied("I design event-driven flows on Kafka", posting)
    assert not is_copied("Flows on Kafka are what I design", posting)
    assert not is_copied("Kafka", posting)


def test_a_comparable_tool_counts_where_the_posting_takes_one() -> None:
    resume = paper.resume({"work": [paper.job("Developer", "Replayed orders from RabbitMQ")]})

    found = [
        score(paper.posting(paper.need("Kafka", quote=quote)), resume).verdicts[0].how
        for quote in ("Kafka or a comparable message system", "Kafka")
    ]

    assert found == ["similar", ""]
