"""The command line as programs drive it: JSON on standard output, sentences for people, honest exit statuses."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from bot.cli import app
from bot.cli.edge import run

SAMPLES = Path(__file__).parents[3] / "bot" / "sandbox" / "samples"
PDF = SAMPLES / "Mina_Okafor.pdf"
DOCX = SAMPLES / "Leo_Brandt.docx"
JOB = SAMPLES / "backend_engineer.txt"

Json = dict[str, Any]


def shortlist(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[Json], str]:
    """Runs the command line: exit status, JSON objects of standard output, standard error."""
    status = run(app, list(map(str, arguments)))
    out, err = capsys.readouterr()
    return status, [json.loads(line) for line in out.splitlines()], err


def test_read_gives_the_lines_of_both_columns_each_in_its_order(capsys: pytest.CaptureFixture[str]) -> None:
    status, [answer], _ = shortlist(capsys, "read", PDF, "--json")
    texts = [line["text"] for line in answer["lines"]]
    assert status == 0
    assert answer["file"] == str(PDF)
    assert (answer["type"], answer["pages"], answer["hidden_words"]) == ("pdf", 1, 0)
    assert [line["n"] for line in answer["lines"]] == list(range(1, len(texts) + 1))
    side = [t for t in texts if t in ("Contact", "Skills", "Python, SQL", "Languages")]
    assert side == ["Contact", "Skills", "Python, SQL", "Languages"]
    assert not any("Contact" in t and "Experience" in t for t in texts)


def test_extract_gives_json_resume_whose_spans_say_the_values(capsys: pytest.CaptureFixture[str]) -> None:
    _, [read], _ = shortlist(capsys, "read", DOCX, "--json")
    status, [answer], _ = shortlist(capsys, "extract", DOCX, "--json", "--engine", "rules")
    resume, spans = answer["resume"], answer["spans"]
    text = {line["n"]: line["text"] for line in read["lines"]}
    assert status == 0
    assert resume["basics"]["name"] == "Leo Brandt"
    assert [job["name"] for job in resume["work"]] == ["Kestrel Logistics", "Nordlicht Software"]
    assert [job["startDate"] for job in resume["work"]] == ["2021-04", "2018-08"]
    place = spans["/work/0/position"]
    assert text[place["line"]][place["start"] : place["end"]] == "Backend Developer"
    assert answer["stats"]["model_calls"] == 0


def test_posting_names_alternatives_and_what_is_only_nice_to_have(capsys: pytest.CaptureFixture[str]) -> None:
    status, [answer], _ = shortlist(capsys, "posting", JOB, "--json", "--engine", "rules")
    posting = answer["posting"]
    names = {name: r for r in posting["requirements"] for name in r["any_of"]}
    assert status == 0
    assert (posting["title"], posting["min_years"], posting["type"]) == (
        "Senior Backend Engineer",
        4,
        "full-time",
    )
    assert posting["salary"] == {"min": 68000, "max": 82000, "currency": "EUR", "period": "year"}
    assert names["Kubernetes"]["quote"] == "Kubernetes or ECS"
    assert len(names["Kubernetes"]["any_of"]) == 2
    assert names["Kubernetes"]["must"]
    assert not names["Terraform"]["must"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Pay: $21.50/hr", "21.50 USD an hour"),
        ("Salary: €68,000 - €82,000 a year", "68,000 – 82,000 EUR a year"),
        ("Salary: up to £48,500 per annum", "up to 48,500 GBP a year"),
    ],
)
def test_pay_and_months_are_told_to_people_as_the_posting_says_them(
    line: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "job.txt"
    file.write_text(
        f"Warehouse associate\n\n{line}\n\nRequirements\n- At least 18 months of experience with Python\n"
    )
    assert run(app, ["posting", str(file), "--engine", "rules"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert said in told
    assert "18+ months" in told


def test_match_is_the_same_each_time_and_whatever_the_file_is_called(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    renamed = tmp_path / "somebody_else.bin"
    renamed.write_bytes(DOCX.read_bytes())
    answers = [
        shortlist(capsys, "match", file, JOB, "--json", "--engine", "rules")[1][0]
        for file in (DOCX, DOCX, renamed)
    ]
    assert {(a["score"], a["fingerprint"]) for a in answers} == {
        (answers[0]["score"], answers[0]["fingerprint"])
    }
    assert answers[0]["fingerprint"].startswith(f"{answers[0]['score']:.0f} · job v1 · resume ")


def test_rank_puts_the_best_first_and_what_cannot_be_read_last(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    status, [answer], _ = shortlist(capsys, "rank", JOB, empty, PDF, DOCX, "--json", "--engine", "rules")
    rows = answer["ranking"]
    assert status == 2
    assert [row["file"] for row in rows] == [str(DOCX), str(PDF), str(empty)]
    assert rows[0]["score"] > rows[1]["score"]
    assert "0 bytes" in rows[2]["error"]


def test_pairs_are_matched_in_one_call_with_the_scores_of_single_calls(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    table = tmp_path / "pairs.csv"
    with table.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [("resume", "posting"), (PDF, JOB), (tmp_path / "gone.pdf", JOB), (DOCX, JOB)]
        )
    status, answers, _ = shortlist(capsys, "match", "--pairs", table, "--json", "--engine", "rules")
    [alone] = shortlist(capsys, "match", DOCX, JOB, "--json", "--engine", "rules")[1]
    assert status == 2
    assert [a["resume"] for a in answers] == [str(PDF), str(tmp_path / "gone.pdf"), str(DOCX)]
    assert "There is no file" in answers[1]["error"]
    assert answers[2]["score"] == alone["score"]


def test_improve_tells_each_edit_and_its_points_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    status, answers, _ = shortlist(capsys, "improve", DOCX, JOB, "--json", "--engine", "rules")
    edits = [a for a in answers if "after" in a]
    done = answers[-1]
    assert status == 0
    assert len(edits) >= 3
    assert all(edit["sources"] for edit in edits)
    assert sum(edit["points"] for edit in edits) == pytest.approx(done["score_after"] - done["score_before"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("read", "/no/such/file.pdf"), "There is no file"),
        (("read", SAMPLES), "is a folder"),
        (("reed", "x.pdf"), "No such command"),
        (("match", "only-one.pdf"), "Give a resume and a posting"),
        (("match", PDF, JOB, "--html", SAMPLES), "is a folder"),
        (("match", PDF, JOB, "--html", "/no/such/folder/out.html"), "There is no folder"),
        (("match", "--pairs", "pairs.csv", "--html", "out.html"), "--html is for one resume"),
        (("extract", "x.pdf", "--engine", "magic"), "magic"),
    ],
)
def test_a_wrong_call_is_answered_with_a_sentence_and_advice(
    capsys: pytest.CaptureFixture[str], arguments: tuple[object, ...], says: str
) -> None:
    status, [answer], err = shortlist(capsys, *arguments, "--json")
    assert status == 2
    assert says in answer["error"]
    assert answer["advice"].endswith(".")
    assert "Traceback" not in err


def test_people_get_a_sentence_instead_of_json(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    scan = tmp_path / "empty.docx"
    scan.write_bytes(b"")
    status, out, err = shortlist(capsys, "read", scan)
    assert (status, out) == (2, [])
    assert err == "The file is empty (0 bytes). Upload it again?\n"


def test_terminal_escapes_in_a_resume_do_not_reach_the_terminal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "evil.txt"
    file.write_text(
        "Jo Doe\n\x1b]0;owned\x07\x1b[31mRed [bold]Work\nEngineer, Acme, 2019 - 2021\n", encoding="utf-8"
    )
    status = run(app, ["read", str(file)])
    out = capsys.readouterr().out
    assert status == 0
    assert "\x1b]0" not in out
    assert "\x07" not in out
