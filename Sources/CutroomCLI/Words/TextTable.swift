/// Rows of columns that line up.
package struct TextTable {
  private var rows: [[String]] = []
  /// Columns whose cells stand at their right edge.
  private let rightAligned: Set<Int>

  package init(rightAligned: Set<Int> = []) { self.rightAligned = rightAligned }

  package mutating func add(_ cells: [String]) { rows.append(cells.map(\.printable)) }

  /// A column does not get narrower than this for the sake of others, and the last, which is cut at
  /// its end, asks for no more.
  private static let narrowest = 16

  /// The lines, none wider than `columns` where those are given.
  ///
  /// Where they do not suffice, the widest column before the last loses the middle of its longest
  /// cells, so that beginning and end of a path stay; what is still too long is cut at its end.
  package func lines(columns: Int?) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    var widths = (0..<count).map { column in
      rows.map { column < $0.count ? DisplayWidth.of($0[column]) : 0 }.max() ?? 0
    }
    let wanted =
      widths.dropLast().reduce(2 * (count - 1), +) + min(widths.last ?? 0, Self.narrowest)
    let excess = columns.map { wanted - $0 } ?? 0
    if excess > 0, let widest = widths.dropLast().indices.max(by: { widths[$0] < widths[$1] }) {
      let room = max(Self.narrowest, widths[widest] - excess)
      widths[widest] = min(widths[widest], room)
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let cell = column == row.count - 1 ? cell : DisplayWidth.elide(cell, to: widths[column])
        let gap = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(cell)))
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
