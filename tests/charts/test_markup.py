"""Attributes as pictures write them."""

from backspasm.charts.markup import attributes


def test_attributes_keep_their_order() -> None:
    assert attributes(y=1, x=2) == 'y="1" x="2"'


def test_a_number_is_written_short() -> None:
    assert attributes(x=-0.5, width=120.0) == 'x="-.5" width="120"'


def test_names_are_those_of_svg() -> None:
    written = attributes(
        class_="chart",
        viewBox="0 0 9 9",
        text_anchor="end",
    )
    assert written == 'class="chart" viewBox="0 0 9 9" text-anchor="end"'


def test_no_attributes_leave_no_space() -> None:
    assert attributes() == ""
