package xeroapi

// Report is one report as Xero writes it, in Xero's order of keys.
type Report struct {
	ReportID       string
	ReportName     string
	ReportType     string
	ReportTitles   []string
	ReportDate     string
	UpdatedDateUTC string
	Fields         []string
	Rows           []Row
}

// Row is a header, a section, a row or a summary row. A section has a title
// (which may be empty) and rows, all others have cells.
type Row struct {
	RowType string
	Title   *string `json:",omitempty"`
	Cells   []Cell  `json:",omitempty"`
	Rows    *[]Row  `json:",omitempty"`
}

// Cell is one value; cells of totals and headers have no attributes.
type Cell struct {
	Value      string
	Attributes []Attribute `json:",omitempty"`
}

// Attribute says what a cell is about: the account, and for earnings the days.
type Attribute struct {
	Value string
	Id    string
}

// Account is one account as Xero lists it.
type Account struct {
	AccountID string
}

// Organisation is the organisation as Xero describes it.
type Organisation struct {
	OrganisationID string
	Name           string
}
