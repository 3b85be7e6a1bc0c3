import CutroomModel
import CutroomStore
import CutroomSystem

/// What a run leaves of itself on the disk beside its items: its record, once it does anything, the note
/// that readers look at meanwhile, and an index that is not far behind.
struct RunKeeping {
  private let session: ProjectSession
  private let record: RunRecord
  private var isBegun = false
  private var indexSavedAt: Int64
  private var indexCost: Int64 = 0
  private var noteSavedAt: Int64 = 0

  init(_ session: ProjectSession, _ record: RunRecord) {
    self.session = session
    self.record = record
    indexSavedAt = session.project.clock.monotonic()
  }

  /// Records the run, the first time that it is called.
  mutating func begin() throws {
    guard !isBegun else { return }
    isBegun = true
    try session.record([.runStarted(record)], durable: false)
  }

  /// Records how it ended, where it was recorded at all.
  func end(_ outcome: RunOutcome) throws {
    if isBegun {
      let now = session.project.clock.now()
      try session.record(
        [.runFinished(run: record.id, outcome: outcome.rawValue, at: now)],
        durable: true
      )
    }
    session.project.removeRunNote()
  }

  /// Keeps what readers must catch up on short, at a twentieth of the run's time at most.
  mutating func saveNowAndThen(_ snapshot: () -> RunSnapshot) {
    let now = session.project.clock.monotonic()
    if isBegun, now - noteSavedAt > 200_000_000 {
      noteSavedAt = now
      snapshot().save(session.project)
    }
    guard now - indexSavedAt > max(500_000_000, indexCost * 20) else { return }
    session.saveIndex()
    indexSavedAt = session.project.clock.monotonic()
    indexCost = indexSavedAt - now
  }
}
