package import CutroomModel
import CutroomSystem

/// What a run says of itself while it is at work: disposable, and of no use once it has ended.
extension Project {
  private static let runNote = "run.json"

  /// Puts a note where readers look, in one rename and without fsync; a failure is no error.
  package func saveRunNote(_ note: JSONValue) {
    guard let folder = try? state() else { return }
    let bytes = JSONWriter.canonical(note)
    try? FileWriter(folder: folder).replacePassing(Self.runNote, bytes: bytes, mode: 0o600)
  }

  /// The last note; nil where there is none that can be read.
  package func loadRunNote() -> JSONValue? {
    guard let path = ProjectPath(".cutroom/\(Self.runNote)"),
      let bytes = try? tree.read(path, limit: JSONLimits.document.bytes)
    else { return nil }
    return try? JSONReader.read(bytes)
  }

  /// Takes the note away at the end of its run.
  package func removeRunNote() { _ = try? state().remove(Self.runNote) }
}
