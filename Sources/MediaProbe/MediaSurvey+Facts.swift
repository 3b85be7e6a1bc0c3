import CFFmpeg
import CutroomModel

extension MediaSurvey {
  /// Our block of the answer.
  func facts(of media: borrowing OpenMedia, log: LogCapture) -> MediaFacts {
    var facts = MediaFacts(kind: shownKind, libavformat: Prober.libavformat)
    if shownKind != .image {
      facts.durationUs = verdict.durationUs
      facts.durationSource = verdict.source
      facts.headerDurationUs = headerUs
      facts.spans = verdict.spans
    }
    facts.truncated = isTruncated(size: media.bytes.size)
    facts.attachedPictures = media.attachedPictures
    describePicture(&facts, media)
    describeSound(&facts, media)
    facts.warnings = warnings(facts, log: log)
    return facts
  }

  private var video: StreamClock? { clocks.first { $0.kind == .video } }

  private var audio: StreamClock? { clocks.first { $0.kind == .audio } }

  /// A GIF of one frame is a still picture.
  var shownKind: MediaKind {
    guard kind == .animatedImage, let scan else { return kind }
    return scan.streams.contains { $0.packets > 1 } ? .animatedImage : .image
  }

  private func describePicture(_ facts: inout MediaFacts, _ media: borrowing OpenMedia) {
    guard let video, let stream = media.stream(video.index) else { return }
    guard let parameters = stream.pointee.codecpar?.pointee else { return }
    let aspect = av_guess_sample_aspect_ratio(media.format, stream, nil)
    let shape = PictureShape(
      width: Int(parameters.width),
      height: Int(parameters.height),
      sampleAspect: rational(aspect),
      counterclockwise: outline.orientation?.counterclockwise ?? rotation(of: stream)
    )
    facts.displayWidth = shape.width
    facts.displayHeight = shape.height
    facts.rotation = shape.rotation
    facts.hasVideo = shownKind == .video
    facts.isHdr =
      parameters.color_trc == AVCOL_TRC_SMPTE2084 || parameters.color_trc == AVCOL_TRC_ARIB_STD_B67
    guard shownKind != .image else { return }
    facts.isVfr = isVariable
    facts.fps = facts.isVfr ? averageRate : evenRate
  }

  private func describeSound(_ facts: inout MediaFacts, _ media: borrowing OpenMedia) {
    guard let audio, let stream = media.stream(audio.index) else { return }
    guard let parameters = stream.pointee.codecpar?.pointee else { return }
    facts.hasAudio = true
    facts.sampleRate = parameters.sample_rate > 0 ? Int(parameters.sample_rate) : nil
    let channels = Int(parameters.ch_layout.nb_channels)
    facts.channels = channels > 0 ? channels : nil
    facts.channelLayout = layoutName(parameters.ch_layout)
  }

  private var averageRate: FrameRate? { video?.averageRate ?? measuredRate ?? video?.realRate }

  /// Of evenly spaced frames: the nominal rate where the average, over all frames, is close to it.
  private var evenRate: FrameRate? {
    guard let video, let average = averageRate else { return nil }
    if let real = video.realRate, real.isNear(average, perMille: 10) { return real }
    let gap = pace.usualGap ?? 0
    let (ticks, overflow) = Int(clamping: gap).multipliedReportingOverflow(by: video.timeBase.num)
    guard !overflow, let paced = FrameRate(video.timeBase.den, ticks) else { return average }
    // Containers that count in milliseconds pace 30 frames a second as 33 each.
    return paced.isNear(average, perMille: 50) ? average : paced
  }

  /// Frames over their span, where the container has no rate.
  private var measuredRate: FrameRate? {
    guard let video, let measure = scan?.streams.first(where: { $0.clock == video }) else {
      return nil
    }
    guard let length = measure.untrimmedLengthUs, length > 0, measure.packets > 1 else {
      return nil
    }
    let (frames, overflow) = measure.packets.multipliedReportingOverflow(by: 1_000_000)
    return overflow ? nil : FrameRate(frames, Int(clamping: length))
  }

  private var isVariable: Bool {
    guard let video else { return false }
    if let uneven = pace.isVariable { return uneven }
    guard let average = video.averageRate, let real = video.realRate else { return false }
    return !real.isNear(average, perMille: 5)
  }
}
