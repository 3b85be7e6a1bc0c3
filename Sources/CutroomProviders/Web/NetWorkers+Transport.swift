package import CutroomWorkers

extension NetWorkers: WebTransport {}
