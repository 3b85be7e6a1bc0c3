import CutroomModel
import CutroomPipeline
import CutroomWorkers

/// Finds pictures and clips for every segment.
enum MediaStage {
  static func stage(_ media: MediaWorkers) -> BuiltinStage {
    BuiltinStage(
      name: "media",
      parameters: [providers, library],
      steps: [MatchStep(media: media), ImportStep(media: media), CardStep(media: media)]
    )
  }

  static let providers = Parameter(
    "providers",
    .someOf(["library"]),
    otherwise: ["library"],
    "where pictures and clips come from; there is no other yet"
  )
  static let library = Parameter(
    "library",
    .folder,
    otherwise: "library",
    "the folder of pictures and clips; music/ and narration/ in it are left out"
  )
}
