import CutroomModel
import CutroomValidation

/// What `cutroom validate` was asked for.
struct ValidateRequest {
  let target: String
  let depth: GateDepth
  /// Nil where the settings decide.
  let profile: ValidationProfile?
  let waivers: [Waiver]
  let unwaived: [WaiverPlace]
  let isFixing: Bool
  let isDryRun: Bool
  /// Where the page for a browser goes; nil where none is wanted.
  let page: String?

  /// Throws where options do not go together.
  init(_ arguments: Arguments) throws(UsageError) {
    target = try arguments.need(ValidateCommand.target)
    if arguments[ValidateCommand.quick], arguments[ValidateCommand.deep] {
      throw .other("--quick and --deep exclude each other", hint: nil)
    }
    depth =
      arguments[ValidateCommand.quick] ? .quick : arguments[ValidateCommand.deep] ? .deep : .normal
    profile = arguments[ValidateCommand.profile].flatMap(ValidationProfile.init)
    waivers = try Self.waivers(arguments)
    unwaived = try Self.places(arguments.all(ValidateCommand.unwaive))
    isFixing = arguments[ValidateCommand.fix]
    isDryRun = arguments[ValidateCommand.dryRun]
    page = arguments[ValidateCommand.report]
    if isDryRun, !isFixing { throw .other("--dry-run goes with --fix", hint: nil) }
    if folder != nil, isFixing || !waivers.isEmpty || !unwaived.isEmpty {
      throw .other("nothing is written to a folder: name a project of the workspace", hint: nil)
    }
  }

  /// The folder that is meant instead of a project's id; nil where an id is.
  var folder: String? {
    target.contains("/") || [".", ".."].contains(target) ? target : nil
  }

  /// Whether a look at names and times may be enough.
  var isOnlyQuick: Bool { depth == .quick && !isFixing && page == nil }

  private static func waivers(_ arguments: Arguments) throws(UsageError) -> [Waiver] {
    let places = try places(arguments.all(ValidateCommand.waive))
    let reason = arguments[ValidateCommand.reason]
    let until = arguments[ValidateCommand.until]
    guard !places.isEmpty else {
      guard reason == nil, until == nil else {
        throw .other("--reason and --until go with --waive", hint: nil)
      }
      return []
    }
    guard let reason, !reason.allSatisfy(\.isWhitespace) else {
      throw .other("--waive needs a --reason, which the report shows", hint: nil)
    }
    var waivers: [Waiver] = []
    for place in places {
      let waiver = Waiver(rule: place.rule, path: place.path, reason: reason, until: until)
      try refuseUseless(waiver)
      waivers.append(waiver)
    }
    return waivers
  }

  private static func refuseUseless(_ waiver: Waiver) throws(UsageError) {
    if RuleBook.isNeverWarning(waiver.rule) {
      throw .other("all that \(waiver.rule) finds is an error, which cannot be waived", hint: nil)
    }
    if !waiver.isUsable {
      throw .other(
        "\"\(waiver.path ?? "")\" names nothing in a project",
        hint:
          "A path is relative to the project's folder, such as assets/images/* or timeline.json."
      )
    }
  }

  private static func places(_ texts: [String]) throws(UsageError) -> [WaiverPlace] {
    var places: [WaiverPlace] = []
    for text in texts { places.append(try WaiverPlace(text)) }
    return places
  }
}

extension ValueKind where Value == CalendarDate {
  /// A day.
  static var date: ValueKind {
    ValueKind("must be a date such as 2027-12-31") { CalendarDate($0) }
  }
}
