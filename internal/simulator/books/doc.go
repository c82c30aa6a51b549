// Package books keeps the double-entry books of one organisation: a chart of
// accounts and dated journals, on accrual and on cash basis, with the year-end
// roll of profit into retained earnings worked out and never booked. The same
// books always give the same answers, to the cent, so they are what the
// simulated ledgers report from and what tests compare every import with.
//
// Amounts are net debits (debit minus credit) in the organisation's currency,
// with two decimal places.
package books
