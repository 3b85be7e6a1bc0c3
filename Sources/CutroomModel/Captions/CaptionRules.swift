/// What makes a caption readable.
package struct CaptionRules: Equatable, Sendable {
  /// Columns of a line; a wide character takes two.
  package var lineLength: Int
  package var lines = 2
  /// Above this many characters a second people start to miss words.
  package var charactersPerSecond = 17.0
  package var shortestUs: Int64 = 800_000
  /// A pause up to this long is bridged, so that captions do not flicker.
  package var bridgedUs: Int64 = 600_000

  package init(lineLength: Int = 42) { self.lineLength = max(8, lineLength) }

  /// The rules for a frame size: up to 42 columns, fewer where the frame is too narrow for them.
  package init(width: Int, height: Int) {
    let style = CaptionStyle(width: width, height: height)
    self.init(lineLength: min(42, style.columns))
  }
}

/// The looks of burned-in captions, all relative to the frame.
package struct CaptionStyle: Equatable, Sendable {
  package let width: Int
  package let height: Int

  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// From the top of the highest letter to the bottom of the lowest, in pixels: letters are as large
  /// as 5.4 % of the short side, and never too small to read.
  package var fontSize: Int { max(16, min(width, height) * 63 / 1000) }
  /// Captions keep clear of the outer tenth of the frame's width.
  package var sideMargin: Int { width / 20 }
  package var bottomMargin: Int { max(8, height * 6 / 100) }
  package var outline: Int { max(1, fontSize / 16) }
  /// Between the letters and the edge of the box behind them.
  package var padding: Int { max(2, fontSize / 6) }

  /// Columns that surely fit: DejaVu Sans Bold needs 54 hundredths of a line height for an average
  /// character.
  var columns: Int { (width - 2 * sideMargin) * 100 / (fontSize * 54) }
}
