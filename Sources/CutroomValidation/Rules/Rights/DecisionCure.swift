/// What to do about a decision, by its code.
enum DecisionCure {
  static func words(_ code: String, project: String) -> String {
    guard let change = changes[code] else {
      return "See what the stage says of it: cutroom log \(project)"
    }
    return "\(change), then: cutroom run \(project)"
  }

  private static let changes = [
    "title-card": "Put a picture or clip with keywords that fit into the library",
    "library-file-skipped": "Replace the file in the library, or take it out",
    "found-file-skipped":
      "Change the words of the segment, or put a file of your own into the library",
    "search-failed":
      "See why in cutroom log, and when the provider answers again: --force its item",
    "sidecar-unreadable": "Mend the sidecar in the library",
    "no-music":
      "Put a piece into library/music, or write \"track\": \"none\" for the stage in pipeline.json",
    "feed-unreadable": "Mend the feed, or take it out of \"feeds\" in pipeline.json",
    "feed-from-copy": "When the address answers again, change \"refresh\" in pipeline.json",
    "topic-skipped": "Give the story a title or a text in its feed",
    "no-text": "Give the story a text in its feed, or choose another with cutroom select",
    "short-script": "Choose more or longer topics, or lower \"targetSeconds\" in pipeline.json",
    "clip-shorter-than-slot": "Put a longer clip into the library",
    "clip-left-out": "Put a longer clip into the library",
    "visual-repeated": "Put more pictures or clips that fit into the library",
    "no-captions": "Give the take its words and their times",
  ]
}
