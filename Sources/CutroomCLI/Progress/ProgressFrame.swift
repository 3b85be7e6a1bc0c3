import CutroomModel

/// What a terminal shows of a run at one moment: a line a stage, none wider than the terminal.
package struct ProgressFrame: Sendable {
  private let columns: Int
  private let colour: Colour

  package init(columns: Int, usesColour: Bool) {
    // The last column stays free: some terminals wrap as soon as it is written.
    self.columns = max(10, columns - 1)
    colour = Colour(isOn: usesColour)
  }

  /// The lines of the stages that are under way.
  package func live(_ model: ProgressModel, at now: Int64) -> [String] {
    let stages = model.stages.filter { $0.hasBegun && !$0.isComplete }
    let width = nameWidth(model)
    return stages.map { line($0, nameWidth: width, at: now) }
  }

  /// The line that stays when a stage is through.
  package func closing(_ stage: ProgressModel.Stage, in model: ProgressModel) -> String {
    let width = nameWidth(model)
    let mark = stage.failed > 0 ? colour.red("failed") : colour.green("done")
    let markWidth = stage.failed > 0 ? 6 : 4
    let room = columns - width - 2 - markWidth - 2
    let counts = DisplayWidth.cut(Self.counts(stage, isComplete: true), to: max(0, room))
    return "\(name(stage, width))  \(mark)  \(counts)"
  }

  private func line(_ stage: ProgressModel.Stage, nameWidth: Int, at now: Int64) -> String {
    var facts = [Self.counts(stage, isComplete: false)]
    if let left = stage.secondsLeft(at: now) {
      facts.append("\(Amounts.clock(seconds: left)) left")
    }
    let room = columns - nameWidth - 2
    // Where it is narrow, time goes first, then the bar.
    var text = facts.joined(separator: "  ")
    if DisplayWidth.of(text) + 10 > room, facts.count > 1 { text = facts[0] }
    let barRoom = min(room - DisplayWidth.of(text) - 2, 40)
    guard barRoom >= 6 else {
      return "\(name(stage, nameWidth))  \(DisplayWidth.cut(text, to: room))"
    }
    return "\(name(stage, nameWidth))  \(bar(stage, width: barRoom))  \(text)"
  }

  private func bar(_ stage: ProgressModel.Stage, width: Int) -> String {
    let inner = width - 2
    guard let fraction = stage.fraction else {
      return "[" + String(repeating: ".", count: inner) + "]"
    }
    let filled = min(inner, Int(fraction * Double(inner)))
    let body = String(repeating: "=", count: filled)
    let head = filled < inner ? ">" : ""
    let rest = String(repeating: " ", count: inner - filled - head.count)
    let painted = stage.failed > 0 ? colour.red(body + head) : colour.green(body + head)
    return "[\(painted)\(rest)]"
  }

  private func name(_ stage: ProgressModel.Stage, _ width: Int) -> String {
    DisplayWidth.fit(stage.id.printable, to: width)
  }

  private func nameWidth(_ model: ProgressModel) -> Int {
    let longest = model.stages.map { DisplayWidth.of($0.id.printable) }.max() ?? 0
    return min(longest, columns / 3)
  }

  private static func counts(_ stage: ProgressModel.Stage, isComplete: Bool) -> String {
    var parts: [String] = []
    let total = stage.total.map { "/\($0)" } ?? ""
    if !isComplete { parts.append("\(stage.finished)\(total)") }
    if isComplete, stage.done > 0 { parts.append("\(stage.done) run") }
    if stage.failed > 0 { parts.append("\(stage.failed) failed") }
    if stage.cached > 0 { parts.append("\(stage.cached) cached") }
    return parts.joined(separator: isComplete ? ", " : "  ")
  }
}

/// Colours of a terminal, or none.
package struct Colour: Sendable {
  let isOn: Bool

  package init(isOn: Bool) { self.isOn = isOn }

  package func red(_ text: String) -> String { paint(text, 31) }
  package func green(_ text: String) -> String { paint(text, 32) }
  package func yellow(_ text: String) -> String { paint(text, 33) }
  package func bold(_ text: String) -> String { paint(text, 1) }

  private func paint(_ text: String, _ code: Int) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
