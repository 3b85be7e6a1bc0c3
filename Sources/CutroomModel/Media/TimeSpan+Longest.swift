extension [TimeSpan] {
  /// The `limit` longest ones, in the order they were in.
  package func longest(_ limit: Int) -> [TimeSpan] {
    guard count > limit else { return self }
    let places = indices.sorted { self[$0].durationUs > self[$1].durationUs }
    return places.prefix(limit).sorted().map { self[$0] }
  }
}
