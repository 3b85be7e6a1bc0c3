import CutroomModel
import CutroomProviders
import CutroomStore
import CutroomSystem

/// The steps by which a provider shows that it works.
struct ProviderCheck {
  /// What is asked for, where the user wants something of his own.
  struct Words {
    var model: String?
    var voice: String?
    var query: String?
  }

  struct Step {
    enum State: String { case ok, failed, skipped }

    /// `key`, `start` or a task.
    var name: String
    var state: State
    var detail: String
    /// What to do now; nil where nothing is to be done.
    var cure: String?

    var json: JSONValue {
      [
        "step": .string(name), "state": .string(state.rawValue), "detail": .string(detail),
        "cure": cure.map { .string($0) } ?? .null,
      ]
    }
  }

  private let settings: ProviderSettings
  private let shelf: ProviderShelf
  private let workspace: Workspace
  private let words: Words
  private let isPaidAllowed: Bool
  private let log: @Sendable (String) -> Void

  init(
    _ settings: ProviderSettings,
    _ named: NamedProviders,
    _ words: Words,
    isPaidAllowed: Bool,
    log: @escaping @Sendable (String) -> Void
  ) {
    self.settings = settings
    shelf = named.shelf
    workspace = named.workspace
    self.words = words
    self.isPaidAllowed = isPaidAllowed
    self.log = log
  }

  /// Takes the steps, telling of each as soon as it is done.
  func run(_ tell: (Step) -> Void) throws -> [Step] {
    var steps: [Step] = []
    func note(_ step: Step) {
      steps.append(step)
      tell(step)
    }
    let keyStep = key()
    note(keyStep)
    guard keyStep.state != .failed else { return steps }
    let provider: any Provider
    do { provider = try shelf.provider(settings.name) } catch {
      note(Self.failure("start", error))
      return steps
    }
    note(Self.introduction(provider))
    var handedOver: Candidate?
    for task in provider.capabilities.tasks.sorted(by: Self.order) {
      note(try step(task, provider, &handedOver))
    }
    return steps
  }

  // MARK: - Steps

  private func key() -> Step {
    do throws(ProviderKeyError) {
      let key = try shelf.key(of: settings.name)
      let detail = key == nil ? "none is needed" : "found in \(place)"
      return Step(name: "key", state: .ok, detail: detail)
    } catch {
      return Step(name: "key", state: .failed, detail: error.description, cure: error.cure)
    }
  }

  private var place: String {
    switch settings.key {
    case .environment(let variable)?: "the variable \(variable)"
    case .file(let path)?: "the file \(path)"
    case nil: "no place"
    }
  }

  private static func introduction(_ provider: any Provider) -> Step {
    let capabilities = provider.capabilities
    let tasks = capabilities.tasks.map(\.rawValue).joined(separator: ", ")
    let nature = [
      capabilities.isLocal ? "local" : "over the network",
      capabilities.isPaid ? "costs money" : "free",
      capabilities.isIdempotent ? "may be asked twice" : "counts every request",
    ]
    return Step(
      name: "start",
      state: .ok,
      detail: "version \(capabilities.version), \(tasks); " + nature.joined(separator: ", ")
    )
  }

  private func step(
    _ task: ProviderTask,
    _ provider: any Provider,
    _ found: inout Candidate?
  ) throws -> Step {
    let name = task.rawValue
    if provider.capabilities.isPaid, !isPaidAllowed {
      return Step(
        name: name,
        state: .skipped,
        detail: "a request may cost money",
        cure: "--paid makes it"
      )
    }
    if task == .fetch, found == nil {
      return Step(name: name, state: .skipped, detail: "nothing was found that is handed over")
    }
    do {
      let request = CheckRequest(settings, words, found).request(task)
      let desk = try CheckDesk(settings, provider, shelf, workspace, log: log)
      let detail = try ScratchFolder.lend { folder in
        let answer = try desk.perform(request) { willSend in
          let call = ProviderCall(
            idempotencyKey: "check-\(RandomName.hex(16))",
            folder: folder,
            cancellation: try Cancellation(),
            willSend: willSend
          )
          return try provider.perform(request, call)
        }
        return try CheckRequest.detail(of: answer, to: request, in: folder, &found)
      }
      return Step(name: name, state: .ok, detail: detail)
    } catch {
      return Self.failure(name, error)
    }
  }

  private static func failure(_ name: String, _ error: any Error) -> Step {
    let fault = Fault(error)
    return Step(name: name, state: .failed, detail: fault.message, cure: fault.hint)
  }

  /// What finds something comes before what hands it over.
  private static func order(_ left: ProviderTask, _ right: ProviderTask) -> Bool {
    let all = ProviderTask.allCases
    return all.firstIndex(of: left) ?? 0 < all.firstIndex(of: right) ?? 0
  }
}
