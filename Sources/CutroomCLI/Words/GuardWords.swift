import CutroomSystem

/// What is said of guards that the kernel lacks.
enum GuardWords {
  static func tell(_ missing: [MissingGuard], to context: Context) {
    let rest =
      missing.count < MissingGuard.allCases.count
      ? "the workers that read media files and feeds are guarded less"
      : "the workers that read media files and feeds are bound by limits alone; give them none of "
        + "strangers"
    let names = missing.map(\.rawValue).joined(separator: " and no ")
    context.note("warning: this kernel has no \(names), so \(rest)")
  }
}
