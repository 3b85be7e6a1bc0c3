package import CutroomModel

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
