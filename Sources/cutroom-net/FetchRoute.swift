import CutroomModel
import WebFetch

enum FetchRoute {
  static func add(to routes: inout WorkerRoutes) {
    routes.on(FetchRequest.self, descriptors: 1) { request, files in
      let output = files[0]
      return WorkerOutcome { () throws(FetchError) in
        try WebClient.fetch(request, into: output)
      }
    }
    routes.on(WebExchange.self, descriptors: 2) { exchange, files in
      let files = WebFiles(output: files[0], body: files[1])
      return WorkerOutcome { () throws(WebFailure) in
        try WebClient.exchange(exchange, files)
      }
    }
    routes.on(WebDownload.self, descriptors: 2) { download, files in
      let files = WebFiles(output: files[0], mark: download.mark, in: files[1])
      return WorkerOutcome { () throws(WebFailure) in
        try WebClient.exchange(download.exchange, files)
      }
    }
  }
}
