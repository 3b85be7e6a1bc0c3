import CutroomModel

extension RunArguments {
  /// The options of `render`, which chooses its stages itself.
  static let renderOptions: [any OptionDeclaration] = [
    force, offline, budget, noWait, lockTimeout, progress, CommonOptions.json,
  ]

  static let options: [any OptionDeclaration] = [
    stage, item, from, until, force, jobs, keepGoing, offline, budget, resubmit, plan, noWait,
    lockTimeout, progress, CommonOptions.json,
  ]

  static let stage = Option(
    "stage",
    "STAGE",
    .text,
    help: "only this stage",
    isRepeated: true
  )
  static let item = Option(
    "item",
    "ITEM",
    .text,
    help: "only this item",
    isRepeated: true
  )
  static let from = Option("from", "STAGE", .text, help: "this stage and what needs it")
  static let until = Option("until", "STAGE", .text, help: "this stage and what it needs")
  static let force = Flag(
    "force",
    help: "run what is selected even where it is fresh, and ask providers anew"
  )
  static let jobs = Option(
    "jobs",
    "N",
    .whole(1...256),
    help: "how many items at once; else the pool `cpu`"
  )
  static let keepGoing = Flag(
    "keep-going",
    help: "go on with what does not depend on a failure"
  )
  static let offline = Flag(
    "offline",
    help: "keep the network shut: only the cache, the library and local providers"
  )
  static let resubmit = Flag(
    "resubmit",
    help: "ask providers once more for what may have been paid for already"
  )
  static let budget = Option(
    "budget",
    "AMOUNT",
    .cost,
    help: "ask providers for nothing more once this run would cost more: 5, 2.50, \"2.50 EUR\""
  )
  static let plan = Option(
    "plan",
    "FILE",
    .text,
    help: "run exactly what `cutroom plan --json` printed, or end with 3"
  )
  static let noWait = Flag("no-wait", help: "end with 5 where somebody else is at work")
  static let lockTimeout = Option(
    "lock-timeout",
    "TIME",
    .milliseconds,
    help: "wait at most so long for somebody else"
  )
  static let progress = Option(
    "progress",
    "auto|plain|jsonl",
    .oneOf(["auto", "plain", "jsonl"]),
    help: "bars on a terminal (auto), lines, or a JSON event a line on standard output"
  )
}
