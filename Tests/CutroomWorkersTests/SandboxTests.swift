import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc
import Testing

@Suite struct SandboxTests: ~Copyable {
  let workers = MediaWorkers(atOnce: 1, folder: builtPrograms)

  deinit { workers.close() }

  @Test(arguments: [
    MediaWorkers.Kind.probe, .make, .speak(voice: "en-us"),
  ])
  func `a worker can neither open files by name nor connect, start or signal`(
    kind: MediaWorkers.Kind
  ) throws {
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/passwd")
    let check = try workers.selfCheck(request, writing: file, kind: kind)
    #expect(check.missingGuards == [])
    #expect(try workers.missingGuards() == [])
    #expect(check.openFile == EACCES)
    #expect(check.createSocket == EPERM)
    #expect(check.startProgram == EPERM)
    #expect(check.signalParent == EPERM)
    // Standard input, output and error, the socket, and the file that was sent.
    #expect(check.openDescriptors == 5)
  }

  @Test func `a probing worker cannot write even to a file that it was given`() throws {
    let file = try scratchFile()
    let check = try workers.selfCheck(SelfCheckRequest(path: "/etc/passwd"), writing: file)
    #expect(check.writeFile == EFBIG)
    #expect(try file.contents() == [])
  }

  @Test func `a making worker writes to the file that it was given`() throws {
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/passwd")
    let check = try workers.selfCheck(request, writing: file, kind: .make)
    #expect(check.writeFile == 0)
    #expect(try file.contents() == Array("x".utf8))
  }
}
