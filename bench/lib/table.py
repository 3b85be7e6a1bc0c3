"""Tables with bounds."""


class Table:
    """Rows of cells; remembers whether a bound was broken."""

    def __init__(self, widths):
        self.widths, self.is_broken = widths, False

    def row(self, *cells, broken=False):
        self.is_broken |= bool(broken)
        first, *rest = cells
        line = f"{first:{self.widths[0]}}"
        for cell, width in zip(rest, self.widths[1:]):
            text = f"{cell:.2f}" if isinstance(cell, float) else str(cell)
            line += f"{text:>{width}}"
        print(line + ("   BROKEN" if broken else ""), flush=True)
