import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers
import Glibc
import Testing

@Suite struct ProviderKeyTests {
  let bench: ProviderBench
  let secrets = Secrets()

  init() throws { bench = try ProviderBench() }

  private func shelf(
    _ key: ProviderSettings.Key?,
    uses service: BuiltinService = .pexels
  ) -> ProviderShelf {
    ProviderShelf(
      [ProviderSettings(name: "p", maker: .builtin(service), key: key)],
      web: NetWorkers(atOnce: 1),
      workspace: bench.workspace,
      secrets: secrets,
      environment: {
        ["GOOD": " key-of-p-1 \n", "EMPTY": "", "BAD": "two\nlines", "SHORT": " seven-c\n"][$0]
      }
    )
  }

  private func error(_ key: ProviderSettings.Key?) throws -> ProviderKeyError {
    do { _ = try shelf(key).key(of: "p") } catch { return error }
    Issue.record("no error was thrown")
    return .notConfigured
  }

  @Test func `a key comes from the environment or from a file of one's own, and is learnt`() throws
  {
    #expect(try shelf(.environment("GOOD")).key(of: "p") == "key-of-p-1")
    try bench.write("canary-of-file\n", to: "p.key", mode: 0o600)
    #expect(try shelf(.file("p.key")).key(of: "p") == "canary-of-file")
    #expect(try shelf(.file("\(bench.path)/p.key")).key(of: "p") == "canary-of-file")
    #expect(secrets.hide(in: "key-of-p-1 and canary-of-file") == "*** and ***")
  }

  @Test func `a service that needs no key has none`() throws {
    #expect(try shelf(nil, uses: .openverse).key(of: "p") == nil)
  }

  @Test func `whose requests are counted together tells nothing of the key`() throws {
    let one = try shelf(.environment("GOOD")).account(of: "p")
    #expect(one == (try shelf(.environment("GOOD")).account(of: "p")))
    #expect(one != (try shelf(nil, uses: .openverse).account(of: "p")))
    #expect(!"\(one)".contains("key-of-p"))
  }

  @Test func `what cannot be trusted or read is refused`() throws {
    #expect(try error(nil) == .notConfigured)
    #expect(try error(.environment("NONE")) == .unset(variable: "NONE"))
    #expect(try error(.environment("EMPTY")) == .unset(variable: "EMPTY"))
    #expect(try error(.environment("BAD")) == .malformed(place: "BAD"))
    #expect(try error(.environment("SHORT")) == .tooShort(place: "SHORT"))
    #expect(try error(.file("none.key")) == .missing(file: "none.key"))
    try bench.write("k", to: "open.key", mode: 0o640)
    let open = try error(.file("open.key"))
    #expect(open == .open(file: "open.key", mode: 0o640))
    try bench.write("two words", to: "words.key", mode: 0o600)
    #expect(try error(.file("words.key")) == .malformed(place: "words.key"))
    try bench.write(String(repeating: "k", count: 5000), to: "large.key", mode: 0o600)
    #expect(try error(.file("large.key")) == .tooLarge(file: "large.key"))
    try bench.write("secret-in-file", to: "real.key", mode: 0o600)
    try #require(symlink("\(bench.path)/real.key", "\(bench.path)/link.key") == 0)
    #expect(try error(.file("link.key")) == .notAFile(file: "link.key"))
    #expect(try error(.file("\(bench.path)/link.key")) == .notAFile(file: "\(bench.path)/link.key"))
    #expect(try error(.file("attempt")) == .notAFile(file: "attempt"))
    try #require(mkfifo("\(bench.path)/pipe.key", 0o600) == 0)
    #expect(try error(.file("pipe.key")) == .notAFile(file: "pipe.key"))
  }

  @Test func `a provider that nobody named is told`() throws {
    let unknown = try fault { _ = try shelf(nil).provider("q") }
    #expect(unknown == ProviderFault(.notFound, "there is no provider q; there are: p"))
  }
}
