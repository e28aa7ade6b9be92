"""Progress of long work on the terminal."""

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from graph.messages.language import BilingualText, Language

CONSOLE = Console(stderr=True, highlight=False, markup=False)


class TerminalProgress:
    """Shows lines, and a bar if the number of steps is known. Without a terminal, a bar is a line at its start and end."""

    def __init__(self, language: Language, console: Console = CONSOLE) -> None:
        self._language = language
        self._console = console
        self._tasks: dict[BilingualText, TaskID] = {}
        self._bars: Progress | None = None

    def step(self, sentence: BilingualText) -> None:
        self._console.print(sentence.in_language(self._language))

    def advance(self, what: BilingualText, done: int, total: int, unit: BilingualText) -> None:
        bars = self._open_bars()
        if what not in self._tasks:
            self._tasks[what] = bars.add_task(
                what.in_language(self._language), total=total, unit=unit.in_language(self._language)
            )
        bars.update(self._tasks[what], completed=done, total=total)
        if done >= total:
            self._close_task(what, bars)

    def _open_bars(self) -> Progress:
        if self._bars is None:
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed:,.0f}/{task.total:,.0f} {task.fields[unit]}"),
                TimeRemainingColumn(),
            )
            self._bars = Progress(*columns, console=self._console)
            self._bars.start()
        return self._bars

    def _close_task(self, what: BilingualText, bars: Progress) -> None:
        del self._tasks[what]
        if not self._tasks:
            bars.stop()
            self._bars = None
