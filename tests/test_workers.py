"""What tests say on several processors is what they say on one."""

import pytest

pytest_plugins = ("pytester",)
# Without those of whom a process has one only.
PLUGINS = ("tests.workers", "no:playwright", "no:cacheprovider")
FILES = {
    "test_good": "import os\nSEEN = set()\n"
    "def test_one(): SEEN.add(os.getpid())\n"
    "def test_two(): assert os.getpid() in SEEN\n",
    "test_bad": "def test_wrong():\n    print('words on the way')\n    assert 1 == 2\n",
    "test_skipped": "import pytest\n"
    "def test_left_out(): pytest.skip('not on this machine')\n",
}


def run(pytester: pytest.Pytester, *words: str) -> pytest.RunResult:
    return pytester.runpytest_inprocess(
        "--forks=2", *(f"-p{one}" for one in PLUGINS), *words
    )


def test_every_test_is_told_of_as_it_ended(pytester: pytest.Pytester) -> None:
    """And those of one file have one process."""
    pytester.makepyfile(**FILES)
    done = run(pytester)
    done.assert_outcomes(passed=2, failed=1, skipped=1)
    done.stdout.fnmatch_lines(["*assert 1 == 2*", "*words on the way*"])
    assert done.ret == pytest.ExitCode.TESTS_FAILED


def test_a_worker_that_dies_is_a_failure(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        "import os\ndef test_dies(): os._exit(3)\ndef test_after(): ...\n"
    )
    done = run(pytester)
    assert done.ret != pytest.ExitCode.OK
    done.stdout.fnmatch_lines(
        ["* test_dies *", "*worker of the tests has ended with 3"]
    )


def test_after_as_many_failures_as_were_allowed_none_runs(
    pytester: pytest.Pytester,
) -> None:
    slow = "import time\ndef test_long(): time.sleep(60)\ndef test_later(): open('ran', 'w')\n"
    pytester.makepyfile(**FILES, test_slow=slow)
    done = run(pytester, "-x")
    assert done.ret == pytest.ExitCode.TESTS_FAILED
    assert not (pytester.path / "ran").exists()
    assert done.parseoutcomes()["failed"] == 1
