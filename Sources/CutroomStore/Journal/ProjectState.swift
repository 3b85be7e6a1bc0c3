package import CutroomModel
import CutroomSystem

/// What the journal says, record after record.
package struct ProjectState: Sendable, Equatable {
  /// Stage → item → what was committed last.
  package private(set) var items: [String: NameTable<ItemRecord>] = [:]
  /// Earlier commits whose bytes may still be kept, newest last.
  package private(set) var superseded: [ItemKey: [ItemRecord]] = [:]
  package private(set) var failures: [ItemKey: FailedItem] = [:]
  /// Attempts that neither ended nor were given up.
  package private(set) var started: [ItemKey: StartedItem] = [:]
  /// Items durable in their attempt folder and not yet in place.
  package private(set) var produced: [ItemKey: ProducedItem] = [:]
  /// Documents that no item makes, as the store wrote them.
  package private(set) var files: [ProjectPath: OutputRecord] = [:]
  /// What documents say instead of what was recorded of them: edits that runs used, and versions
  /// that a person put back.
  package private(set) var edits: [ProjectPath: OutputRecord] = [:]
  /// What became backups of a document, oldest first.
  package private(set) var kept: [ProjectPath: [Digest]] = [:]
  package private(set) var choices: [String: Choice] = [:]
  /// What was asked of providers and is not answered for good.
  package private(set) var purchases: [CacheKey: PurchaseIntent] = [:]
  /// The last runs, oldest first.
  package private(set) var runs: [RunRecord] = []
  package private(set) var recordCount = 0

  /// The last failure of an item.
  package struct FailedItem: Sendable, Equatable {
    package var failure: ItemFailure
    package var run: String
    package var at: Int64
  }

  /// A commit that was begun.
  package struct ProducedItem: Sendable, Equatable {
    package var item: ItemRecord
    package var attempt: String
  }

  /// What a person chose in a stage.
  package struct Choice: Sendable, Equatable {
    package var topics: [String]
    /// The digest of what the choice was made from.
    package var offered: Digest
    package var at: Int64
  }

  private static let keptRuns = 100
  private static let keptGenerations = 4
  private static let keptContents = 12

  package init() {}

  package subscript(key: ItemKey) -> ItemRecord? { items[key.stage]?[key.item] }

  package var itemCount: Int { items.values.reduce(0) { $0 + $1.count } }

  /// Whether most of the journal is history that a shorter one would not need.
  var isWorthCompacting: Bool {
    let generations = superseded.values.reduce(0) { $0 + $1.count }
    return recordCount > 3 * (itemCount + generations) + 1000
  }

  /// Every file that the journal names as it should be now.
  package var recordedOutputs: [OutputRecord] {
    files.values + items.values.flatMap { $0.values.flatMap(\.outputs) }
  }

  /// The version of a document that counts instead of the recorded one; nil where that counts.
  package func edit(of output: OutputRecord) -> OutputRecord? {
    edits[output.path].flatMap { $0.value == output.value ? nil : $0 }
  }

  /// What an item recorded of a file.
  func madeOutput(at path: ProjectPath) -> OutputRecord? {
    for items in items.values {
      for item in items.values {
        if let output = item.outputs.first(where: { $0.path == path }) { return output }
      }
    }
    return nil
  }

  /// What the journal says that a file should be now; nil where it does not name it.
  package func recordedOutput(at path: ProjectPath) -> OutputRecord? {
    madeOutput(at: path) ?? files[path]
  }

  /// Every version of a file that something may ask for: as recorded, and as edited.
  var versionsInForce: [OutputRecord] { recordedOutputs + edits.values }

  /// The last run that did not finish; nil where the last one did.
  package var unfinishedRun: RunRecord? {
    guard let last = runs.last, last.outcome != "done" else { return nil }
    return last
  }

  /// The runs that did not end, of which nobody is at work once the lock is free; also those of which
  /// nothing is known but what they began.
  var openRuns: [String] {
    let known = runs.filter { $0.outcome == nil }.map(\.id)
    let begun = started.values.filter { produced[$0.key] == nil }.map(\.run)
    return known + Set(begun).subtracting(known).sorted()
  }

  /// What was asked for an item, in the order of the requests.
  package func purchases(of key: ItemKey) -> [PurchaseIntent] {
    purchases.isEmpty ? [] : openPurchases.filter { $0.key == key }
  }

  package mutating func apply(_ record: JournalRecord) {
    recordCount += 1
    switch record {
    case .runStarted(let run): append(run)
    case .runFinished(let id, let outcome, let at): finish(id, outcome, at)
    case .started(let item):
      started[item.key] = item
    case .produced(let item, let attempt):
      produced[item.key] = ProducedItem(item: item, attempt: attempt)
    case .committed(let item): commit(item)
    case .failed(let key, let failure, let run, let at):
      failures[key] = FailedItem(failure: failure, run: run, at: at)
      started[key] = nil
      produced[key] = nil
    case .chosen(let stage, let topics, let offered, let at):
      choices[stage] = Choice(topics: topics, offered: offered, at: at)
    case .rekeyed(let path, let old, let new, let content):
      rekey(path, from: old, to: new, content: content)
    case .wrote(let output, _):
      files[output.path] = output
      edits[output.path] = nil
    case .used(let output, _): edits[output.path] = output
    case .kept(let path, let content): keep(content, of: path)
    case .forgotten(let key):
      // Should the item come back, what it made before is still good for it.
      if let old = items[key.stage]?.removeValue(forKey: key.item) {
        supersede(old)
        settleEdits(of: old)
      }
      if items[key.stage]?.isEmpty == true { items[key.stage] = nil }
      failures[key] = nil
      started[key] = nil
      produced[key] = nil
    case .asked(let purchase): purchases[purchase.request] = purchase
    case .answered(let request, _): purchases[request] = nil
    }
  }

  /// Puts back an item that an index kept, without counting it as a record.
  mutating func restore(_ item: ItemRecord) {
    items[item.key.stage, default: [:]][item.key.item] = item
  }

  mutating func reserve(_ count: Int, stage: String) {
    items[stage, default: [:]].reserveCapacity(count)
  }

  mutating func setRecordCount(_ count: Int) { recordCount = count }

  /// Everything but the committed items, as records that lead here.
  var otherRecords: [JournalRecord] {
    var records: [JournalRecord] = runs.map { .runStarted($0) }
    for (_, output) in files.sorted(by: { $0.key < $1.key }) {
      records.append(.wrote(output, at: 0))
    }
    for (path, contents) in kept.sorted(by: { $0.key < $1.key }) {
      records.append(contentsOf: contents.map { .kept(path, content: $0) })
    }
    for (_, output) in edits.sorted(by: { $0.key < $1.key }) {
      records.append(.used(output, at: 0))
    }
    for (stage, choice) in choices.sorted(by: { $0.key < $1.key }) {
      records.append(
        .chosen(stage: stage, topics: choice.topics, offered: choice.offered, at: choice.at)
      )
    }
    for (key, failed) in failures.sorted(by: { $0.key < $1.key }) {
      records.append(.failed(key, failed.failure, run: failed.run, at: failed.at))
    }
    for (_, item) in started.sorted(by: { $0.key < $1.key }) { records.append(.started(item)) }
    for (_, item) in produced.sorted(by: { $0.key < $1.key }) {
      records.append(.produced(item.item, attempt: item.attempt))
    }
    return records + openPurchases.map { .asked($0) }
  }

  /// In the order of their requests.
  private var openPurchases: [PurchaseIntent] {
    purchases.sorted { $0.key.description < $1.key.description }.map(\.value)
  }

  /// Records that lead to this state from nothing.
  var allRecords: [JournalRecord] {
    var records: [JournalRecord] = []
    for (key, generations) in superseded.sorted(by: { $0.key < $1.key }) {
      records.append(contentsOf: generations.map { .committed($0) })
      if self[key] == nil { records.append(.forgotten(key)) }
    }
    for (_, stage) in items.sorted(by: { $0.key < $1.key }) {
      for (_, item) in stage.sorted(by: { byteOrder($0.key, $1.key) }) {
        records.append(.committed(item))
      }
    }
    return records + otherRecords
  }

  /// Records that make of another state one that knows of each item and file what this one does.
  func records(missingIn other: ProjectState) -> [JournalRecord] {
    var records: [JournalRecord] = []
    for (name, stage) in items.sorted(by: { $0.key < $1.key }) {
      let changed = stage.filter { other.items[name]?[$0.key] != $0.value }
      for (_, item) in changed.sorted(by: { byteOrder($0.key, $1.key) }) {
        records.append(.committed(item))
      }
    }
    for (_, output) in files.sorted(by: { $0.key < $1.key })
    where other.files[output.path] != output {
      records.append(.wrote(output, at: 0))
    }
    for (path, contents) in kept.sorted(by: { $0.key < $1.key }) where other.kept[path] != contents
    {
      records.append(contentsOf: contents.map { .kept(path, content: $0) })
    }
    for (_, output) in edits.sorted(by: { $0.key < $1.key })
    where other.edits[output.path] != output {
      records.append(.used(output, at: 0))
    }
    for (stage, choice) in choices.sorted(by: { $0.key < $1.key })
    where other.choices[stage] != choice {
      records.append(
        .chosen(stage: stage, topics: choice.topics, offered: choice.offered, at: choice.at)
      )
    }
    for purchase in openPurchases where other.purchases[purchase.request] != purchase {
      records.append(.asked(purchase))
    }
    return records
  }

  private mutating func append(_ run: RunRecord) {
    if let index = runs.firstIndex(where: { $0.id == run.id }) {
      runs[index] = run
      return
    }
    runs.append(run)
    if runs.count > Self.keptRuns { runs.removeFirst() }
  }

  private mutating func finish(_ id: String, _ outcome: String, _ at: Int64) {
    // Also where the record of its beginning is lost.
    started = started.filter { $0.value.run != id }
    guard let index = runs.lastIndex(where: { $0.id == id }) else { return }
    runs[index].outcome = outcome
    runs[index].finishedAt = at
  }

  private mutating func keep(_ content: Digest, of path: ProjectPath) {
    var contents = kept[path, default: []]
    contents.removeAll { $0 == content }
    contents.append(content)
    kept[path] = contents.suffix(Self.keptContents)
  }

  private mutating func commit(_ item: ItemRecord) {
    let key = item.key
    if let old = items[key.stage]?[key.item], old.outputs != item.outputs {
      supersede(old)
    }
    items[key.stage, default: [:]][key.item] = item
    settleEdits(of: item)
    settlePurchases(of: item)
    failures[key] = nil
    started[key] = nil
    produced[key] = nil
  }

  /// What was bought for an item is in its outputs.
  private mutating func settlePurchases(of item: ItemRecord) {
    guard purchases.contains(where: { $0.value.key == item.key }) else { return }
    let fingerprint = item.fingerprint.digest
    purchases = purchases.filter {
      $0.value.key != item.key || $0.value.fingerprint != fingerprint
    }
  }

  private mutating func settleEdits(of item: ItemRecord) {
    if edits.isEmpty { return }
    for output in item.outputs { edits[output.path] = nil }
  }

  mutating func supersede(_ old: ItemRecord) {
    var generations = superseded[old.key, default: []]
    generations.removeAll { $0.fingerprint == old.fingerprint }
    generations.append(old)
    superseded[old.key] = generations.suffix(Self.keptGenerations)
  }

  private mutating func rekey(
    _ path: ProjectPath,
    from old: Digest,
    to new: Digest,
    content: Digest?
  ) {
    // What went back to an older version before kept the value that it has again.
    let values: Set<Digest?> = [old, new]
    if values.contains(files[path]?.value) { files[path]?.rekey(new, content) }
    if values.contains(edits[path]?.value) { edits[path]?.rekey(new, content) }
    for (stage, members) in items {
      for (name, item) in members {
        var item = item
        var isChanged = false
        for index in item.outputs.indices
        where item.outputs[index].path == path && values.contains(item.outputs[index].value) {
          item.outputs[index].rekey(new, content)
          isChanged = true
        }
        var parts = item.fingerprint.parts
        for index in parts.indices
        where parts[index].name == path.description && parts[index].digest == old {
          parts[index].digest = new
          item.fingerprint.parts = parts
          isChanged = true
        }
        if isChanged { items[stage]?[name] = item }
      }
    }
  }
}

extension OutputRecord {
  fileprivate mutating func rekey(_ value: Digest, _ content: Digest?) {
    self.value = value
    if let content { self.content = content }
  }
}
