package import CutroomModel
import CutroomSystem

/// The secrets that this process knows of, which nothing that it writes may show.
package final class Secrets: Sendable {
  private let known: Locked<Redaction>

  package init(_ values: [String] = []) { known = Locked(Redaction(values: values)) }

  /// Those that the environment holds.
  package static func ofProcess() -> Secrets {
    Secrets(
      ThisProcess.environment.filter { SecretName.isSecretVariable($0.name) }.map(\.value)
    )
  }

  /// Adds values to be hidden from now on.
  package func learn(_ values: [String]) {
    guard !values.isEmpty else { return }
    known.withLock { $0.learn(values) }
  }

  /// What hides them.
  package var redaction: Redaction { known.withLock { $0 } }

  /// The text without them.
  package func hide(in text: String) -> String { redaction.text(text) }
}
