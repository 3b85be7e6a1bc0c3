import CutroomModel
import CutroomValidation
import MediaFixtures
import Testing

/// A way to break a small project so that one rule, and only that rule, must say so.
struct SeededFault: Sendable, CustomTestStringConvertible {
  typealias Media = (image: Fixture, clip: Fixture, take: Fixture)

  let rule: String
  /// What the finding's path begins with.
  let path: String
  let name: String
  var media: Media = (.testCard, .faststart, .narrationMp3)
  var clipFrames: Int64 = 48
  var depth = GateDepth.normal
  var isMeasuring = true
  /// The worst severity that its findings have; nil where that is as the rule says or below.
  var worst: Finding.Severity?
  /// Changes the documents before they are written.
  var plan: @Sendable (inout SmallProject) -> Void = { _ in }
  /// Changes what is on disk.
  var spoil: @Sendable (ProjectOnDisk) throws -> Void = { _ in }
  /// Changes what the machine would say, where no test can change the machine.
  var alter: @Sendable (inout Evidence) -> Void = { _ in }

  init(_ rule: String, at path: String, _ name: String = "") {
    self.rule = rule
    self.path = path
    self.name = name
  }

  var testDescription: String { name.isEmpty ? rule : "\(rule): \(name)" }

  /// The rule's id as the list of rules has it.
  var listedRule: String { rule.hasPrefix("decision-") ? "decision-*" : rule }
}

extension SeededFault {
  static let all =
    documents + files + media + references + lengths + timelines + others + sounds + pictures
    + works

  func planned(_ body: @escaping @Sendable (inout SmallProject) -> Void) -> SeededFault {
    var fault = self
    fault.plan = body
    return fault
  }

  func spoiled(_ body: @escaping @Sendable (ProjectOnDisk) throws -> Void) -> SeededFault {
    var fault = self
    fault.spoil = body
    return fault
  }

  func altered(_ body: @escaping @Sendable (inout Evidence) -> Void) -> SeededFault {
    var fault = self
    fault.alter = body
    return fault
  }

  func with(
    image: Fixture = .testCard,
    clip: Fixture = .faststart,
    take: Fixture = .narrationMp3,
    clipFrames: Int64 = 48
  ) -> SeededFault {
    var fault = self
    fault.media = (image, clip, take)
    fault.clipFrames = clipFrames
    return fault
  }

  /// The worst that is found of it is a warning, or an error.
  func atWorst(_ severity: Finding.Severity) -> SeededFault {
    var fault = self
    fault.worst = severity
    return fault
  }

  var deep: SeededFault {
    var fault = self
    fault.depth = .deep
    return fault
  }

  var unmeasured: SeededFault {
    var fault = self
    fault.isMeasuring = false
    return fault
  }
}
