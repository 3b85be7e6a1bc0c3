package import CutroomModel

/// A way to mend what a finding tells that loses nothing: what it replaces or removes is kept.
package enum Fix: Hashable, Sendable {
  /// Brings a recorded file back that is missing, unreadable or has other bytes; what stands there
  /// stays beside it.
  case bringBack(ProjectPath)
  /// Gives a document the bytes that were recorded of its value; what stands there becomes a backup.
  case rewrite(ProjectPath)
  /// Mends what the store keeps for itself, as `cutroom repair` does.
  case mendControl
}

/// A finding with what mends it.
package struct ProposedFix: Hashable, Sendable {
  package var finding: Finding
  package var fix: Fix

  package init(finding: Finding, fix: Fix) {
    self.finding = finding
    self.fix = fix
  }
}

extension GateResult {
  /// What can be mended safely, each way of mending once, in the order of the findings.
  package var fixes: [ProposedFix] {
    let rules = Dictionary(RuleBook.all.map { (type(of: $0).id, $0) }) { first, _ in first }
    var seen: Set<Fix> = []
    return findings.compactMap { finding in
      guard let fix = rules[finding.rule]?.fix(for: finding, in: evidence),
        seen.insert(fix).inserted
      else { return nil }
      return ProposedFix(finding: finding, fix: fix)
    }
  }
}
