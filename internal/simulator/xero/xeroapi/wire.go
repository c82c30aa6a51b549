package xeroapi

import "encoding/xml"

// envelope is what every answer of the Accounting API stands in.
type envelope struct {
	XMLName       xml.Name       `json:"-" xml:"Response"`
	ID            string         `json:"Id" xml:"Id"`
	Status        string         `xml:"Status"`
	ProviderName  string         `xml:"ProviderName"`
	DateTimeUTC   string         `xml:"DateTimeUTC"`
	Organisations []Organisation `json:",omitzero" xml:"Organisations>Organisation,omitempty"`
	Accounts      []Account      `json:",omitzero" xml:"Accounts>Account,omitempty"`
	Reports       []Report       `json:",omitzero" xml:"Reports>Report,omitempty"`
}

// Organisation is the organisation as Xero describes it, in Xero's order of keys.
type Organisation struct {
	Name                  string
	LegalName             string
	PaysTax               bool
	Version               string
	OrganisationType      string
	BaseCurrency          string
	CountryCode           string
	IsDemoCompany         bool
	OrganisationStatus    string
	FinancialYearEndDay   int
	FinancialYearEndMonth int
	SalesTaxBasis         string
	SalesTaxPeriod        string
	DefaultSalesTax       string
	DefaultPurchasesTax   string
	PeriodLockDate        string `json:",omitempty" xml:",omitempty"`
	CreatedDateUTC        string
	Timezone              string
	ShortCode             string
	OrganisationID        string
	Edition               string
	Class                 string
	Addresses             []string
	Phones                []string
	ExternalLinks         []string
	PaymentTerms          struct{}
}

// Account is one account as Xero lists it. A nil SystemAccount is not sent: the
// key is absent on some accounts and empty on others, as observed.
type Account struct {
	AccountID               string
	Code                    string `json:",omitempty" xml:",omitempty"`
	Name                    string
	Status                  string
	Type                    string
	TaxType                 string
	Class                   string
	SystemAccount           *string `json:",omitempty" xml:",omitempty"`
	EnablePaymentsToAccount bool
	ShowInExpenseClaims     bool
	BankAccountNumber       string `json:",omitempty" xml:",omitempty"`
	BankAccountType         string
	CurrencyCode            string `json:",omitempty" xml:",omitempty"`
	ReportingCode           string
	HasAttachments          bool
	UpdatedDateUTC          string
	AddToWatchlist          bool
}

// Report is one report as Xero writes it, in Xero's order of keys.
type Report struct {
	ReportID       string
	ReportName     string
	ReportType     string
	ReportTitles   []string `xml:"ReportTitles>ReportTitle"`
	ReportDate     string
	UpdatedDateUTC string
	Fields         []string `xml:"Fields>Field"`
	Rows           []Row    `xml:"Rows>Row"`
}

// Row is a header, a section, a row or a summary row. A section has a title
// (which may be empty) and rows (which may be none), all others have cells.
type Row struct {
	RowType string
	Title   *string `json:",omitempty" xml:",omitempty"`
	Cells   []Cell  `json:",omitempty" xml:"Cells>Cell,omitempty"`
	Rows    []Row   `json:",omitzero" xml:"Rows>Row,omitempty"`
}

// Cell is one value; cells of totals and headers have no attributes.
type Cell struct {
	Value      string
	Attributes []Attribute `json:",omitempty" xml:"Attributes>Attribute,omitempty"`
}

// Attribute says what a cell is about: the account, the group of merged
// accounts, and for earnings the days they were earned on.
type Attribute struct {
	Value string
	ID    string `json:"Id" xml:"Id"`
}

// validation is Xero's answer to a parameter it cannot take (HTTP 400).
type validation struct {
	XMLName     xml.Name `json:"-" xml:"ApiException"`
	ErrorNumber int
	Type        string
	Message     string
	Elements    []string
}
