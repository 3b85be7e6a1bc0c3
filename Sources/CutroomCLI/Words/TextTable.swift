/// Rows of columns that line up.
package struct TextTable {
  private var rows: [[String]] = []
  /// Columns whose cells stand at their right edge.
  private let rightAligned: Set<Int>

  package init(rightAligned: Set<Int> = []) { self.rightAligned = rightAligned }

  package mutating func add(_ cells: [String]) { rows.append(cells.map(\.printable)) }

  /// The lines; cut to `columns` where those are given.
  package func lines(columns: Int?) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let gap = String(repeating: " ", count: widths[column] - DisplayWidth.of(cell))
        if rightAligned.contains(column) { return gap + cell }
        return column == row.count - 1 ? cell : cell + gap
      }
      let line = cells.joined(separator: "  ")
      return columns.map { DisplayWidth.cut(line, to: $0) } ?? line
    }
  }
}

extension Context {
  /// Writes a table as data: cut to the terminal, whole elsewhere.
  package func say(_ table: TextTable) {
    let columns = outputTerminal.isInteractive ? outputTerminal.columns : nil
    for line in table.lines(columns: columns) { say(line) }
  }
}
