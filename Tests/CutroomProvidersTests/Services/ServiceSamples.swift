import CutroomModel

/// Replies as the services document them, with what they say of themselves.
enum ServiceSamples {
  static func json(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)) }

  static let pexelsPhotos = """
    {"total_results": 2, "page": 1, "per_page": 2, "next_page": "https://api.pexels.com/v1/search?page=2",
     "photos": [
      {"id": 2014422, "width": 3024, "height": 3024, "url": "https://www.pexels.com/photo/rocks-2014422/",
       "photographer": "Joey Farina", "photographer_url": "https://www.pexels.com/@joey",
       "photographer_id": 680589, "avg_color": "#978E82", "liked": false, "alt": "Brown Rocks",
       "src": {"original": "https://images.pexels.com/photos/2014422/r.jpeg",
               "large2x": "https://images.pexels.com/photos/2014422/r.jpeg?dpr=2&h=650&w=940",
               "large": "https://images.pexels.com/photos/2014422/r.jpeg?h=650&w=940",
               "tiny": "https://images.pexels.com/photos/2014422/r.jpeg?h=200&w=280"}},
      {"id": 7, "width": "wide"}
     ]}
    """

  static let pexelsVideos = """
    {"page": 1, "per_page": 1, "total_results": 1, "url": "https://www.pexels.com/videos/",
     "videos": [
      {"id": 1448735, "width": 4096, "height": 2160, "url": "https://www.pexels.com/video/1448735/",
       "image": "https://images.pexels.com/v.jpg", "full_res": null, "tags": [], "duration": 32,
       "user": {"id": 574687, "name": "Ruvim Miksanskiy", "url": "https://www.pexels.com/@digitech"},
       "video_files": [
        {"id": 58649, "quality": "sd", "file_type": "video/mp4", "width": 640, "height": 338,
         "fps": 25, "link": "https://player.vimeo.com/640.mp4"},
        {"id": 58650, "quality": "hd", "file_type": "video/mp4", "width": 2048, "height": 1080,
         "fps": 25, "link": "https://player.vimeo.com/2048.mp4"},
        {"id": 58651, "quality": "hd", "file_type": "video/mp4", "width": 4096, "height": 2160,
         "fps": 25, "link": "https://player.vimeo.com/4096.mp4"},
        {"id": 58652, "quality": "hls", "file_type": "application/x-mpegURL", "width": null,
         "height": null, "link": "https://player.vimeo.com/x.m3u8"}],
       "video_pictures": [{"id": 133236, "picture": "https://static.pexels.com/p.jpg", "nr": 0}]}
     ]}
    """

  static let pixabayPictures = """
    {"total": 4692, "totalHits": 500, "hits": [
      {"id": 195893, "pageURL": "https://pixabay.com/en/blossom-bloom-flower-195893/", "type": "photo",
       "tags": "blossom, bloom,  yellow flower", "previewURL": "https://cdn.pixabay.com/p_150.jpg",
       "webformatURL": "https://pixabay.com/get/35bbf209e13e39d2_640.jpg", "webformatWidth": 640,
       "webformatHeight": 360, "largeImageURL": "https://pixabay.com/get/ed6a99fd0a76647_1280.jpg",
       "imageWidth": 4000, "imageHeight": 2250, "imageSize": 4731420, "views": 7671, "downloads": 6439,
       "likes": 5, "comments": 2, "user_id": 48777, "user": "Josch13",
       "userImageURL": "https://cdn.pixabay.com/user/2013/11/05/02-10-23-764_250x250.jpg"}]}
    """

  static let pixabayVideos = """
    {"total": 42, "totalHits": 42, "hits": [
      {"id": 125, "pageURL": "https://pixabay.com/videos/id-125/", "type": "film",
       "tags": "flowers, yellow, blossom", "duration": 12,
       "videos": {
        "large": {"url": "", "width": 0, "height": 0, "size": 0, "thumbnail": ""},
        "medium": {"url": "https://cdn.pixabay.com/video/125_medium.mp4", "width": 1920,
                   "height": 1080, "size": 6615235, "thumbnail": "https://cdn.pixabay.com/m.jpg"},
        "small": {"url": "https://cdn.pixabay.com/video/125_small.mp4", "width": 1280, "height": 720,
                  "size": 3562083, "thumbnail": "https://cdn.pixabay.com/s.jpg"},
        "tiny": {"url": "https://cdn.pixabay.com/video/125_tiny.mp4", "width": 960, "height": 540,
                 "size": 1030736, "thumbnail": "https://cdn.pixabay.com/t.jpg"}},
       "views": 4462, "downloads": 1464, "likes": 18, "comments": 0, "user_id": 1281706,
       "user": "Coverr-Free-Footage", "userImageURL": "https://cdn.pixabay.com/user/x.png"}]}
    """

  static let openverseImages = """
    {"result_count": 240, "page_count": 12, "page_size": 20, "page": 1, "results": [
      {"id": "4bc43a04-ef46-4544-a0c1-63c63f56e276", "title": "Tree Bark Photo",
       "indexed_on": "2022-08-27T17:39:48Z", "foreign_landing_url": "https://stocksnap.io/photo/X",
       "url": "https://cdn.stocksnap.io/img-thumbs/960w/X.jpg", "creator": "Tim Sullivan",
       "creator_url": "https://www.secretagencygroup.com", "license": "by-sa", "license_version": "4.0",
       "license_url": "https://creativecommons.org/licenses/by-sa/4.0/", "provider": "stocksnap",
       "source": "stocksnap", "category": "photograph", "filesize": 896128, "filetype": "jpg",
       "tags": [{"accuracy": null, "name": "tree"}, {"accuracy": 0.95, "name": "tree"},
                {"accuracy": null, "name": "bark"}],
       "attribution": "…", "fields_matched": ["title"], "mature": false, "height": 4016,
       "width": 6016, "thumbnail": "https://api.openverse.org/v1/images/4bc4/thumb/"}]}
    """

  static let openverseAudio = """
    {"result_count": 1, "page_count": 1, "page_size": 20, "page": 1, "results": [
      {"id": "8624ba61-57f1-4f98-8a85-ece206c319cf", "title": "Wish You Were Here",
       "foreign_landing_url": "https://www.jamendo.com/track/1214935",
       "url": "https://mp3d.jamendo.com/download/track/1214935/mp32", "creator": "The.madpix.project",
       "creator_url": "https://www.jamendo.com/artist/441585/the.madpix.project", "license": "cc0",
       "license_version": "1.0", "license_url": "https://creativecommons.org/publicdomain/zero/1.0/",
       "category": "music", "genres": ["dance"], "filetype": "mp3", "tags": [{"name": "vocal"}],
       "duration": 270000, "bit_rate": 128000, "sample_rate": 44100}]}
    """

  static let jamendoTracks = """
    {"headers": {"status": "success", "code": 0, "error_message": "", "warnings": "", "results_count": 3},
     "results": [
      {"id": "1532771", "name": "Let Me Hear You I", "duration": 54, "artist_id": "461414",
       "artist_name": "Paul Werner", "artist_idstr": "PaulWernerMusic", "album_name": "Let Me",
       "license_ccurl": "http:\\/\\/creativecommons.org\\/licenses\\/by-sa\\/3.0\\/", "position": 1,
       "releasedate": "2018-03-15", "audio": "https://prod-1.storage.jamendo.com/?trackid=1532771",
       "audiodownload": "https://prod-1.storage.jamendo.com/download/track/1532771/mp32/",
       "audiodownload_allowed": true, "shareurl": "https://www.jamendo.com/track/1532771",
       "musicinfo": {"vocalinstrumental": "instrumental", "speed": "high",
                     "tags": {"genres": ["funk", "pop"], "instruments": ["piano"], "vartags": []}}},
      {"id": "2", "name": "Not to be had", "license_ccurl": "http://creativecommons.org/licenses/by/3.0/",
       "audiodownload": "", "audiodownload_allowed": false},
      {"id": "3", "name": "Not to be changed", "audiodownload_allowed": true,
       "audiodownload": "https://prod-1.storage.jamendo.com/download/track/3/mp32/",
       "license_ccurl": "http://creativecommons.org/licenses/by-nc-nd/3.0/"}]}
    """
}
