import CutroomModel
import CutroomStore
import CutroomSystem
import CutroomValidation
import CutroomWorkers

/// Makes the report of a check that was just done.
struct ReportMaking {
  let subject: ReportSubject
  let tree: Tree
  let media: MediaWorkers
  let watch: CheckWatch
  let context: Context

  /// Writes the page with pictures of the media; `evidence` is what the check was made on.
  ///
  /// Throws `CheckStopped` once a signal has come; then an earlier page stands as it was.
  func write(_ report: ValidationReport, on evidence: Evidence, to target: ReportTarget) throws {
    var matter = matter(report, evidence)
    try illustrate(&matter)
    let bytes = ReportPage(matter).bytes(hiding: context.secrets.redaction)
    try watch.requireGoingOn()
    try target.write(bytes)
    context.note("report: \(target.path) (\(Amounts.bytes(Int64(bytes.count))))")
  }

  // MARK: - Values

  private func matter(_ report: ValidationReport, _ evidence: Evidence) -> ReportMatter {
    let documents = evidence.documents
    var names = SegmentNames()
    for script in documents.scripts { names.add(script.path, script.content.segments.map(\.id)) }
    if let tags = documents.tags { names.add(tags.path, tags.content.segments.map(\.id)) }
    return ReportMatter(
      subject: subject,
      title: documents.timeline?.content.title,
      at: Instant(microseconds: context.clock.now()),
      program: Program.version,
      depth: report.depth ?? .normal,
      profile: report.profile ?? .standard,
      findings: report.findings,
      waived: report.waived ?? [],
      timeline: documents.timeline?.content,
      documents: names,
      media: files(evidence)
    )
  }

  private func files(_ evidence: Evidence) -> [ReportMedia] {
    var rights: [String: Rights] = [:]
    for sidecar in evidence.documents.assets {
      rights[sidecar.content.file] = sidecar.content.rights
    }
    for sidecar in evidence.documents.tracks {
      rights[sidecar.content.file] = sidecar.content.rights
    }
    return evidence.files.keys.filter { isShown($0, evidence) }.sorted().map { path in
      var media = ReportMedia(path: path.description, bytes: evidence.files[path]?.size ?? 0)
      media.rights = rights[path.description]
      switch evidence.media[path] {
      case .measured(let truth): media.facts = truth.allFacts
      case .failed(let failure): media.failure = failure.message
      case nil: break
      }
      return media
    }
  }

  private func isShown(_ path: ProjectPath, _ evidence: Evidence) -> Bool {
    evidence.scope == .media ? evidence.isMedia(path) : path.isShown
  }

  // MARK: - Pictures

  private func illustrate(_ matter: inout ReportMatter) throws {
    let painter = MediaPainter(
      tree: tree,
      media: media.stopped(by: watch.cancellation),
      timeline: matter.timeline
    )
    let wanted = PictureChoice.order(of: matter)
      .map { Painted(index: $0, media: matter.media[$0]) }
    @Sendable func paint(_ wanted: Painted) -> Painted {
      Painted(index: wanted.index, media: painter.painted(wanted.media))
    }
    var room = PictureChoice.mostBytes
    do {
      try watch.during { tell in
        func step(_ done: Int) throws {
          try tell(CheckStep(phase: "drawing", done: done, total: wanted.count))
        }
        try SideBySide.run(
          wanted,
          threads: media.workersAtOnce,
          work: paint,
          telling: step
        ) { painted in
          room -= painted.media.picture?.bytes.count ?? 0
          guard room >= 0 else { throw PageIsFull() }
          matter.media[painted.index] = painted.media
        }
      }
    } catch is PageIsFull {
      // What is left stays without a picture, which the page says.
    }
  }

  private struct Painted: Sendable {
    let index: Int
    let media: ReportMedia
  }

  private struct PageIsFull: Error {}
}

extension ProjectPath {
  /// Whether a report shows the file: media of the known tree, and what else lies among assets.
  fileprivate var isShown: Bool {
    if description.hasPrefix("renders/") { return suffix == "mp4" }
    return description.hasPrefix("assets/") && !isJSON
  }
}
