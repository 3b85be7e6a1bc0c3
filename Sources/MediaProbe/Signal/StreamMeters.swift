import CutroomModel

/// The meters of a file: one for its first sound track, one for its first moving picture.
struct StreamMeters {
  private(set) var sound: (index: Int, meter: SoundMeter)?
  private(set) var picture: (index: Int, meter: PictureMeter)?

  /// None at all.
  init() {}

  /// Still pictures get no meter: nothing in them lasts.
  init(_ media: borrowing OpenMedia, clocks: [StreamClock], isStill: Bool) {
    let endsAtEdit = media.formatName.hasPrefix("mov")
    if let clock = clocks.first(where: { $0.kind == .audio }) {
      sound = (clock.index, SoundMeter(clock, endsAtEdit: endsAtEdit))
    }
    if let clock = clocks.first(where: { $0.kind == .video }), !isStill {
      picture = (clock.index, PictureMeter(clock))
    }
  }

  func meter(of index: Int) -> (any FrameMeter)? {
    if let sound, sound.index == index { return sound.meter }
    if let picture, picture.index == index { return picture.meter }
    return nil
  }
}
