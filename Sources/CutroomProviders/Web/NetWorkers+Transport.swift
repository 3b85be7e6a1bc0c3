import CutroomWorkers

extension NetWorkers: WebTransport {}
