import CutroomModel
import CutroomStore
import CutroomSystem

/// How full the cache of the workspace is, where there is one.
struct CacheCheck {
  private let context: Context

  init(_ context: Context) { self.context = context }

  var checks: [DoctorCheck] {
    guard let workspace = try? context.workspace() else { return [] }
    do {
      let statistics = try context.lookIntoCache(of: workspace) { try $0?.statistics() }
      return statistics.map { [check($0)] } ?? []
    } catch {
      let fault = Fault(error)
      return [DoctorCheck("cache", .warning, fault.message, hint: fault.hint)]
    }
  }

  private func check(_ statistics: CacheStatistics) -> DoctorCheck {
    let entries = statistics.parts.values.reduce(0) { $0 + $1.entries }
    let detail =
      "\(CacheWords.entries(entries)), \(Amounts.bytes(statistics.bytes)) of "
      + Amounts.bytes(statistics.limit)
    if statistics.quarantined > 0 {
      return DoctorCheck(
        "cache",
        .warning,
        "\(detail); \(Amounts.bytes(statistics.quarantined)) were found wrong",
        hint: "Look at the disk, then at the rest of the cache: cutroom cache verify"
      )
    }
    if statistics.bytes > statistics.limit {
      return DoctorCheck("cache", .warning, detail, hint: "Make it fit: cutroom cache gc")
    }
    return DoctorCheck("cache", .ok, detail)
  }
}
