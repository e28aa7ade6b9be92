"""Writes a report as a printable workbook: A4, one page wide, repeated header rows, page numbers."""

from typing import Any, Final

from api.exports.workbooks.sheets import STYLES, Cell, Report, Sheet, Table
from graph.messages import workbooks as messages
from graph.messages.language import BilingualText, in_language
from graph.network.exports.export_columns import CellValue, text_of
from graph.network.exports.spreadsheet import Spreadsheet, spreadsheet, width_of

A4: Final = 9
SAMPLE: Final = 300
"""Rows that decide the widths of columns."""
LINE_WIDTH: Final = 110
"""In characters."""
LINE_HEIGHT: Final = 15


def write_report(report: Report) -> bytes:
    title = report.title.in_language(report.language)
    comments = "; ".join(
        f"{name.in_language(report.language)}: {in_language(value, report.language)}" for name, value in report.about
    )
    with spreadsheet(title, comments) as (book, file):
        styles = _Styles(book.workbook)
        for sheet in report.sheets:
            _SheetWriter(book, styles, report, sheet).write()
    return file.getvalue()


class _Styles:
    def __init__(self, workbook: Any) -> None:
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.about = workbook.add_format({"font_color": "#595959"})
        self.table_title = workbook.add_format({"bold": True, "font_size": 12})
        self.problem = workbook.add_format({"font_color": "#C00000"})
        self.method = workbook.add_format({"italic": True, "text_wrap": True, "valign": "top"})
        self.header = workbook.add_format(
            {"bold": True, "border": 1, "bg_color": "#E7EEF7", "text_wrap": True, "valign": "vcenter", "num_format": "@"}
        )
        self.text = workbook.add_format({"border": 1, "num_format": "@", "quote_prefix": True})
        self.cells = {name: workbook.add_format({"border": 1, "num_format": of}) for name, of in STYLES.items()}


class _SheetWriter:
    def __init__(self, book: Spreadsheet, styles: _Styles, report: Report, sheet: Sheet) -> None:
        self._book, self._styles, self._report, self._sheet = book, styles, report, sheet
        self._language = report.language
        self._row = 0
        self._columns = max(len(table.columns) for table in sheet.tables)

    def write(self) -> None:
        page = self._page = self._book.sheet(self._sheet.name.in_language(self._language))
        self._set_up(page)
        self._text(f"{self._report.title.in_language(self._language)}：{page.get_name()}", self._styles.title)
        for name, value in self._report.about:
            self._text(f"{name.in_language(self._language)}：{in_language(value, self._language)}", self._styles.about)
        self._row += 1
        for number, table in enumerate(self._sheet.tables):
            self._write_table(table, keeps_header=len(self._sheet.tables) == 1)
            if number + 1 < len(self._sheet.tables):
                self._row += 1

    def _set_up(self, page: Any) -> None:
        page.set_landscape()
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.set_footer("&L&A&R&P / &N")
        for place in range(self._columns):
            page.set_column(place, place, max(self._width(table, place) for table in self._sheet.tables))

    def _width(self, table: Table, place: int) -> int:
        if place >= len(table.columns):
            return 0
        texts = [self._shown(table, row[place], place) for row in table.rows[:SAMPLE]]
        # A header wraps to two lines.
        title = table.columns[place].title.in_language(self._language)
        return width_of([title[: (len(title) + 1) // 2 + 1], *texts])

    def _shown(self, table: Table, value: Any, place: int) -> str:
        value = self._value(value)
        if value is None:
            return ""
        return "0.0000" if isinstance(value, float) and table.columns[place].style != "general" else text_of(value)

    def _value(self, cell: Cell) -> CellValue:
        return cell.in_language(self._language) if isinstance(cell, BilingualText) else cell

    def _write_table(self, table: Table, *, keeps_header: bool) -> None:
        self._text(table.title.in_language(self._language), self._styles.table_title)
        if table.problem is not None:
            self._text(table.problem.in_language(self._language), self._styles.problem)
        if not table.rows:
            self._text(messages.NO_ROWS.format().in_language(self._language), self._styles.about)
        else:
            if keeps_header:
                self._page.freeze_panes(self._row + 1, 0)
                self._page.repeat_rows(self._row)
                self._page.autofilter(self._row, 0, self._row + len(table.rows), len(table.columns) - 1)
            header = [column.title.in_language(self._language) for column in table.columns]
            self._book.write_row(self._page, self._row, header, self._styles.header)
            self._row += 1
            for row in table.rows:
                self._write_row(table, row)
        self._sentence(table.method.in_language(self._language))

    def _write_row(self, table: Table, row: Any) -> None:
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            value = self._value(cell)
            style = self._styles.text if isinstance(value, str) else self._styles.cells[column.style]
            self._book.write(self._page, self._row, place, value, style)
        self._row += 1

    def _text(self, text: str, style: Any) -> None:
        self._book.write(self._page, self._row, 0, text, style)
        self._row += 1

    def _sentence(self, text: str) -> None:
        """Writes a text over all columns; its length decides the height."""
        width = sum(2 if ord(each) > 0x2E7F else 1 for each in text)
        self._page.set_row(self._row, LINE_HEIGHT * (width // LINE_WIDTH + 1))
        if self._columns > 1:
            self._page.merge_range(self._row, 0, self._row, max(self._columns, 6) - 1, text, self._styles.method)
        else:
            self._book.write(self._page, self._row, 0, text, self._styles.method)
        self._row += 1
