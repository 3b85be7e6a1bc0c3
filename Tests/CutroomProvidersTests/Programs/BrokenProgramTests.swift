import CutroomModel
import CutroomProviders
import CutroomSystem
import Glibc
import Testing

@Suite(.timeLimit(.minutes(1))) struct BrokenProgramTests {
  let bench: ProviderBench

  init() throws { bench = try ProviderBench() }

  /// The fault of one request to a program that does `body` with it.
  private func fault(
    _ body: String,
    _ request: ProviderRequest = .line,
    patience: ProgramPatience = ProgramPatience(grace: 500)
  ) throws -> ProviderFault {
    let provider = try bench.program(
      "introduce()\nfor line in lines():\n  i = line['id']\n  \(body)\n",
      patience: patience
    )
    return try CutroomProvidersTests.fault {
      _ = try provider.perform(request, try bench.call())
    }
  }

  @Test(arguments: [
    ("print('no json', flush=True)", "no JSON"),
    ("print('[1]', flush=True)", "without an event"),
    ("print('{\"id\":1,\"id\":2}', flush=True)", "twice"),
    ("write(id='77', event='result', text=1)", "nobody made"),
    ("write(id=i, event='progress', fraction=2)", "fraction"),
    ("write(id=i, event='error', code='cancelled', message='m')", "code"),
    ("write(id=i, event='error', code='auth', message='m', retryAfter=-1)", "retryAfter"),
    ("write(event='capabilities', contract='1.0', version='1', tasks=['text'])", "nobody asked"),
    ("write(id=i, event='result')", "without its file"),
    ("write(id=i, event='result', speech={'file': '../a.mp3'})", "no path in its folder"),
    ("write(id=i, event='result', speech={'file': '/etc/passwd'})", "no path in its folder"),
    ("write(id=i, event='result', speech={'file': 'missing.mp3'})", "not in its folder"),
    ("sys.stdout.write('x' * 3000000); sys.stdout.flush()", "1048576 bytes"),
    (
      "print((json.dumps(dict(id=i, event='progress', fraction=0)) + '\\n') * 30000)",
      "20000 lines"
    ),
    (
      "print(json.dumps(dict(id=i,event='error',code='auth',message='m'))*2, flush=True)",
      "something follows"
    ),
    (
      "print('\\n'.join([json.dumps(dict(id=i,event='error',code='auth',message='m'))]*2), flush=True)",
      "more than one answer"
    ),
  ])
  func `what breaks the contract is a bad answer that may cost`(body: String, words: String) throws
  {
    let fault = try fault(body)
    #expect(fault.code == .badAnswer)
    #expect(fault.mayBeCharged)
    #expect(fault.message.contains(words), "\(fault.message)")
  }

  @Test func `a link out of the folder and an empty file are refused`() throws {
    let link = "os.symlink('/etc/passwd', line['folder'] + '/l.mp3'); "
    let linked = try fault(link + "write(id=i, event='result', speech={'file': 'l.mp3'})")
    #expect(linked.code == .badAnswer)
    #expect(linked.message.contains("not in its folder"))
    let empty = "open(line['folder'] + '/e.mp3', 'w').close(); "
    let emptied = try fault(empty + "write(id=i, event='result', speech={'file': 'e.mp3'})")
    #expect(emptied.message.contains("empty file"))
  }

  @Test func `a candidate without a licence is refused, and so is a kind nobody asked for`() throws
  {
    let lost = """
      write(id=i, event='result', candidates=[dict(asset='a', rendition='r', kind='image', rights={})])
      """
    #expect(try fault(lost, .search()).message.contains("licence"))
    let other = """
      write(id=i, event='result', candidates=[dict(asset='a', rendition='r', kind='music',
        rights=dict(licence='CC0'))])
      """
    #expect(try fault(other, .search()).message.contains("kind"))
  }

  @Test func `a program that dies tells how, and the next request starts another`() throws {
    let provider = try bench.program(
      """
      introduce()
      for line in lines():
        if os.path.exists("died"):
          write(id=line["id"], event="error", code="rate-limit", message="wait", retryAfter=1.5)
        else:
          open("died", "w").close()
          print("out of luck", file=sys.stderr, flush=True)
          os.kill(os.getpid(), 11)
      """
    )
    let first = try CutroomProvidersTests.fault {
      _ = try provider.perform(.line, try bench.call())
    }
    #expect(first.code == .server)
    #expect(first.mayBeCharged)
    #expect(first.message.contains("signal 11: out of luck"), "\(first.message)")
    let second = try CutroomProvidersTests.fault {
      _ = try provider.perform(.line, try bench.call())
    }
    #expect(second == ProviderFault(.rateLimit, "wait", retryAfterMs: 1500))
  }

  @Test func `one that ended between two requests is started anew and costs nothing`() throws {
    let provider = try bench.program(
      """
      introduce()
      for line in lines():
        open("pid", "w").write(str(os.getpid()))
        write(id=line["id"], event="result", text=1)
        sys.exit(0)
      """
    )
    let job = TextJob(model: "m", system: "s", prompt: "p", schema: [:], schemaName: "x")
    for _ in 0..<3 {
      #expect(try provider.perform(.text(job), try bench.call()).result == .text(1))
      #expect(try hasEnded(try #require(CInt(try bench.text("pid")))))
    }
  }

  @Test func `one that says nothing is ended after its time, with what it started`() throws {
    let body = "os.system('sleep 600 & echo $! > child; wait')"
    let fault = try fault(body, patience: ProgramPatience(silence: 300, grace: 200))
    #expect(fault.code == .server)
    #expect(fault.mayBeCharged)
    #expect(fault.message.contains("said nothing"))
    let child = try #require(CInt(try bench.text("child").filter(\.isNumber)))
    #expect(try isGone(child))
  }

  @Test func `one that keeps talking is ended when the whole takes too long`() throws {
    let body =
      "[(write(id=i, event='progress', fraction=0), time.sleep(0.05)) for _ in range(9999)]"
    let fault = try fault(body, patience: ProgramPatience(silence: 2000, whole: 500, grace: 200))
    #expect(fault.message.contains("not done within"), "\(fault.message)")
  }

  @Test func `a cancelled request ends the program, even one that ignores SIGTERM`() throws {
    let provider = try bench.program(
      """
      import signal
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      introduce()
      for line in lines():
        open("pid", "w").write(str(os.getpid()))
        write(id=line["id"], event="progress", fraction=0.1)
        time.sleep(600)
      """,
      patience: ProgramPatience(grace: 200)
    )
    let cancellation = try Cancellation()
    let call = ProviderCall(
      idempotencyKey: "k",
      folder: bench.folder,
      cancellation: cancellation,
      progress: { _ in cancellation.cancel() }
    )
    let fault = try CutroomProvidersTests.fault { _ = try provider.perform(.line, call) }
    #expect(fault.code == .cancelled)
    #expect(fault.mayBeCharged)
    #expect(try isGone(try #require(CInt(try bench.text("pid")))))
  }

  @Test func `without patience one that ignores SIGTERM has no grace`() throws {
    let provider = try bench.program(
      """
      import signal
      signal.signal(signal.SIGTERM, signal.SIG_IGN)
      introduce()
      for line in lines():
        write(id=line["id"], event="progress", fraction=0.1)
        time.sleep(600)
      """,
      patience: ProgramPatience(grace: 300_000)
    )
    let killSwitch = try Cancellation()
    let call = ProviderCall(
      idempotencyKey: "k",
      folder: bench.folder,
      cancellation: try Cancellation(),
      killSwitch: killSwitch,
      isFinishing: true,
      progress: { _ in killSwitch.cancel() }
    )
    let start = SuspendingClock.now
    let fault = try CutroomProvidersTests.fault { _ = try provider.perform(.line, call) }
    #expect(fault.code == .cancelled)
    provider.close(hurried: killSwitch)
    #expect(SuspendingClock.now - start < .seconds(60))
  }

  @Test func `one that stays silent at its start does not hold up who is to stop`() throws {
    let stop = try Cancellation()
    stop.cancel()
    let start = SuspendingClock.now
    let fault = try CutroomProvidersTests.fault {
      try bench.write("#!/bin/sh\ntrap '' TERM\nsleep 600\n", to: "silent.sh", mode: 0o755)
      _ = try ProgramProvider(
        ProviderSettings(name: "x", maker: .program(["./silent.sh"])),
        key: nil,
        workspace: bench.workspace,
        patience: ProgramPatience(start: 300_000, grace: 300_000),
        cancellation: stop
      )
    }
    #expect(fault.code == .cancelled)
    #expect(!fault.mayBeCharged)
    #expect(SuspendingClock.now - start < .seconds(60))
  }

  @Test(arguments: [
    ("sys.exit(3)", ProviderFault.Code.server, "ended with code 3"),
    ("print('hello', flush=True); time.sleep(9)", .badAnswer, "no JSON"),
    (
      "sys.stdin.readline(); write(event='capabilities', contract='2.0')", .badAnswer,
      "contract 2.0"
    ),
    ("introduce(tasks=[])", .badAnswer, "tasks"),
    ("introduce(tasks=['dance'])", .badAnswer, "tasks"),
    ("time.sleep(600)", .server, "within 1 s"),
  ])
  func `one that does not introduce itself is no provider`(
    script: String,
    code: ProviderFault.Code,
    words: String
  ) throws {
    // Only who says nothing is waited for so long: a busy machine takes its time to start one.
    let start: Int64 = words == "within 1 s" ? 1000 : 60_000
    let fault = try CutroomProvidersTests.fault {
      _ = try bench.program(script, patience: ProgramPatience(start: start, grace: 200))
    }
    #expect(fault.code == code)
    #expect(!fault.mayBeCharged)
    #expect(fault.message.contains(words), "\(fault.message)")
  }

  @Test func `a program that is not there is told`() throws {
    let fault = try CutroomProvidersTests.fault {
      _ = try ProgramProvider(
        ProviderSettings(name: "x", maker: .program(["./no-such-program"])),
        key: nil,
        workspace: bench.workspace
      )
    }
    #expect(fault.code == .notFound)
  }

  /// Whether a process has ended, taken by its parent or not.
  private func hasEnded(_ pid: CInt) throws -> Bool {
    for _ in 0..<500 {
      let status = try? Descriptor.openForReading("/proc/\(pid)/stat").readAll(limit: 1 << 16)
      guard let status else { return true }
      if String(decoding: status, as: UTF8.self).contains(") Z ") { return true }
      _ = try Waiting.poll([], milliseconds: 10)
    }
    return false
  }

  /// The kernel may take a moment to end what was killed.
  private func isGone(_ pid: CInt) throws -> Bool {
    for _ in 0..<100 {
      if kill(pid, 0) == -1, errno == ESRCH { return true }
      _ = try Waiting.poll([], milliseconds: 20)
    }
    return false
  }
}
