import CutroomSystem
import Glibc
import Testing

@Suite struct TransferTests {
  /// A timer that goes off every half a millisecond, without SA_RESTART: calls are cut short and
  /// interrupted all the time.
  @Test(.timeLimit(.minutes(1)))
  func `a storm of signals loses and doubles no byte`() async {
    await #expect(processExitsWith: .success) {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = { _ in }
      sigaction(SIGALRM, &action, nil)
      var timer = itimerval()
      timer.it_interval.tv_usec = 500
      timer.it_value.tv_usec = 500
      setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
      let bytes = (0..<(4 << 20)).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) }
      let pipe = try Pipe()
      let received = Locked<[UInt8]>([])
      let raw = pipe.reading.raw
      let thread = try WorkThread {
        var chunk = [UInt8](repeating: 0, count: 8191)
        while received.withLock({ $0.count }) < bytes.count {
          let count = read(raw, &chunk, chunk.count)
          if count > 0 { received.withLock { $0 += chunk[..<count] } }
        }
      }
      try pipe.writing.writeAll(bytes)
      thread.join()
      #expect(received.withLock { $0 } == bytes)
    }
  }

  @Test func `a file is read whole although it grows meanwhile or says it is empty`() throws {
    let status = try Folder.open("/proc").openFile("\(getpid())/status")
    let bytes = try status.readAll(limit: 1 << 16)
    #expect(String(decoding: bytes, as: UTF8.self).contains("VmRSS"))
  }

  @Test func `space is taken without a byte, once`() throws {
    let scratch = try ScratchFolder()
    let file = try scratch.folder.createFile("reserve", mode: 0o600)
    for _ in 1...2 {
      try file.allocate(128 << 10)
      var status = stat()
      #expect(fstat(file.raw, &status) == 0)
      #expect(status.st_size == 0)
      #expect(status.st_blocks * 512 >= 128 << 10)
    }
  }
}
