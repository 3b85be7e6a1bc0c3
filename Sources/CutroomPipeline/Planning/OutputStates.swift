import CutroomModel
import CutroomStore

/// How the recorded outputs of an item stand on disk.
struct OutputStates {
  struct Lost {
    let output: OutputRecord
    let isMissing: Bool
  }

  private(set) var modified: [ProjectPath] = []
  private(set) var damaged: [ProjectPath] = []
  private(set) var lost: [Lost] = []

  var lostReasons: [StaleReason] {
    lost.map {
      StaleReason($0.isMissing ? .outputMissing : .outputCorrupt, input: $0.output.path.description)
    }
  }

  mutating func add(_ output: OutputRecord, _ look: FileLook) {
    switch look {
    case .missing: lost.append(Lost(output: output, isMissing: true))
    case .unreadable: lost.append(Lost(output: output, isMissing: false))
    case .file(let content, let value):
      if let value {
        if value != output.value { modified.append(output.path) }
      } else if content != output.content {
        damaged.append(output.path)
      }
    }
  }
}
