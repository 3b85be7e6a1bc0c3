import CutroomModel

/// Findings at their places in time, in rows so that none hides another.
struct FindingMarks: Equatable {
  struct Mark: Equatable {
    /// The finding's place in the report.
    var finding: Int
    var severity: Finding.Severity
    var span: ClosedRange<Double>
    var row: Int
  }

  private(set) var marks: [Mark] = []
  /// Findings with a place in time that no room was left for.
  private(set) var unmarked = 0
  private static let mostMarks = 2000
  private static let mostRows = 8

  /// `width` is how much of the whole, 0…1, a mark takes.
  init(_ timeline: Timeline, _ findings: [Finding], _ scenes: FindingScenes, width: Double) {
    let scale = TimelineScale(timeline)
    var places: [Mark] = []
    for (index, finding) in findings.enumerated() {
      for frames in scenes.frames(of: finding) {
        let span = scale.span(frames)
        places.append(Mark(finding: index, severity: finding.severity, span: span, row: 0))
      }
    }
    // Errors have room before any warning does.
    places.sort { $0.order < $1.order }
    var rows = [Row](repeating: Row(width: width), count: Self.mostRows)
    for var place in places where marks.count < Self.mostMarks {
      let at = place.span.lowerBound
      guard let row = rows.firstIndex(where: { $0.hasRoom(at: at) }) else { continue }
      rows[row].take(at)
      place.row = row
      marks.append(place)
    }
    unmarked = Set(places.map(\.finding)).subtracting(marks.map(\.finding)).count
  }

  /// A row of marks, none nearer to another than one is wide.
  private struct Row {
    let width: Double
    /// By steps of the width, each of which has room for one.
    private var taken: [Int: Double] = [:]

    init(width: Double) { self.width = width }

    func hasRoom(at place: Double) -> Bool {
      let step = Int(place / width)
      return (step - 1...step + 1).allSatisfy { near in
        taken[near].map { abs($0 - place) >= width } ?? true
      }
    }

    mutating func take(_ place: Double) { taken[Int(place / width)] = place }
  }

  var rows: Int { (marks.map(\.row).max() ?? -1) + 1 }
}

extension FindingMarks.Mark {
  fileprivate var order: (Int, Double, Int) {
    (severity.rank, span.lowerBound, finding)
  }
}
