import CLinux
import Glibc

/// Facts of the running process.
package enum ThisProcess {
  package static var pid: Int32 { getpid() }

  package static var hostName: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return name.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }

  /// The absolute path of the running program.
  package static var executable: String {
    var path = [CChar](repeating: 0, count: 4096)
    let length = readlink("/proc/self/exe", &path, path.count - 1)
    guard length > 0 else { return "" }
    return String(decoding: path[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The facts of the running program's file, wherever it lies now: stat(2) of /proc/self/exe.
  package static func executableFacts() throws(SystemError) -> FileFacts {
    var status = stat()
    try check("stat") { stat("/proc/self/exe", &status) }
    return FileFacts(status)
  }

  /// Has every large piece of memory given back to the system as soon as it is free: mallopt(3).
  ///
  /// Otherwise glibc keeps larger and larger ones in the heap of the thread that asked, in as many
  /// heaps as there are threads.
  package static func giveBackMemory() { clinux_map_large_memory(128 << 10) }

  /// How many processors this process may run on: sched_getaffinity(2).
  package static var processorCount: Int { max(1, Int(clinux_processor_count())) }

  /// The current folder, absolute.
  package static var currentFolder: String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }

  /// Every environment variable.
  package static var environment: [(name: String, value: String)] {
    var variables: [(name: String, value: String)] = []
    var entry = clinux_environment()
    while let text = entry?.pointee {
      let halves = String(cString: text).split(separator: "=", maxSplits: 1)
      if halves.count == 2 { variables.append((String(halves[0]), String(halves[1]))) }
      entry = entry?.advanced(by: 1)
    }
    return variables
  }

  /// The value of an environment variable.
  package static func environment(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
