package import CutroomModel
import CutroomStore

/// What the journal says was made: outputs, decisions, stages that ran.
package struct RecordedOutputs: Sendable {
  /// An output and who made it.
  package struct Entry: Equatable, Sendable {
    package var output: OutputRecord
    /// The item; nil for a document that no item makes.
    package var item: ItemKey?
    /// Why a person kept the item's outputs as they are; nil where nobody did.
    package var acceptedBecause: String?
  }

  /// A decision and what it was about.
  package struct Decided: Equatable, Sendable {
    package var decision: Decision
    package var item: ItemKey
    /// The item's first output; nil where it has none.
    package var path: ProjectPath?
    /// Why a person kept the item's outputs as they are; nil where nobody did.
    package var acceptedBecause: String?
  }

  /// What is left of an item that is no more.
  package struct Orphan: Equatable, Sendable {
    package var item: ItemKey
    package var content: Digest
  }

  package var outputs: [ProjectPath: Entry] = [:]
  /// Recorded files that are no input of a render: below `.cutroom`, and the report itself.
  package var control: [ProjectPath: Entry] = [:]
  package var decisions: [Decided] = []
  /// Outputs of items that are no more, which nothing else made since.
  package var orphaned: [ProjectPath: Orphan] = [:]
  /// The built-in stages with a finished item, by the name that `uses` gives.
  package var stagesThatRan: Set<String> = []

  package init() {}

  /// Takes what counts out of a project's state; `uses` names the built-in of each stage id.
  init(_ state: ProjectState, uses: [String: String]) {
    for (path, output) in state.files { add(Entry(output: output, item: nil), at: path) }
    for (stage, items) in state.items {
      if !items.isEmpty, let name = uses[stage] { stagesThatRan.insert(name) }
      for item in items.values { add(item) }
    }
    decisions.sort { ($0.item, $0.decision.code) < ($1.item, $1.decision.code) }
    for (key, generations) in state.superseded where state[key] == nil {
      if let last = generations.last { orphan(last) }
    }
  }

  private mutating func orphan(_ item: ItemRecord) {
    for output in item.outputs where outputs[output.path] == nil && !output.path.isControl {
      orphaned[output.path] = Orphan(item: item.key, content: output.content)
    }
  }

  private mutating func add(_ item: ItemRecord) {
    for output in item.outputs {
      let entry = Entry(output: output, item: item.key, acceptedBecause: item.acceptedBecause)
      add(entry, at: output.path)
    }
    for decision in item.decisions {
      let path = item.outputs.first?.path
      let reason = item.acceptedBecause
      decisions.append(
        Decided(decision: decision, item: item.key, path: path, acceptedBecause: reason)
      )
    }
  }

  // Control files are the store's own business, and a report is no input of the next one.
  private mutating func add(_ entry: Entry, at path: ProjectPath) {
    guard !path.isControl, path.description != "validation.json" else {
      control[path] = entry
      return
    }
    // Outputs named by content may coincide: any item that made the file will do.
    if let known = outputs[path], let old = known.item, let new = entry.item, old < new { return }
    outputs[path] = entry
  }
}

extension ProjectPath {
  /// Whether the path is below `.cutroom`.
  var isControl: Bool { description.hasPrefix(".cutroom/") }
}
