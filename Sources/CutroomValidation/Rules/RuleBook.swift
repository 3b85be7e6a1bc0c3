/// Every rule, once.
package enum RuleBook {
  package static let all: [any Rule] = [
    AssetDamaged(),
    AuthorMissing(),
    CaptionOutsideSlot(),
    CaptionOverlap(),
    CaptionSpeed(),
    CaptionTooLong(),
    ControlDamaged(),
    CorruptCopy(),
    DecisionRecorded(),
    DiskSpace(),
    DocumentInvalid(),
    DocumentMalformed(),
    DocumentMissing(),
    DocumentModified(),
    DocumentRewritten(),
    DurationDisagrees(),
    FileUnreadable(),
    FrameLimit(),
    HashMismatch(),
    HdrInSdr(),
    IdDuplicate(),
    IdMalformed(),
    LicenceMissing(),
    LoudnessOff(),
    MediaEmpty(),
    MediaExtensionMismatch(),
    MediaKindMismatch(),
    MediaMissing(),
    MediaTruncated(),
    MediaUnchecked(),
    MediaUndecodable(),
    MusicShort(),
    OrientationMismatch(),
    OrphanFile(),
    OutputMissing(),
    OutputOrphaned(),
    OutputResolution(),
    PictureBlack(),
    PictureFrozen(),
    PixelAspect(),
    ProjectIdMismatch(),
    ReferenceDangling(),
    RenderOutdated(),
    RenderUnfit(),
    SampleRateMix(),
    SchemaNewer(),
    SegmentMissing(),
    SidecarDisagrees(),
    SidecarMissing(),
    SoundClipped(),
    SoundSilent(),
    SourceMissing(),
    StageStale(),
    TimelineFrame(),
    TimelineGap(),
    TimelineOverlap(),
    TimelineRange(),
    TurnIgnored(),
    UnsafePath(),
    VariableFrameRate(),
    WaiverExpired(),
    WordsMissing(),
    WordsOrder(),
    WordsOutsideAudio(),
  ]

  /// The rules about media files that belong to no project.
  static let ofMedia: [any Rule] = [
    FileUnreadable(),
    FrameLimit(),
    MediaEmpty(),
    MediaExtensionMismatch(),
    MediaTruncated(),
    MediaUnchecked(),
    MediaUndecodable(),
    PixelAspect(),
    TurnIgnored(),
    VariableFrameRate(),
  ]

  /// Whether every finding of a rule is an error in any profile, so that there is nothing to waive.
  package static func isNeverWarning(_ rule: String) -> Bool { onlyErrors.contains(rule) }

  private static let onlyErrors: Set = [
    DiskSpace.id, DocumentMalformed.id, DocumentMissing.id, DurationDisagrees.id, FrameLimit.id,
    IdDuplicate.id, IdMalformed.id, MediaKindMismatch.id, MediaMissing.id, ReferenceDangling.id,
    RenderUnfit.id, SchemaNewer.id, TimelineFrame.id, TimelineGap.id, TimelineOverlap.id,
    TimelineRange.id,
  ]

  /// The names of the rules, that of decisions as `decision-*`.
  package static var ids: [String] { all.map { type(of: $0).id } }

  /// Whether a finding may carry the name.
  package static func hasFindings(named rule: String) -> Bool {
    if rule.hasPrefix("decision-") { return rule != DecisionRecorded.id }
    return ids.contains(rule)
  }
}
