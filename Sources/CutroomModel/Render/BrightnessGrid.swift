/// How bright a picture is, coarsely: the mean of each of a few fields.
///
/// Two grids of one picture are alike whatever scaling, compression or a little motion did to it.
package struct BrightnessGrid: Equatable, Sendable {
  package static let columns = 16
  package static let rows = 12
  /// Captions stand below.
  private static let comparedRows = 8

  /// Below this mean difference two grids are one picture, of 255.
  private static let alike = 12.0
  /// From this correlation on they are, too: pictures that have nothing to do with each other are
  /// around 0.
  private static let correlated = 0.5

  private let fields: [Double]

  /// Takes grey pixels, row by row, and the part of them that is meant, in fractions of both sides.
  ///
  /// Nil where there are not as many pixels as the size says.
  package init?(grey: ArraySlice<UInt8>, width: Int, height: Int, part: PicturePart = .whole) {
    guard width > 0, height > 0, grey.count == width * height else { return nil }
    var fields: [Double] = []
    for row in 0..<Self.rows {
      let rows = Self.range(row, of: Self.rows, in: height, from: part.top, length: part.height)
      for column in 0..<Self.columns {
        let columns =
          Self.range(column, of: Self.columns, in: width, from: part.left, length: part.width)
        fields.append(Self.mean(grey, width, rows, columns))
      }
    }
    self.fields = fields
  }

  /// Whether both can be the same picture, captions left aside.
  package func isAlike(_ other: BrightnessGrid) -> Bool {
    let (mine, theirs) = (compared, other.compared)
    let difference = zip(mine, theirs).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(mine.count)
    return difference <= Self.alike || Self.correlation(mine, theirs) >= Self.correlated
  }

  private var compared: ArraySlice<Double> { fields.prefix(Self.comparedRows * Self.columns) }

  /// The pixels of one of `count` fields; at least one pixel.
  private static func range(
    _ field: Int,
    of count: Int,
    in length: Int,
    from start: Double,
    length share: Double
  ) -> Range<Int> {
    let whole = Double(length)
    let first = Int((start + share * Double(field) / Double(count)) * whole)
    let end = Int((start + share * Double(field + 1) / Double(count)) * whole)
    let low = min(max(0, first), length - 1)
    return low..<min(max(low + 1, end), length)
  }

  private static func mean(
    _ grey: ArraySlice<UInt8>,
    _ width: Int,
    _ rows: Range<Int>,
    _ columns: Range<Int>
  ) -> Double {
    var sum = 0
    for row in rows {
      let start = grey.startIndex + row * width
      for column in columns { sum += Int(grey[start + column]) }
    }
    return Double(sum) / Double(rows.count * columns.count)
  }

  /// Pearson's coefficient; 0 where one of both is flat.
  private static func correlation(_ left: ArraySlice<Double>, _ right: ArraySlice<Double>) -> Double
  {
    let count = Double(left.count)
    let (leftMean, rightMean) = (left.reduce(0, +) / count, right.reduce(0, +) / count)
    var (product, leftSquares, rightSquares) = (0.0, 0.0, 0.0)
    for (first, second) in zip(left, right) {
      product += (first - leftMean) * (second - rightMean)
      leftSquares += (first - leftMean) * (first - leftMean)
      rightSquares += (second - rightMean) * (second - rightMean)
    }
    // A grey level of deviation is noise.
    guard leftSquares >= count, rightSquares >= count else { return 0 }
    return product / (leftSquares * rightSquares).squareRoot()
  }
}

/// A part of a picture, in fractions of its sides.
package struct PicturePart: Equatable, Sendable {
  package var left: Double
  package var top: Double
  package var width: Double
  package var height: Double

  package static let whole = PicturePart(left: 0, top: 0, width: 1, height: 1)

  package init(left: Double, top: Double, width: Double, height: Double) {
    self.left = left
    self.top = top
    self.width = width
    self.height = height
  }
}
