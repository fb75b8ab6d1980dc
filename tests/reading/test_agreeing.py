"""What the columns leave of several readings; nothing where the report does not add up."""

from mingbai.reading import agreeing

RESULTS = {"a": 1, "b": 1, "sum": -1}


def test_only_readings_that_fit_all_columns_are_left() -> None:
    options = {"a": {(1, 12), (11, 2)}, "b": {(2, 3), (23, 0)}}
    left = agreeing.left_over(options, {"sum": (13, 5)}, [RESULTS])
    assert left == {"a": {(11, 2)}, "b": {(2, 3)}}


def test_two_solutions_leave_both() -> None:
    options = {"a": {(1, 2), (2, 1)}, "b": {(1, 2), (2, 1)}}
    assert agreeing.left_over(options, {"sum": (3, 3)}, [RESULTS]) == options


def test_a_report_that_does_not_add_up_says_nothing() -> None:
    assert agreeing.left_over({"a": {(1, 2)}}, {"b": (1, 1), "sum": (9, 9)}, [RESULTS]) is None


def test_two_runs_cut_each_other() -> None:
    assert agreeing.together(("11210", "40299"), (1, 1), (15, 2, 309)) == [
        ((11, 2, 10), (4, 0, 299))
    ]


def test_runs_with_several_common_cuts_give_all() -> None:
    assert len(agreeing.together(("111", "111"), (1, -1), (0, 0))) == 2
