/// The brightness of a picture at evenly spread places, 0 to 255.
struct LumaGrid {
  /// At most as many columns and rows are looked at: enough for what an eye would notice.
  static let mostColumns = 160
  static let mostRows = 90

  let values: [UInt8]
  /// Black and white lie at 0 and 255; else at 16 and 235, as video counts.
  let isFullRange: Bool

  init(_ values: [UInt8], isFullRange: Bool = false) {
    self.values = values
    self.isFullRange = isFullRange
  }

  /// Almost every place is no brighter than a tenth of the way from black to white.
  var isBlack: Bool {
    let limit: UInt8 = isFullRange ? 25 : 37
    let bright = values.count { $0 > limit }
    return bright * 50 <= values.count
  }

  /// Nothing is seen: of a thousand places at most one is brighter than black itself, which is what a
  /// finished video is judged by.
  var isEmpty: Bool {
    let limit: UInt8 = isFullRange ? 1 : 17
    let bright = values.count { $0 > limit }
    return bright * 1000 <= values.count
  }

  /// Whether an eye would see a change: a slight one everywhere, or a clear one in some places.
  func differsVisibly(from other: LumaGrid) -> Bool {
    guard values.count == other.values.count else { return true }
    var sum = 0
    var clear = 0
    for place in values.indices {
      let difference = Int(values[place]) - Int(other.values[place])
      let change = abs(difference)
      sum += change
      if change > Self.clearChange { clear += 1 }
    }
    return sum * 2 > values.count || clear * 500 > values.count
  }

  private static let clearChange = 16
}
