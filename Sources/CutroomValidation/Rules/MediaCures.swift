import CutroomModel

extension Finding {
  /// The same with a cure for a file that belongs to no project: no run makes it again.
  var withoutProject: Finding {
    Finding(
      rule: rule,
      severity: severity,
      path: path,
      message: message,
      hint: Self.cures[rule] ?? "Get another file"
    )
  }

  private static let cures = [
    FileUnreadable.id: "Mend the permissions or the disk",
    FrameLimit.id: "Make it smaller before it is used",
    MediaEmpty.id: "Get the file again",
    MediaExtensionMismatch.id: "Give it the extension of its content",
    MediaTruncated.id: "Get the whole file",
    MediaUnchecked.id: "Put cutroom-media beside cutroom (make build makes both)",
    MediaUndecodable.id: "Get a file that plays",
    PixelAspect.id: "Scale it to square pixels before it is used",
    TurnIgnored.id: "Turn its pixels, or make it a JPEG",
    VariableFrameRate.id: "Bring it to one frame rate before it is used",
  ]
}
