import CutroomModel
import MediaMaker
import MediaProbe

/// The requests that make a media file from another.
enum MakingRoutes {
  static func add(to routes: inout WorkerRoutes) {
    routes.on(ThumbnailRequest.self, descriptors: 2) { request, files in
      try Thumbnail.make(
        from: files[0],
        to: files[1],
        timeUs: request.timeUs,
        largest: request.largest
      )
    }
    routes.on(WaveformRequest.self, descriptors: 2) { request, files in
      try WaveformPicture.make(from: files[0], to: files[1], size: request.size)
      return request.size
    }
    routes.on(ContactSheetRequest.self, descriptors: 2) { request, files in
      try ContactSheet.make(from: files[0], to: files[1], request)
    }
    routes.on(SpectrogramRequest.self, descriptors: 2) { request, files in
      try SpectrogramPicture.make(from: files[0], to: files[1], size: request.size)
    }
    routes.on(EncodeAudioRequest.self, descriptors: 2) { request, files in
      try AudioEncoding.encode(
        from: files[0],
        to: files[1],
        channels: request.channels,
        quality: request.quality
      )
      return try decodedAudio(of: files[1])
    }
  }
}

/// What a listener hears of a file just made.
func decodedAudio(of file: CInt) throws -> DecodedAudio {
  let size = try sizeOfFile(file)
  return try Verifier.decodedAudio(descriptor: file, size: size, deadlineMs: 600_000)
}
