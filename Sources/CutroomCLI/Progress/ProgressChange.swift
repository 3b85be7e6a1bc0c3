/// What a display of progress is told.
package enum ProgressChange: Equatable, Sendable {
  /// A stage has this many items more than was known.
  case planned(stage: String, items: Int)
  case started(stage: String, item: String)
  /// How much of an item is done, 0…1.
  case advanced(stage: String, item: String, fraction: Double)
  case done(stage: String, item: String, milliseconds: Int64)
  /// The outputs of these items are there already.
  case cached(stage: String, items: Int)
  /// The outputs of an item were brought back instead of being made.
  case restored(stage: String, item: String)
  /// An attempt failed and another one follows.
  case retried(stage: String, item: String, message: String)
  case failed(stage: String, item: String, message: String)
}
