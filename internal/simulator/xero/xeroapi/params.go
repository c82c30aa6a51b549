package xeroapi

import (
	"strconv"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// maxPeriods is the most earlier periods a report takes: Xero's reference says
// 1 to 11, its OpenAPI file 1 to 12. What it says to more is a guess.
const maxPeriods = 11

// column is one column of a report: the days it covers.
type column struct {
	from, to ledger.Date
}

// date is the day a parameter names, or the default. Names are told apart by
// case and unknown ones do nothing, as observed.
func (q request) date(name string, otherwise ledger.Date) (ledger.Date, error) {
	text := q.query.Get(name)
	if text == "" {
		return otherwise, nil
	}
	day, err := ledger.ParseDate(text)
	if err != nil {
		return ledger.Date{}, refused("The supplied " + name + " parameter must be a date in the format YYYY-MM-DD.") // a guess
	}
	return day, nil
}

// periods is the number of earlier periods and the months between them.
func (q request) periods() (count, step int, err error) {
	switch q.query.Get("timeframe") {
	case "", "MONTH":
		step = 1 // without a timeframe: a guess
	case "QUARTER":
		step = 3
	case "YEAR":
		step = 12
	default:
		return 0, 0, refused("The supplied timeframe parameter must be one of the following: 'MONTH', 'QUARTER', 'YEAR'.")
	}
	text := q.query.Get("periods")
	if text == "" {
		return 0, step, nil
	}
	count, err = strconv.Atoi(text)
	if err != nil || count < 1 || count > maxPeriods {
		return 0, 0, refused("The supplied periods parameter must be between 1 and 11.")
	}
	return count, step, nil
}

// movements are the columns of a profit and loss, the newest first: the days
// asked for, and the same days of earlier months. The day of a month stays what
// it is, so 1 to 30 April is 1 to 30 March one month earlier (observed), and a
// range of several months is moved as a whole.
func (q request) movements() ([]column, error) {
	month := q.today().MonthOf()
	from, err := q.date("fromDate", month.First())
	if err != nil {
		return nil, err
	}
	to, err := q.date("toDate", month.Last())
	if err != nil {
		return nil, err
	}
	if to.Before(from) || !to.Before(earlier(from, -12)) {
		return nil, refused("The fromDate and toDate parameters must be in order and no more than one year apart.") // a guess
	}
	count, step, err := q.periods()
	if err != nil {
		return nil, err
	}
	columns := make([]column, count+1)
	for i := range columns {
		columns[i] = column{earlier(from, i*step), earlier(to, i*step)}
	}
	return columns, nil
}

// balances are the columns of a balance sheet: month ends, the newest first, and
// without periods the same month a year before (observed).
func (q request) balances() ([]column, error) {
	day, err := q.date("date", q.today())
	if err != nil {
		return nil, err
	}
	count, step, err := q.periods()
	if err != nil {
		return nil, err
	}
	if count == 0 {
		count, step = 1, 12
	}
	columns := make([]column, count+1)
	for i := range columns {
		columns[i].to = (day.MonthOf() - ledger.Month(i*step)).Last()
	}
	return columns, nil
}
