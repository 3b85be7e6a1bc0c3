import CutroomSystem

/// The folder of the programs that were built beside the tests that run.
package let builtPrograms: String = {
  // The test bundle is loaded by a program of the toolchain; its own map entry shows where it lies.
  let maps = (try? Descriptor.openForReading("/proc/self/maps").readAll(limit: 8 << 20)) ?? []
  for line in String(decoding: maps, as: UTF8.self).split(separator: "\n") {
    guard line.hasSuffix(".xctest"), let start = line.firstIndex(of: "/") else { continue }
    let path = line[start...]
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }
  return "/nonexistent"
}()
