import CutroomModel

/// A sidecar says something else about its file than the file itself.
struct SidecarDisagrees: Rule {
  static let id = "sidecar-disagrees"
  static let severity = Finding.Severity.error
  static let meaning = "a sidecar says something else about its file than the file itself"

  static func cure(project: String) -> String {
    "Write it anew: cutroom run \(project) --stage media --force"
  }

  func findings(in evidence: Evidence) -> [Finding] {
    let assets = evidence.documents.assets.compactMap { sidecar in
      check(evidence, sidecar.path, sidecar.content.file) { file, truth in
        differences(sidecar.content, file, truth)
      }
    }
    let tracks = evidence.documents.tracks.compactMap { sidecar in
      check(evidence, sidecar.path, sidecar.content.file) { file, truth in
        [
          different("bytes", sidecar.content.bytes, file.size),
          different(duration: sidecar.content.durationUs, truth?.facts.durationUs),
        ]
      }
    }
    return assets + tracks
  }

  private func check(
    _ evidence: Evidence,
    _ place: ProjectPath,
    _ name: String,
    _ compare: (FileEvidence, MediaTruth?) -> [String?]
  ) -> Finding? {
    guard let path = ProjectPath(name), let file = evidence.files[path], !evidence.isBroken(path)
    else { return nil }
    let found = compare(file, evidence.truth(path)).compactMap(\.self)
    guard !found.isEmpty else { return nil }
    let message = "It disagrees with \(path.name): \(found.joined(separator: "; "))"
    let again = evidence.remake(place, stage: path.mediaPlace?.stage ?? "media")
    let finding = finding(evidence, at: place, message, hint: "Write it anew: \(again)")
    return evidence.kept(finding, path)
  }

  private func differences(
    _ sidecar: AssetMetadata,
    _ file: FileEvidence,
    _ truth: MediaTruth?
  ) -> [String?] {
    let said = sidecar.media
    let bytes = different("bytes", sidecar.bytes, file.size)
    guard let facts = truth?.facts else { return [bytes] }
    return [
      bytes,
      different("kind", said.kind.rawValue, facts.kind.rawValue),
      different("width", said.displayWidth, facts.displayWidth),
      different("height", said.displayHeight, facts.displayHeight),
      different("sound", said.hasAudio, facts.hasAudio),
      different("HDR", said.isHdr, facts.isHdr),
      said.durationUs.flatMap { different(duration: $0, facts.durationUs) },
    ]
  }

  private func different<Value: Equatable>(_ name: String, _ said: Value, _ found: Value) -> String?
  {
    said == found ? nil : "\(name) \(shown(said)), not \(shown(found))"
  }

  // The sidecar may come from another version of the reader; a tenth of a second is no lie.
  private func different(duration said: Int64, _ found: Int64?) -> String? {
    guard let found, said.distance(from: found) > 100_000 else { return nil }
    return "duration \(said.inSeconds), not \(found.inSeconds)"
  }

  private func shown<Value>(_ value: Value) -> String {
    if let optional = value as? Int? { return optional.map(String.init) ?? "unknown" }
    return "\(value)"
  }
}
