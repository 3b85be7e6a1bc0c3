package import CutroomStore

extension RecordSource {
  /// Records that were read without the lock.
  package init(_ ledger: ProjectLedger, reader: ProjectReader) {
    let state = ledger.state
    self.init(
      items: { state.items[$0] ?? [:] },
      choice: { state.choices[$0] },
      superseded: { state.superseded[$0] ?? [] },
      isRecorded: { state.recordedOutput(at: $0) != nil },
      canRestore: { reader.canRestore($0) },
      canBringBack: { reader.canBringBack($0, edit: state.edit(of: $0)) },
      purchases: { state.purchases(of: $0) }
    )
  }

  /// The records of a session, as they are when they are asked for.
  package init(_ session: ProjectSession) {
    let reader = session.reader
    self.init(
      items: { stage in session.withState { $0.items[stage] ?? [:] } },
      choice: { stage in session.withState { $0.choices[stage] } },
      superseded: { key in session.withState { $0.superseded[key] ?? [] } },
      isRecorded: { path in session.withState { $0.recordedOutput(at: path) != nil } },
      canRestore: { reader.canRestore($0) },
      canBringBack: { output in
        reader.canBringBack(output, edit: session.withState { $0.edit(of: output) })
      },
      purchases: { key in session.withState { $0.purchases(of: key) } }
    )
  }
}
