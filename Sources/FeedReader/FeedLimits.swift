/// How large a feed may be before it is refused or cut.
package struct FeedLimits: Sendable {
  package var bytes = 16 << 20
  /// Elements inside elements.
  package var depth = 100
  package var elements = 500_000
  /// Entries beyond are left out, with a warning.
  package var entries = 5000
  /// Characters of one text; the rest is left out.
  package var textLength = 200_000

  package init() {}
}
