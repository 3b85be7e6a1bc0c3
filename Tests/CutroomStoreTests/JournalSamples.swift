import CutroomModel

@testable import CutroomStore

/// One record of every kind, with every member set.
enum Samples {
  static let digest = Digest(sha256: [1, 2, 3])

  static func output(_ path: String, value: Digest? = nil) -> OutputRecord {
    guard let path = ProjectPath(path) else { preconditionFailure("a plain path") }
    return OutputRecord(path: path, content: digest, value: value, size: 3)
  }

  static let item = ItemRecord(
    key: ItemKey(stage: "s", item: "a \"quoted\"\n/é"),
    fingerprint: Fingerprint(parts: [
      .init(name: "code", digest: digest, preview: "1"), .init(name: "in/a.txt", digest: digest),
    ]),
    outputs: [output("out/a.txt"), output("out/a.json", value: Digest(sha256: [9]))],
    decisions: [Decision(code: "title-card", message: "no picture fits")],
    run: "r1",
    at: 1_700_000_000_000_000,
    milliseconds: 42,
    acceptedBecause: "looks good"
  )

  static let records: [JournalRecord] = [
    .runStarted(
      RunRecord(
        id: "r1",
        command: "run",
        pid: 4711,
        host: "host",
        startedAt: 5,
        selection: ["stages": ["a"]],
        finishedAt: 9,
        outcome: "done"
      )
    ),
    .runFinished(run: "r1", outcome: "failed", at: 10),
    .started(StartedItem(key: item.key, run: "r1", attempt: "r1-abc", at: 3)),
    .produced(item, attempt: "r1-abc"), .committed(item),
    .failed(
      item.key,
      ItemFailure(code: "exit-1", message: "no\u{0}", isRetryable: true, log: ".cutroom/p/logs/x"),
      run: "r1",
      at: 4
    ),
    .chosen(stage: "select", topics: ["a", "b"], offered: digest, at: 6),
    .rekeyed(path: output("a.json").path, old: digest, new: .zero),
    .kept(output("a.json").path, content: digest),
    .wrote(output("metadata.json", value: digest), at: 7),
    .used(output("a.json", value: digest), at: 8), .forgotten(item.key),
  ]
}
