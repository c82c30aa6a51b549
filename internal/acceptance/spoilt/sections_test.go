package spoilt

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// sectionDamages are those of whole sections, and of reports that end too early.
func sectionDamages() []damage {
	section := func(name string, do func(*spoiler, *report, place) bool) damage {
		return inReport("sections", name, reports(), func(s *spoiler, r *report) bool {
			p, ok := pick(s, r.sections())
			return ok && do(s, r, p)
		})
	}
	return []damage{
		section("a section missing", func(_ *spoiler, _ *report, p place) bool { p.remove(); return true }),
		section("a section doubled", func(_ *spoiler, _ *report, p place) bool { p.double(); return true }),
		section("a section without its rows", func(_ *spoiler, _ *report, p place) bool {
			p.rows = where(p.rows, func(n *node) bool { return n.total() != nil && n.sum == nil })
			return true
		}),
		section("a section without rows and total", func(_ *spoiler, _ *report, p place) bool {
			p.rows, p.sum = nil, nil
			return true
		}),
		section("a section under another title", func(s *spoiler, r *report, p place) bool {
			q, ok := pick(s, where(r.sections(), func(q place) bool { return q.group != p.group || q.title != p.title }))
			if ok {
				p.group, p.title = q.group, q.title
			}
			return ok
		}),
		section("a section without a title", func(_ *spoiler, _ *report, p place) bool {
			p.group = ""
			if p.title != nil {
				p.title = new(string)
			}
			return true
		}),
		section("two sections exchanged", func(s *spoiler, r *report, p place) bool {
			q, ok := pick(s, where(r.sections(), func(q place) bool { return q.list == p.list && q.node != p.node }))
			if ok {
				i, j := p.at(), q.at()
				(*p.list)[i], (*p.list)[j] = (*p.list)[j], (*p.list)[i]
			}
			return ok
		}),
		inReport("truncation", "the rows after some row missing, totals kept", reports(), func(s *spoiler, r *report) bool {
			lines := r.lines()
			if len(lines) < 2 {
				return false
			}
			for _, p := range lines[1+s.random.IntN(len(lines)-1):] {
				p.remove()
			}
			return true
		}),
		inReport("truncation", "everything after some row missing", reports(), func(s *spoiler, r *report) bool {
			p, ok := pick(s, r.lines())
			return ok && cutAfter(&r.rows, p.node)
		}),
		inReport("truncation", "everything after some row missing, with a notice", reports(), func(s *spoiler, r *report) bool {
			p, ok := pick(s, r.lines())
			if !ok || !cutAfter(&r.rows, p.node) {
				return false
			}
			r.rows = append(r.rows, &node{cells: []cell{{value: "Unable to display more data. Please reduce the date range."}}})
			return true
		}).of(ledger.QuickBooks),
		inReport("truncation", "no rows at all", reports(), func(_ *spoiler, r *report) bool {
			r.rows = where(r.rows, (*node).isColumnHeader)
			return true
		}),
		inReport("truncation", "no rows at all, and the header says so", reports(), func(_ *spoiler, r *report) bool {
			r.rows = nil
			r.quickbooks.Header["Option"] = []any{map[string]any{"Name": "NoReportData", "Value": "true"}}
			return true
		}).of(ledger.QuickBooks),
	}
}

// cutAfter ends the rows after the last one to keep: sections still open lose
// what follows and their total. It reports whether it met that row.
func cutAfter(list *[]*node, last *node) bool {
	for i, n := range *list {
		if n == last {
			*list = slices.Clip((*list)[:i+1])
			return true
		}
		if cutAfter(&n.rows, last) {
			n.sum = nil
			*list = slices.Clip((*list)[:i+1])
			return true
		}
	}
	return false
}

var (
	fourDigits = regexp.MustCompile(`\b20\d\d\b`)
	twoDigits  = regexp.MustCompile(`\b\d\d$`)
)

// otherYear returns a text about days with the year after.
func otherYear(text string) string {
	next := func(year string) string {
		n, err := strconv.Atoi(year)
		if err != nil {
			panic(err)
		}
		return strconv.Itoa(n + 1)
	}
	if fourDigits.MatchString(text) {
		return fourDigits.ReplaceAllStringFunc(text, next)
	}
	return twoDigits.ReplaceAllStringFunc(text, next)
}

// headerDamages are those of what a report says of itself.
func headerDamages() []damage {
	field := func(name, key string, change func(*spoiler, string) string) damage {
		return inReport("headers", name, reports(), func(s *spoiler, r *report) bool {
			text, ok := r.quickbooks.Header[key].(string)
			if ok {
				r.quickbooks.Header[key] = change(s, text)
			}
			return ok
		}).of(ledger.QuickBooks)
	}
	to := func(text string) func(*spoiler, string) string { return func(*spoiler, string) string { return text } }
	title := func(name string, at int, change func(string) string) damage {
		return inReport("headers", name, reports(), func(_ *spoiler, r *report) bool {
			r.xero.ReportTitles[at] = change(r.xero.ReportTitles[at])
			return true
		}).of(ledger.Xero)
	}
	return []damage{
		field("the header names another report", "ReportName", to("GeneralLedger")),
		field("the header names another basis", "ReportBasis", func(_ *spoiler, text string) string {
			if text == "Cash" {
				return "Accrual"
			}
			return "Cash"
		}),
		field("the header starts in another year", "StartPeriod", func(_ *spoiler, text string) string { return otherYear(text) }),
		field("the header ends in another year", "EndPeriod", func(_ *spoiler, text string) string { return otherYear(text) }),
		field("the header is in another currency", "Currency", to("XYZ")),
		field("the header has no currency", "Currency", to("")),
		inReport("headers", "the header names a filter", reports(), func(_ *spoiler, r *report) bool {
			r.quickbooks.Header["Customer"] = "17"
			return true
		}).of(ledger.QuickBooks),
		inReport("headers", "the report names another kind", reports(), func(_ *spoiler, r *report) bool {
			r.xero.ReportID, r.xero.ReportType, r.xero.ReportName = "ExecutiveSummary", "ExecutiveSummary", "Executive Summary"
			return true
		}).of(ledger.Xero),
		title("the title names another organisation", 1, func(string) string { return "Somebody else" }),
		title("the title names another year", 2, otherYear),
		title("the title names no period", 2, func(string) string { return "" }),
		inReport("headers", "a report without titles", reports(), func(_ *spoiler, r *report) bool {
			r.xero.ReportTitles = nil
			return true
		}).of(ledger.Xero),
		inReport("headers", "the heading row missing", reports(), func(_ *spoiler, r *report) bool {
			r.rows = where(r.rows, func(n *node) bool { return !n.isColumnHeader() })
			return true
		}).of(ledger.Xero),
		inReport("headers", "a heading that is no day", reports(), func(s *spoiler, r *report) bool {
			at, ok := s.oneColumn(r)
			if ok {
				r.rows[0].cells[at+1].value = "Budget"
			}
			return ok
		}).of(ledger.Xero),
	}
}
