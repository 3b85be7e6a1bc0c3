import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomWorkers

/// Finds pictures and clips for every segment.
enum MediaStage {
  static func stage(_ media: MediaWorkers, _ desk: ProviderDesk) -> BuiltinStage {
    BuiltinStage(
      name: "media",
      parameters: [providers, library],
      steps: [
        MatchStep(media: media), ImportStep(media: media), SearchStep(desk: desk), ChooseStep(),
        TakeStep(media: media, desk: desk), CardStep(media: media),
      ]
    )
  }

  static let providers = Parameter(
    "providers",
    .sources([own], .search([.image, .video])),
    otherwise: ["library"],
    "where pictures and clips come from: library, then providers of settings.providers"
  )

  /// What the library is called among the providers.
  static let own = "library"

  /// The providers to be asked for what the library does not have, in order.
  static func searched(_ scope: StageScope) -> [String] {
    var names: [String] = []
    for name in scope.texts(providers) where name != own && !names.contains(name) {
      names.append(name)
    }
    return names
  }

  /// Whether the library is looked at.
  static func usesLibrary(_ scope: StageScope) -> Bool { scope.texts(providers).contains(own) }

  static let library = Parameter(
    "library",
    .folder,
    otherwise: "library",
    "the folder of pictures and clips; music/ and narration/ in it are left out"
  )
}
