import CutroomModel
import CutroomStore
import CutroomSystem

/// Takes down what items and their verdicts were told from, so that a survey can stand for it all.
package final class SurveyNotes: Sendable {
  private struct Contents: Sendable {
    var steps: [(number: Int, step: Survey.Step)] = []
    var project = Sights()
    var workspace = Sights()
    var areAllFresh = true

    mutating func note(_ item: EvaluatedItem) {
      for input in item.spec.inputs {
        if case .workspaceFile(let path) = input { workspace.files.append(path) }
        if let path = input.file { project.files.append(path) }
      }
    }
  }

  private let contents = Locked(Contents())

  package init() {}

  /// A file of the project was read.
  func read(_ path: ProjectPath) { contents.withLock { $0.project.files.append(path) } }

  /// A file of the workspace was read.
  func readAround(_ path: ProjectPath) { contents.withLock { $0.workspace.files.append(path) } }

  /// The names in folders of the project were read.
  func listed(_ folders: Set<String>) {
    contents.withLock { $0.project.folders.formUnion(folders) }
  }

  /// The names in folders of the workspace were read.
  func listedAround(_ folders: Set<String>) {
    contents.withLock { $0.workspace.folders.formUnion(folders) }
  }

  /// The items of a step were judged.
  func judged(
    _ items: [EvaluatedItem],
    stage: String,
    step: Int,
    recorded: NameTable<ItemRecord>
  ) {
    contents.withLock { contents in
      contents.steps.removeAll { $0.step.stage == stage && $0.number == step }
      contents.steps.append((step, Survey.Step(stage: stage, total: items.count)))
      guard contents.areAllFresh, items.allSatisfy(\.isAsRecorded) else {
        contents.areAllFresh = false
        return
      }
      contents.project.files.reserveCapacity(contents.project.files.count + 2 * items.count)
      for item in items {
        contents.note(item)
        guard let record = recorded[item.key.item] else { continue }
        for output in record.outputs { contents.project.files.append(output.path) }
        contents.steps[contents.steps.count - 1].step.decisions += record.decided
      }
    }
  }

  /// What was seen, with the steps of a graph; nil unless each of them was judged and all is fresh.
  func whole(of graph: StageGraph) -> (steps: [Survey.Step], project: Sights, workspace: Sights)? {
    contents.withLock { contents in
      guard contents.areAllFresh else { return nil }
      var steps: [Survey.Step] = []
      for node in graph.nodes {
        for number in 0..<max(1, node.steps.count) {
          guard
            let found = contents.steps.first(where: {
              $0.step.stage == node.id && $0.number == number
            })
          else { return nil }
          steps.append(found.step)
        }
      }
      return (steps, contents.project, contents.workspace)
    }
  }
}

extension EvaluatedItem {
  /// Whether the item is fresh and nobody has touched its outputs.
  fileprivate var isAsRecorded: Bool { verdict.isFresh && modified.isEmpty && damaged.isEmpty }
}
