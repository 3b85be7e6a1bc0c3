import CutroomModel

extension Timeline {
  /// How long a frame lasts, in microseconds, rounded up.
  var frameUs: Int64 { fps.microseconds(atFrame: 1) &+ 1 }

  /// The microseconds between two frames; 0 where they are not in order.
  func length(from start: Int64, to end: Int64) -> Int64 {
    guard start >= 0, end > start else { return 0 }
    return fps.microseconds(atFrame: end) &- fps.microseconds(atFrame: start)
  }

  /// The visuals that last at all, by their first frame, each with its place in the list.
  var visualsInOrder: [(index: Int, visual: Visual)] {
    visuals.enumerated().map { (index: $0, visual: $1) }
      .filter { $0.visual.startFrame >= 0 && $0.visual.endFrame > $0.visual.startFrame }
      .sorted { $0.visual.startFrame < $1.visual.startFrame }
  }
}
