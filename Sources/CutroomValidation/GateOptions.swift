/// Which files the gate answers for.
package enum GateScope: Sendable {
  /// Everything in the project, its finished videos too.
  case project
  /// Only what a render reads: a finished video that is missing or damaged is no reason against
  /// making it again.
  case inputsOfRender
  /// Media files wherever they are: the folder is no project.
  case media
}

/// How far a check is.
package struct GateProgress: Equatable, Sendable {
  /// What is being done.
  package enum Phase: String, Sendable {
    case reading
    case hashing
    case measuring
  }

  package var phase: Phase
  package var done: Int
  package var total: Int

  package init(phase: Phase, done: Int, total: Int) {
    self.phase = phase
    self.done = done
    self.total = total
  }
}
