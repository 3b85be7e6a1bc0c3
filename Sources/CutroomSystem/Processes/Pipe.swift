import CLinux

/// The two ends of a pipe, both close-on-exec.
package struct Pipe: ~Copyable {
  package let reading: Descriptor
  package let writing: Descriptor

  /// pipe2(2).
  package init() throws(SystemError) {
    var ends: [CInt] = [0, 0]
    try check("pipe2") { clinux_pipe(&ends) }
    reading = Descriptor(owning: ends[0])
    writing = Descriptor(owning: ends[1])
  }

  /// Gives up the reading end and keeps the writing one, which no longer waits.
  package consuming func intoWriting() throws(SystemError) -> Descriptor {
    let writing = try writing.duplicate()
    try check("fcntl") { clinux_set_nonblocking(writing.raw, 1) }
    return writing
  }

  /// Gives up the writing end and keeps the reading one, which no longer waits.
  package consuming func intoReading() throws(SystemError) -> Descriptor {
    let reading = try reading.duplicate()
    try check("fcntl") { clinux_set_nonblocking(reading.raw, 1) }
    return reading
  }
}
