import CutroomSystem
import Testing

extension TinyWorkspace {
  /// One with a finished project that was checked when all of its files were old enough to be
  /// trusted.
  static func checked() throws -> TinyWorkspace {
    let tiny = try TinyWorkspace(isDone: true)
    let once = try tiny.shell(
      "until [ -e \(tiny.project)/.cutroom/verdict ]; do \"$cutroom\" validate tiny || exit; done"
    )
    try #require(once.status == .exited(0), "\(once.error)")
    return tiny
  }
}
