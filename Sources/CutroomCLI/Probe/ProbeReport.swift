import CutroomModel
import CutroomStore

/// Puts probe answers out as they come.
struct ProbeReport {
  enum Form {
    case table
    case object
    case lines
  }

  private let form: Form
  private let context: Context
  private var table = TextTable()
  private var answers: [JSONValue] = []
  private(set) var failures = 0
  /// The media worker is not there: no answer is worth showing.
  private(set) var missingProgram: WorkerFailure?

  init(_ form: Form, _ context: Context) {
    self.form = form
    self.context = context
  }

  mutating func take(_ answer: ProbeAnswer) {
    if case .failure(let failure) = answer.result {
      failures += 1
      if failure.code.rawValue == WorkerFailure.Code.programMissing.rawValue {
        missingProgram = WorkerFailure(.programMissing, failure.message)
        return
      }
    }
    if form == .table {
      table.add([answer.path] + Self.words(answer))
      return
    }
    guard let value = try? DocumentCoding.plainValue(answer) else { return }
    if form == .lines {
      context.output.write(bytes: JSONWriter.canonical(value) + [0x0A])
    } else {
      answers.append(value)
    }
  }

  func finish() {
    switch form {
    case .table: context.say(table)
    case .object: context.answer(["files": .array(answers)])
    case .lines: break
    }
  }

  private static func words(_ answer: ProbeAnswer) -> [String] {
    switch answer.result {
    case .failure(let failure): ["no answer", "", "", failure.message]
    case .success(let facts):
      [
        facts.cutroom.kind.rawValue,
        facts.cutroom.durationUs.map(duration) ?? "",
        picture(facts.cutroom),
        (codecs(facts) + notes(facts.cutroom)).joined(separator: ", "),
      ]
    }
  }

  private static func duration(_ microseconds: Int64) -> String {
    let milliseconds = (max(0, microseconds) + 500) / 1000
    let rest = String(milliseconds % 1000)
    let padded = String(repeating: "0", count: 3 - rest.count) + rest
    return "\(Amounts.clock(seconds: milliseconds / 1000)).\(padded)"
  }

  private static func picture(_ facts: MediaFacts) -> String {
    guard let width = facts.displayWidth, let height = facts.displayHeight else { return "" }
    return "\(width)x\(height)"
  }

  private static func codecs(_ facts: ProbeFacts) -> [String] {
    facts.streams.compactMap { $0.codecName }
  }

  private static func notes(_ facts: MediaFacts) -> [String] {
    var notes: [String] = []
    if facts.truncated { notes.append("TRUNCATED") }
    if facts.rotation != 0 { notes.append("turned by \(facts.rotation)") }
    if facts.isHdr { notes.append("HDR") }
    if facts.isVfr { notes.append("variable frame rate") }
    return notes + facts.warnings.map(\.message)
  }
}
