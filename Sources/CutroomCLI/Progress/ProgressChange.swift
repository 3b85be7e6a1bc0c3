/// What a display of progress is told.
package enum ProgressChange: Equatable, Sendable {
  /// A stage has this many items; nil while that is not known.
  case planned(stage: String, total: Int?)
  case started(stage: String, item: String)
  /// How much of an item is done, 0…1.
  case advanced(stage: String, item: String, fraction: Double)
  case done(stage: String, item: String, milliseconds: Int64)
  /// Nothing was to do for the item, or its outputs were brought back.
  case cached(stage: String, item: String)
  case failed(stage: String, item: String, message: String)
  /// No item of the stage is going to start any more.
  case ended(stage: String)
}
