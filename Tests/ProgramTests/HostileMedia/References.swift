/// Files that refer to other files, or to a server, in every way that a media library follows.
enum References {
  /// The names are those of mp4 files: it is the content that misleads.
  static func all(to sibling: String, in folder: String, port: UInt16) -> [HostileFile] {
    let targets = [
      sibling, "file://\(folder)/\(sibling)", "\(folder)/\(sibling)", "/etc/passwd",
      "http://127.0.0.1:\(port)/x.ts", "concat:\(sibling)|/etc/passwd",
      "crypto+file://\(folder)/\(sibling)", "subfile,,start,0,end,9,,:\(folder)/\(sibling)",
      "data:text/plain,x", "../\(sibling)",
    ]
    let lists = targets.enumerated().flatMap { number, target in
      playlists(to: target).map { HostileFile("\($0.name)-\(number).mp4", $0.bytes) }
    }
    return lists + texts(to: sibling, port: port) + containers(to: sibling, in: folder)
  }

  private static func playlists(to target: String) -> [HostileFile] {
    let end = "#EXTINF:10,\n\(target)\n#EXT-X-ENDLIST\n"
    let start = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n"
    return [
      HostileFile("hls", text: start + end),
      // Control characters defeat a look for text.
      HostileFile("hls-binary", text: "#EXTM3U\n#\u{1}\u{2}\n#EXT-X-TARGETDURATION:10\n" + end),
      HostileFile("hls-key", text: start + "#EXT-X-KEY:METHOD=AES-128,URI=\"\(target)\"\n" + end),
      HostileFile("hls-map", text: start + "#EXT-X-MAP:URI=\"\(target)\"\n" + end),
      HostileFile("hls-master", text: "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n\(target)\n"),
      HostileFile("ffconcat", text: "ffconcat version 1.0\nfile \(target)\n"),
      HostileFile("ffconcat-binary", text: "ffconcat version 1.0\n#\u{1}\nfile \(target)\n"),
    ]
  }

  private static func texts(to sibling: String, port: UInt16) -> [HostileFile] {
    let server = "127.0.0.1:\(port)"
    let entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
    return [
      HostileFile(
        "sdp.mp4",
        text: "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nm=audio \(port) RTP/AVP 0\n"
      ),
      HostileFile(
        "dash.mp4",
        text: "<?xml version=\"1.0\"?>\n<MPD profiles=\"dash\"><Period><BaseURL>http://\(server)/"
          + "</BaseURL></Period></MPD>"
      ),
      HostileFile("entity.mp4", text: "<?xml version=\"1.0\"?>\(entity)<MPD>&e;</MPD>"),
      HostileFile(
        "imf.mp4",
        text: "<?xml?>\(entity)<CompositionPlaylist>&e;</CompositionPlaylist>"
      ),
      HostileFile("asx.wmv", text: "<asx><entry><ref href=\"http://\(server)/x\"/></entry></asx>"),
      HostileFile("reference.wmv", text: "[Reference]\r\nRef1=http://\(server)/x\r\n"),
      HostileFile("playlist.mp3", text: "[playlist]\nFile1=\(sibling)\n"),
      HostileFile("list.mp3", text: "\(sibling)\n/etc/passwd\n"),
      HostileFile("cue.wav", text: "FILE \"\(sibling)\" WAVE\n  TRACK 01 AUDIO\n"),
      HostileFile("link.ape", text: "[Monkey's Audio Image Link File]\nImage File=\(sibling)\n"),
      HostileFile("script.avi", text: "AVISource(\"\(sibling)\")\n"),
      HostileFile("metadata.mp4", text: ";FFMETADATA1\ntitle=x\n"),
      HostileFile("page.mp4", text: "<!doctype html><video src=\"\(sibling)\">"),
      HostileFile(
        "drawing.png",
        text: "<svg xmlns=\"http://www.w3.org/2000/svg\"><image href=\"\(sibling)\"/></svg>"
      ),
    ]
  }

  /// Containers whose format can point elsewhere.
  private static func containers(to sibling: String, in folder: String) -> [HostileFile] {
    let url = fullBox("url ", join(ascii("file://\(folder)/\(sibling)"), [0]))
    let alias = fullBox("alis", join(zeros(16), ascii(sibling), zeros(120)))
    return [
      HostileFile("data-url.mp4", Movie(dataEntry: url).bytes),
      HostileFile("data-alias.mov", Movie(dataEntry: alias).bytes),
      HostileFile("linked.mkv", Matroska(information: links(to: sibling)).bytes),
      HostileFile("attached.mkv", Matroska(after: attachment(named: "../\(sibling)")).bytes),
      HostileFile("index.avi", indexPointingElsewhere),
      HostileFile("material.mxf", join(mxfStart, zeros(4096))),
      HostileFile("recording.wtv", join(wtvStart, zeros(4096))),
      HostileFile("real.rm", join(ascii(".RMF"), big(18, 4), zeros(200))),
      HostileFile("program.swf", join(ascii("FWS\u{8}"), zeros(200))),
    ]
  }

  /// The names of the segments before and after, and their ids.
  private static func links(to sibling: String) -> [UInt8] {
    join(
      element(0x3E83BB, text: sibling),
      element(0x3C83AB, text: sibling),
      element(0x7384, text: sibling),
      element(0x3EB923, zeros(16))
    )
  }

  private static func attachment(named name: String) -> [UInt8] {
    let file = join(
      element(0x466E, text: name),
      element(0x4660, text: "font/ttf"),
      element(0x465C, zeros(100)),
      element(0x46AE, number: 1)
    )
    return element(0x1941_A469, element(0x61A7, file))
  }

  /// An index whose entries lie beyond the file, and one of OpenDML besides.
  private static var indexPointingElsewhere: [UInt8] {
    let rate = little(8000, 4)
    let format = chunk(
      "strf",
      join(little(1, 2), little(1, 2), rate, rate, little(1, 2), little(8, 2))
    )
    let head = chunk("strh", join(ascii("auds"), zeros(16), little(1, 4), rate, zeros(28)))
    let far = join(big(.max >> 1, 8), little(1 << 31, 4), little(1 << 31, 4))
    let wide = chunk(
      "indx",
      join(little(4, 2), [0, 0], little(1, 4), ascii("00wb"), zeros(12), far)
    )
    let stream = chunk("LIST", join(ascii("strl"), head, format, wide))
    let main = chunk("avih", join(zeros(24), little(1, 4), zeros(28)))
    let headers = chunk("LIST", join(ascii("hdrl"), main, stream))
    let movie = chunk("LIST", join(ascii("movi"), chunk("00wb", zeros(100))))
    let entry = join(
      ascii("00wb"),
      little(16, 4),
      little(0xFFFF_0000, 4),
      little(0x7FFF_FFFF, 4)
    )
    let index = chunk("idx1", repeated(8) { _ in entry })
    return chunk("RIFF", join(ascii("AVI "), headers, movie, index))
  }

  private static let mxfStart: [UInt8] = [
    0x06, 0x0E, 0x2B, 0x34, 0x02, 0x05, 0x01, 0x01, 0x0D, 0x01, 0x02, 0x01, 0x01, 0x02, 0x04, 0x00,
  ]
  private static let wtvStart: [UInt8] = [
    0xB7, 0xD8, 0x00, 0x20, 0x37, 0x49, 0xDA, 0x11, 0xA6, 0x4E, 0x00, 0x07, 0xE9, 0x5E, 0xAD, 0x8D,
  ]
}
