"""HTML to plain text: nothing is run, nothing is fetched, nothing is drawn."""

from __future__ import annotations

import re
from html.parser import HTMLParser

CELL = "\t"
"""Parts the cells of a table's row."""
_MOST = 2_000_000
"""Letters of HTML that are looked at."""
_MOST_TEXT = 400_000
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"})
_LINES = frozenset({
    "p", "div", "br", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "section", "article",
    "header", "footer", "blockquote", "pre", "address", "dt", "dd", "center", "tbody", "thead",
})  # fmt: skip
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
})  # fmt: skip


def text_of_html(html: str) -> str:
    """Return the text that a mail program would show, a line each; cells of a row are parted by CELL."""
    reader = _Reader()
    reader.feed(html[:_MOST])
    reader.close()
    lines = (_line(line) for line in "".join(reader.text).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _line(line: str) -> str:
    cells = (" ".join(cell.split()) for cell in line.split(CELL))
    return CELL.join(cell for cell in cells if cell)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._hidden: list[str] = []
        """Open elements from the first one on that isn't shown."""
        self._size = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._put("\n" if tag in _LINES and not self._hidden else "")
            return
        style = next((value or "" for name, value in attrs if name == "style"), "")
        if self._hidden or tag in _SILENT or _HIDDEN.search(style):
            self._hidden.append(tag)
        elif tag in _LINES:
            self._put("\n")
        elif tag in {"td", "th"}:
            self._put(CELL)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            if tag in self._hidden:
                last = len(self._hidden) - 1 - self._hidden[::-1].index(tag)
                del self._hidden[last:]
        elif tag in _LINES:
            self._put("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._put(re.sub(r"\s+", " ", data))

    def _put(self, text: str) -> None:
        if text and self._size < _MOST_TEXT:
            self.text.append(text)
            self._size += len(text)
