package xeroapi

// page is a report's rows and what it says of itself.
type page struct {
	id, name, title, period string
	rows                    []Row
}

// reporting answers GET /Reports/…: always exactly one report.
func reporting(read func(request) (page, error)) func(request, *envelope) error {
	return func(q request, answer *envelope) error {
		p, err := read(q)
		if err != nil {
			return err
		}
		report := Report{
			ReportID: p.id, ReportName: p.name, ReportType: p.id,
			ReportTitles: []string{p.title, q.books.Company().Name, p.period},
			ReportDate:   format(q.today(), longDay), UpdatedDateUTC: msDate(q.now),
			Fields: []string{}, Rows: p.rows,
		}
		if q.lies.Report != nil {
			q.lies.Report(&report)
		}
		answer.Reports = []Report{report}
		return nil
	}
}
