"""A crease beside a ruled line parts off a strip in which nothing is written."""

from villagepub.photo.cells import CellPlace, PhotoCell, grid_of

HEADS = ("姓名", "", "组别", "金额")
ROW = ("王建国", "", "1组", "150")


def place(row: int, column: int, *, height: int = 1, width: int = 1) -> CellPlace:
    box = (column * 10, row * 10, (column + width) * 10, (row + height) * 10)
    return CellPlace(row=row, column=column, box=box, height=height, width=width)


def written(text: str) -> PhotoCell:
    return PhotoCell(text=text, picture=b"jpeg" if text else b"")


def test_a_strip_without_head_and_without_words_is_no_column() -> None:
    places = [place(r, c) for r in range(2) for c in range(4)]
    grid = grid_of(places, [written(text) for text in (*HEADS, *ROW)])
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["姓名", "组别", "金额"],
        ["王建国", "1组", "150"],
    ]


def test_a_head_over_the_strip_and_its_neighbour_is_over_the_neighbour() -> None:
    places = [place(0, 0, width=2), place(0, 2, width=2)]
    places += [place(1, c) for c in range(4)]
    grid = grid_of(places, [written(t) for t in ("姓名", "发放", *ROW)])
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["姓名", "发放", ""],
        ["王建国", "1组", "150"],
    ]
    assert grid.merged == (((0, 1), (0, 2)),)


def test_a_column_of_which_the_reader_made_out_nothing_stays() -> None:
    places = [place(r, c) for r in range(2) for c in range(2)]
    smudge = PhotoCell(picture=b"jpeg", confidence=0.0)
    grid = grid_of(places, [written("姓名"), PhotoCell(), written("王建国"), smudge])
    assert [len(row) for row in grid.rows] == [2, 2]
