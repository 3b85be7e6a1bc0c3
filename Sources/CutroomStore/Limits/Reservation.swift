package import CutroomModel

/// What a desk answered to somebody who wants to send a request; times are microseconds since 1970.
package enum Reservation: Sendable {
  /// It counts as sent now.
  case go(LimitTicket)
  case wait(untilUs: Int64, LimitCause)
  /// The month's allowance is used up: nothing to wait for.
  case exhausted(untilUs: Int64, RateLimit)
}

/// That a request counts as sent.
package struct LimitTicket: Sendable {
  package let account: ProviderAccount
  /// When it was counted; nil where nothing limits the account.
  let counted: LimitMoment?
}
