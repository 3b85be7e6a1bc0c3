/// Which Debian package has a program.
enum DebianPackages {
  static func package(with program: String) -> String? {
    packages[program]
  }

  private static let packages = [
    "awk": "gawk", "bash": "bash", "convert": "imagemagick", "curl": "curl",
    "espeak-ng": "espeak-ng", "exiftool": "libimage-exiftool-perl", "ffmpeg": "ffmpeg",
    "ffprobe": "ffmpeg", "flac": "flac", "jq": "jq", "lame": "lame", "magick": "imagemagick",
    "mediainfo": "mediainfo", "melt": "melt", "mkvmerge": "mkvtoolnix", "node": "nodejs",
    "perl": "perl", "python3": "python3", "rsvg-convert": "librsvg2-bin", "ruby": "ruby",
    "sh": "dash", "sox": "sox", "wget": "wget", "yt-dlp": "yt-dlp",
  ]
}
