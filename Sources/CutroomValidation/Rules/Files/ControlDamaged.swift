import CutroomModel
import CutroomStore

/// Something that cutroom keeps for itself is not what it wrote.
struct ControlDamaged: Rule {
  static let id = "control-damaged"
  static let severity = Finding.Severity.warning
  static let meaning = "a file of .cutroom or a backup is damaged; the documents and media are not"

  static func cure(project: String) -> String {
    "Mend it, the bad bytes are kept: cutroom repair \(project)"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    evidence.controlFaults.map { fault in
      finding(evidence, at: fault.path, message(fault.kind), hint: hint(fault.kind, evidence))
    }
  }

  func fix(for finding: Finding, in evidence: Evidence) -> Fix? {
    let faults = evidence.controlFaults.filter { $0.path.description == finding.path }
    let isMended = faults.contains { fault in
      switch fault.kind {
      case .unreadableRecords, .lost, .cutShort, .image, .copy: true
      case .backup, .measurements: false
      }
    }
    return isMended ? .mendControl : nil
  }

  private func message(_ kind: ControlFault.Kind) -> String {
    switch kind {
    case .unreadableRecords(let count): "\(count) of its records cannot be read"
    case .lost(.index): "It is gone; the index still has what it said"
    case .lost(.backup): "It is gone; its backup has what it said before it was last compacted"
    case .lost(.nothing): "It is gone, and nothing else tells what was done"
    case .cutShort: "Its last record has no end"
    case .image: "It does not fit its checksum"
    case .copy: "Its bytes are not those that its name promises"
    case .backup: "It is none of the versions that became a backup"
    case .measurements(let count): "\(count) of its lines do not fit their checksum"
    }
  }

  private func hint(_ kind: ControlFault.Kind, _ evidence: Evidence) -> String? {
    switch kind {
    case .image: "It is made anew by the next command that works on the project"
    case .backup:
      "Nothing uses it unasked; the other versions: cutroom backup list \(evidence.project)"
    case .measurements: "What the lines said was measured again; nothing is to do"
    default: nil
    }
  }
}
