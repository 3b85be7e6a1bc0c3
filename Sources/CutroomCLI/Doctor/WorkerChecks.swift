import CutroomModel
import CutroomSystem
import CutroomWorkers
import Glibc

/// Whether the worker programs stand beside this one, and how well the kernel guards them.
struct WorkerChecks {
  var checks: [DoctorCheck] {
    let workers = MediaWorkers(atOnce: 1)
    defer { workers.close() }
    return [media(workers), voices(workers), net]
  }

  private func media(_ workers: MediaWorkers) -> DoctorCheck {
    let name = "cutroom-media"
    do throws(WorkerFailure) {
      let check = try selfCheck(workers)
      guard check.missingGuards.isEmpty else {
        let guards = check.missingGuards.joined(separator: ", ")
        return DoctorCheck(
          name,
          .warning,
          "it answers, but this kernel does not offer it: \(guards)",
          hint:
            "Media files are still read in a process of its own; do not feed it strangers' files."
        )
      }
      return DoctorCheck(name, .ok, "it answers, and is sandboxed")
    } catch {
      return DoctorCheck(name, .missing, error.message, hint: Self.hint(error))
    }
  }

  private func selfCheck(_ workers: MediaWorkers) throws(WorkerFailure) -> SelfCheck {
    let file: Descriptor
    do throws(SystemError) { file = try Descriptor.openForReading("/dev/null") } catch {
      throw WorkerFailure(.system, "\(error)")
    }
    return try workers.selfCheck(SelfCheckRequest(path: "/etc/hostname"), writing: file)
  }

  private func voices(_ workers: MediaWorkers) -> DoctorCheck {
    do throws(WorkerFailure) {
      let list = try workers.voices()
      guard !list.voices.isEmpty else {
        return DoctorCheck("voices", .missing, "none", hint: Self.voicesHint)
      }
      return DoctorCheck("voices", .ok, "\(list.voices.count), \(list.engine)")
    } catch {
      return DoctorCheck("voices", .missing, error.message, hint: Self.hint(error))
    }
  }

  private var net: DoctorCheck {
    let path = "\(MediaLibraries.ownFolder)/cutroom-net"
    if access(path, X_OK) == 0 { return DoctorCheck("cutroom-net", .ok, path) }
    return DoctorCheck("cutroom-net", .missing, "it belongs at \(path)", hint: Self.buildHint)
  }

  private static let buildHint = "`make build` puts the programs side by side."
  private static let voicesHint = "Install them: apt-get install espeak-ng-data"

  private static func hint(_ failure: WorkerFailure) -> String? {
    failure.code == .programMissing ? buildHint : "`make setup` installs what it is linked to."
  }
}
