import CutroomModel
import CutroomStore
import CutroomSystem

/// Finds the digests of files that are no documents of a known kind.
struct FileHashing: Sendable {
  let tree: Tree
  let memo: FileMemo
  let depth: GateDepth

  /// What was found out about one file.
  struct Answer: Sendable {
    var path: ProjectPath
    var file: FileEvidence
    /// Why JSON of no known kind cannot be read.
    var unreadableJSON: String?
  }

  func look(at path: ProjectPath, size: Int64) -> Answer {
    var answer = Answer(path: path, file: FileEvidence(size: size))
    do {
      let look = try depth == .deep ? memo.read(path, in: tree) : memo.look(at: path, in: tree)
      switch look {
      case .file(let content, let value):
        answer.file.content = content
        answer.file.value = value
      case .unreadable(let reason):
        if path.isJSON { answer.unreadableJSON = reason } else { answer.file.failure = reason }
      case .missing: answer.file.failure = "it went away during the check"
      }
    } catch let error as SystemError {
      answer.file.failure = "\(error.code)"
    } catch {
      answer.file.failure = "\(error)"
    }
    return answer
  }

  /// What is remembered of a file whose facts are the same; nil where it would have to be read.
  static func remembered(
    _ facts: FileFacts,
    _ entry: FileMemo.Entry?
  ) -> FileEvidence {
    var file = FileEvidence(size: facts.size)
    guard let entry, entry.isTrusted, entry.matches(facts) else { return file }
    file.content = entry.content
    file.value = entry.value
    return file
  }
}
