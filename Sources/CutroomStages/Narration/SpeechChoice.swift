import CutroomModel
import CutroomPipeline

/// The voice of a provider that `with` names for the narration.
struct SpeechChoice {
  let provider: String
  let model: String
  let voice: String
  /// Thousandths of the voice's own speed.
  let speed: Int

  static let parameters = [providerParameter, modelParameter, speedParameter]

  private static let providerParameter = Parameter(
    "provider",
    .provider(.speech),
    needs: ["model", "voice"],
    "who speaks, by its name in settings.providers; espeak-ng where nobody is named"
  )
  private static let modelParameter = Parameter(
    "model",
    .text,
    needs: ["provider"],
    "the model, as the provider calls it"
  )
  private static let speedParameter = Parameter(
    "speed",
    .number(0.25...4),
    otherwise: 1,
    needs: ["provider"],
    "how fast the provider's voice speaks, 1 being its own speed"
  )

  /// Nil where espeak-ng speaks.
  init?(_ scope: StageScope, voice: String?) {
    guard let provider = scope.text(Self.providerParameter), let voice else { return nil }
    self.provider = provider
    self.voice = voice
    model = scope.text(Self.modelParameter) ?? ""
    speed = Int(((scope[Self.speedParameter]?.double ?? 1) * 1000).rounded())
  }

  /// The tokens as the provider gets them: numbers, units and addresses are words already, so that
  /// every voice says them alike.
  func job(_ tokens: [SpeechToken], language: String) -> SpeechJob {
    SpeechJob(
      text: tokens.map(\.spoken).filter { !$0.isEmpty }.joined(separator: " "),
      model: model,
      voice: voice,
      language: language,
      speed: speed
    )
  }
}
