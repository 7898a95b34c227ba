"""Numbers that options take: what is none is said in words, however long it is."""

import pytest
from command_line import Capture, run


@pytest.mark.parametrize("number", ["-1", "1.5", "x", "²", "١", "", "1" * 19, "9" * 5000])
@pytest.mark.parametrize(
    ("language", "words"), [("en", "no whole number from 0 to"), ("ru", "не целое число от 0")]
)
def test_what_is_no_number_is_refused_in_words(
    capsys: Capture, number: str, language: str, words: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(capsys, "validate", "model.ttl", "--lang", language, f"--max-findings={number}")
    assert stopped.value.code == 2
    message = capsys.readouterr().err.splitlines()[-1]
    assert words in message
    assert len(message) < 250


@pytest.mark.parametrize("seconds", ["0", "-1", "inf", "nan", "x" * 5000])
def test_what_is_no_number_of_seconds_is_refused_in_words(capsys: Capture, seconds: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(capsys, "serve", "--lang", "ru", f"--timeout={seconds}")
    assert stopped.value.code == 2
    message = capsys.readouterr().err.splitlines()[-1]
    assert "не число секунд" in message
    assert len(message) < 250


def test_the_bounds_themselves_are_numbers(capsys: Capture) -> None:
    for number in ("0", "007", "1000000000"):
        code, _, err = run(capsys, "validate", "no-such-file.ttl", f"--max-findings={number}")
        assert code == 2
        assert err.startswith("etom: no-such-file.ttl: ")
