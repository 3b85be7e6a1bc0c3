import CutroomModel
import CutroomPipeline
import CutroomProviders
import CutroomStore
import CutroomSystem
import CutroomWorkers

extension Fault {
  /// The one place where any error becomes words and an exit code; `project` is the one that the
  /// command is about, where it is about one.
  package init(_ error: any Error, project: String? = nil) {
    switch error {
    case let fault as Fault: self = fault
    case let error as UsageError: self.init(error, in: nil)
    case let error as StoreError: self.init(error, project: project)
    case let error as CacheError: self.init(error)
    case let error as ArchiveError: self.init(error, project: project)
    case let error as SystemError: self.init(error)
    case let error as PlacedPipelineFault: self.init(error)
    case let error as PipelineError:
      self.init(PlacedPipelineFault(error.fault, path: error.path, text: error.bytes))
    case let error as PipelineFault:
      self.init(PlacedPipelineFault(error, path: "pipeline.json", text: []))
    case let error as JSONError:
      self.init(.unavailable, "malformed-json", "a text is not JSON: \(error)")
    case let failure as WorkerFailure: self.init(failure)
    case let fault as ProviderFault: self.init(fault)
    case let error as ProviderKeyError:
      self.init(.unavailable, "provider-key", error.description, hint: error.cure)
    case let fault as ItemFault:
      self.init(RunAnswer.exit(for: [fault.code]), fault.code, fault.message)
    default: self.init(.failed, "unexpected", "\(error)")
    }
  }

  init(_ failure: WorkerFailure) {
    let isProgramMissing = failure.code == .programMissing
    self.init(
      isProgramMissing || failure.code == .unreadable ? .unavailable : .failed,
      failure.code.rawValue,
      failure.description,
      path: failure.file,
      hint: isProgramMissing ? "`make build` puts the programs side by side." : nil
    )
  }

  init(_ fault: PlacedPipelineFault) {
    self.init(
      .usage,
      "pipeline-invalid",
      fault.description,
      path: fault.path,
      hint: fault.fault.subject == .parameters
        ? "docs/stages.md lists the parameters, and so does `cutroom schema pipeline`."
        : "`cutroom schema pipeline` prints what may stand there."
    )
  }
}
