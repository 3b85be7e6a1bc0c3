import CutroomModel
import CutroomStore
import CutroomSystem

/// The program of a stage at work on an item, from its start to outputs that are what they claim.
struct ProgramWork {
  let project: Project
  let run: RunDefinition
  let stage: StageDefinition
  let attempt: String
  /// The attempt's.
  let folder: Folder
  let environment: [String]
  let cancellation: Cancellation
  let killSwitch: Cancellation
  let check: OutputCheck?
  let log: ItemLog

  private static let killingRounds = 20

  func perform(_ spec: ItemSpec) throws -> ItemResult {
    for output in spec.outputs {
      _ = try folder.makeFolder(output.folder, isPassing: true)
    }
    let arguments = arguments(for: spec)
    let child = ChildRun(
      program: try ProgramSearch.path(of: arguments[0], from: project.tree.root.path),
      arguments: arguments,
      environment: environment,
      folder: project.tree.root,
      timeoutMilliseconds: stage.timeoutMilliseconds,
      stallMilliseconds: stage.stallTimeoutMilliseconds,
      cancellation: cancellation,
      killSwitch: killSwitch,
      clock: project.clock
    )
    let end = try child.run { log.add($0) }
    log.finish()
    // What the program did to the project's folders is not known.
    project.tree.forget()
    do {
      try FailureWords.require(end, program: arguments[0], log: log)
      try requireNoWriters(spec.outputs)
      try checkOutputs(spec.outputs)
    } catch {
      // What a program says of a full disk, and with which status it ends, is its own affair.
      let failure = FailureWords.failure(error, log: log)
      guard end != .cancelled, failure.code != "disk-full", try folder.isFull() else { throw error }
      throw ItemFault("disk-full", "the disk\(log.disk) is full, and so \(failure.message)")
    }
    return ItemResult(outputs: spec.outputs)
  }

  private func arguments(for spec: ItemSpec) -> [String] {
    let variables = ItemVariables(spec)
    return run.arguments.map { template in
      template.expanded { variable in
        switch variable {
        case .output(let number): folder.join(spec.outputs[number].description)
        case .project: project.tree.root.path
        case .workspace: project.workspace.path
        default: variables.value(variable) ?? ""
        }
      }
    }
  }

  private func checkOutputs(_ outputs: [ProjectPath]) throws {
    let tree = Tree(folder)
    for path in outputs {
      guard let facts = try tree.facts(path) else { throw OutputFault.missing(path) }
      guard facts.kind == .regular, let file = try tree.open(path) else {
        throw OutputFault.notAFile(path)
      }
      if facts.size == 0, !run.allowEmpty {
        throw OutputFault.unreadable(path, reason: "it is empty")
      }
      if facts.size > 0, let complaint = check?(file, path, cancellation) {
        if cancellation.isCancelled { throw ItemFault.cancelled }
        throw OutputFault.unreadable(path, reason: complaint)
      }
    }
  }

  /// What a program left running may hold an output open, and would write into it when it lies in
  /// its final place.
  private func requireNoWriters(_ outputs: [ProjectPath]) throws {
    let tree = Tree(folder)
    func written() throws -> ProjectPath? {
      try outputs.first { path in
        guard try tree.facts(path)?.kind == .regular, let file = try tree.open(path) else {
          return false
        }
        return file.isOpenForWriting()
      }
    }
    // One that is killed may have forked another one just before.
    for _ in 0..<Self.killingRounds {
      guard try written() != nil else { return }
      let killed = try ProcessTable.killAll(withEnvironment: "CUTROOM_ATTEMPT=\(attempt)")
      if killed.isEmpty { _ = try Waiting.poll([], milliseconds: 10) }
    }
    guard let path = try written() else { return }
    throw OutputFault.unreadable(path, reason: "a process that the program started still writes it")
  }
}
