from core.documents.hypertext import has_tags, without_tags

POSTING = (
    "Software Engineer\n<p>We make <strong>clinics</strong> run.</p><ul><li>React &amp; Next.js</li>"
    "<li>Bachelor&rsquo;s degree</li></ul><script>alert(1)</script>Pay: &lt;$118,000"
)


def test_tags_become_lines_and_entities_letters() -> None:
    assert has_tags(POSTING)
    assert [line.strip() for line in without_tags(POSTING).split("\n") if line.strip()] == [
        "Software Engineer",
        "We make clinics run.",
        "• React & Next.js",
        "• Bachelor’s degree",
        "Pay: <$118,000",
    ]


def test_a_text_that_speaks_of_tags_is_left_alone() -> None:
    assert not has_tags("Knows the <p> tag, C++ templates like vector<int> and closes </div> by hand")
