"""Answers the window's questions from a list, and fails where something is asked that the test did not expect."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.ui.prompter import Question


class ScriptedPrompter:
    """`answers` are taken in turn: keys of answers, paths, or line numbers; `asked` keeps every sentence."""

    def __init__(self, *answers: str | Path | int | None):
        self.answers = list(answers)
        self.asked: list[str] = []

    def _next(self, sentence: str) -> str | Path | int | None:
        self.asked.append(sentence)
        assert self.answers, f"nobody expected to be asked: {sentence}"
        return self.answers.pop(0)

    def ask(self, question: Question) -> str:
        answer = self._next(question.sentence)
        assert answer in [one.key for one in question.answers], f"{answer!r} is no answer to: {question.sentence}"
        return str(answer)

    def file_to_open(self, title: str, kinds: str, folder: Path) -> Path | None:
        answer = self._next(title)
        return answer if isinstance(answer, Path) else None

    def file_to_save(self, title: str, kinds: str, proposed: Path) -> Path | None:
        answer = self._next(title)
        return answer if isinstance(answer, Path) else None

    def choose(
        self, title: str, about: str, headings: Sequence[str], rows: Sequence[Sequence[str]], act: str
    ) -> int | None:
        answer = self._next(title)
        return answer if isinstance(answer, int) else None
