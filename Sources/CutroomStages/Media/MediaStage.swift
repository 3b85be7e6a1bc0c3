internal import CutroomPipeline
internal import CutroomWorkers

/// Finds pictures and clips for every segment.
enum MediaStage {
  static func stage(_ media: MediaWorkers) -> BuiltinStage {
    BuiltinStage(
      name: "media",
      parameters: ["providers", "library"],
      steps: [MatchStep(media: media), ImportStep(media: media), CardStep(media: media)]
    )
  }
}
