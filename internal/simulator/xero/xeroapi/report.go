package xeroapi

import "cmp"

// page is a report's rows and what it says of itself.
type page struct {
	id, name, title, period string
	rows                    []Row
}

// reporting answers GET /Reports/…: always exactly one report. Its second title
// is the legal name, which Xero's OpenAPI file calls the name shown on reports.
func reporting(read func(request) (page, error)) func(request, *envelope) error {
	return func(q request, answer *envelope) error {
		p, err := read(q)
		if err != nil {
			return err
		}
		company := q.books.Company()
		report := Report{
			ReportID: p.id, ReportName: p.name, ReportType: p.id,
			ReportTitles: []string{p.title, cmp.Or(company.Legal, company.Name), p.period},
			ReportDate:   format(q.today(), longDay), UpdatedDateUTC: msDate(q.now),
			Fields: []string{}, Rows: p.rows,
		}
		answer.Reports = []Report{report}
		return nil
	}
}
