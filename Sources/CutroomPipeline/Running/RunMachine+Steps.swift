package import CutroomModel

/// What a run is made of.
extension RunMachine {
  /// A step of a stage, in the order in which steps may be expanded.
  package struct Step: Sendable {
    package var stage: String
    /// The place of the step in its stage.
    package var number: Int
    /// Places of the steps that must be settled first.
    package var upstream: [Int]
    package var pool: String
    package var retries: Int
    /// Whether the run may do items of this step.
    package var isSelected: Bool
    /// The stages that must be done whole, whatever the items read.
    package var needs: Set<String>

    package init(
      stage: String,
      number: Int,
      upstream: [Int],
      pool: String,
      retries: Int,
      isSelected: Bool,
      needs: Set<String> = []
    ) {
      self.stage = stage
      self.number = number
      self.upstream = upstream
      self.pool = pool
      self.retries = retries
      self.isSelected = isSelected
      self.needs = needs
    }
  }

  /// An item as the machine needs it.
  package struct Item: Sendable {
    package var id: String
    package var verdict: Verdict
    package var inputs: [ProjectPath]
    package var outputs: [ProjectPath]
    /// What it may have to wait for a turn at: items of one line wait for the same; nil: for what the
    /// other items of its stage do.
    package var line: String?

    package init(
      id: String,
      verdict: Verdict,
      inputs: [ProjectPath],
      outputs: [ProjectPath],
      line: String? = nil
    ) {
      self.id = id
      self.verdict = verdict
      self.inputs = inputs
      self.outputs = outputs
      self.line = line
    }

    /// Lets go of what only an item that is not done yet can hold up.
    mutating func release() { (verdict, inputs, outputs, line) = (.fresh, [], [], nil) }
  }

  /// How the items of an expanded step stand.
  package struct Counts: Sendable, Equatable {
    package var total = 0
    package var done = 0
    package var failed = 0
    package var running = 0
    package var blocked = 0
    package var awaiting = 0

    package init(
      total: Int = 0,
      done: Int = 0,
      failed: Int = 0,
      running: Int = 0,
      blocked: Int = 0,
      awaiting: Int = 0
    ) {
      self.total = total
      self.done = done
      self.failed = failed
      self.running = running
      self.blocked = blocked
      self.awaiting = awaiting
    }
  }
}
