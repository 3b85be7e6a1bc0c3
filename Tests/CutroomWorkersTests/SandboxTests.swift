import BuiltPrograms
import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc
import Testing

@Suite struct SandboxTests: ~Copyable {
  let workers = MediaWorkers(atOnce: 1, folder: builtPrograms)
  /// On a busy machine a worker starts in its own time.
  private let patience = Duration.seconds(300)

  deinit { workers.close() }

  @Test(arguments: [
    MediaWorkers.Kind.probe, .make, .speak(voice: "en-us"),
  ])
  func `a worker has its descriptors and nothing else`(kind: MediaWorkers.Kind) throws {
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/passwd")
    let check = try workers.selfCheck(request, writing: file, kind: kind, deadline: patience)
    #expect(check.missingGuards == [])
    #expect(check.openFile == EPERM)
    #expect(check.signalParent == EPERM)
    #expect(check.startProcess == EPERM)
    #expect(check.mapCode == EPERM)
    #expect(check.changeMode == EPERM)
    // Standard input, output and error, the socket, and the file that was sent.
    #expect(check.openDescriptors == 5)
  }

  @Test(arguments: [
    SelfCheckRequest.Ending.connect, .openToWrite, .startProgram,
  ])
  func `what no library does ends the worker, and the file is named`(
    ending: SelfCheckRequest.Ending
  ) throws {
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/passwd", ending: ending)
    for kind in [MediaWorkers.Kind.probe, .make] {
      let failure = failure {
        _ = try workers.selfCheck(request, writing: file, kind: kind, deadline: patience)
      }
      #expect(failure?.code == .forbiddenCall)
      #expect(failure?.file == "/etc/passwd")
    }
    let again = SelfCheckRequest(path: "/etc/passwd")
    #expect(try workers.selfCheck(again, writing: file, deadline: patience).openFile == EPERM)
  }

  @Test func `a probing worker cannot write even to a file that it was given`() throws {
    let file = try scratchFile()
    let check = try workers.selfCheck(
      SelfCheckRequest(path: "/etc/passwd"),
      writing: file,
      deadline: patience
    )
    #expect(check.writeFile == EFBIG)
    #expect(try file.contents() == [])
  }

  @Test func `a making worker writes to the file that it was given`() throws {
    let file = try scratchFile()
    let request = SelfCheckRequest(path: "/etc/passwd")
    let check = try workers.selfCheck(request, writing: file, kind: .make, deadline: patience)
    #expect(check.writeFile == 0)
    #expect(try file.contents() == Array("x".utf8))
  }
}
