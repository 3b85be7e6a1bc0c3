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
  }
}
