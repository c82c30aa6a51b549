package quickbooksapi

import (
	"strconv"
	"time"
)

type companyInfo struct {
	CompanyName          string   `json:"CompanyName"`
	LegalName            string   `json:"LegalName"`
	CompanyStartDate     string   `json:"CompanyStartDate"`
	FiscalYearStartMonth string   `json:"FiscalYearStartMonth"`
	Country              string   `json:"Country"`
	SupportedLanguages   string   `json:"SupportedLanguages"`
	NameValue            []option `json:"NameValue"`
	Domain               string   `json:"domain"`
	Sparse               bool     `json:"sparse"`
	ID                   string   `json:"Id"`
	SyncToken            string   `json:"SyncToken"`
	MetaData             metaData `json:"MetaData"`
}

// companyInfo is the company. Its Id is always "1": the realm's id stands in the
// address alone (observed).
func (r request) companyInfo() companyInfo {
	company := r.books.Company()
	return companyInfo{
		CompanyName: company.Name, LegalName: company.Legal, CompanyStartDate: company.Founded.String(),
		FiscalYearStartMonth: r.firstMonth().String(), Country: company.Country, SupportedLanguages: "en",
		NameValue: []option{
			{"NeoEnabled", "true"}, {"SubscriptionStatus", "PAID"}, {"OfferingSku", "QuickBooks Online Plus"},
		},
		Domain: "QBO", ID: "1", SyncToken: "4", MetaData: r.metaData(),
	}
}

// firstMonth is the first month of the financial year.
func (r request) firstMonth() time.Month { return r.books.Organisation().YearEndMonth%12 + 1 }

type preferences struct {
	AccountingInfoPrefs accountingInfoPrefs `json:"AccountingInfoPrefs"`
	CurrencyPrefs       currencyPrefs       `json:"CurrencyPrefs"`
	ReportPrefs         reportPrefs         `json:"ReportPrefs"`
	OtherPrefs          otherPrefs          `json:"OtherPrefs"`
	Domain              string              `json:"domain"`
	Sparse              bool                `json:"sparse"`
	ID                  string              `json:"Id"`
	SyncToken           string              `json:"SyncToken"`
	MetaData            metaData            `json:"MetaData"`
}

type accountingInfoPrefs struct {
	UseAccountNumbers       bool   `json:"UseAccountNumbers"`
	TrackDepartments        bool   `json:"TrackDepartments"`
	ClassTrackingPerTxn     bool   `json:"ClassTrackingPerTxn"`
	ClassTrackingPerTxnLine bool   `json:"ClassTrackingPerTxnLine"`
	FirstMonthOfFiscalYear  string `json:"FirstMonthOfFiscalYear"`
	TaxYearMonth            string `json:"TaxYearMonth"`
	BookCloseDate           string `json:"BookCloseDate,omitempty"` // absent: the books are not closed
	CustomerTerminology     string `json:"CustomerTerminology"`
}

type currencyPrefs struct {
	MultiCurrencyEnabled bool `json:"MultiCurrencyEnabled"`
	HomeCurrency         ref  `json:"HomeCurrency"`
}

type reportPrefs struct {
	ReportBasis                string `json:"ReportBasis"`
	CalcAgingReportFromTxnDate bool   `json:"CalcAgingReportFromTxnDate"`
}

type otherPrefs struct {
	NameValue []option `json:"NameValue"`
}

func (r request) preferences() preferences {
	company := r.books.Company()
	return preferences{
		AccountingInfoPrefs: accountingInfoPrefs{
			UseAccountNumbers: company.Numbered, FirstMonthOfFiscalYear: r.firstMonth().String(),
			TaxYearMonth: time.January.String(), BookCloseDate: company.LockedThrough.String(), CustomerTerminology: "Customers",
		},
		CurrencyPrefs: currencyPrefs{company.MultiCurrency, ref{Value: company.Currency}},
		ReportPrefs:   reportPrefs{ReportBasis: accrual},
		OtherPrefs:    otherPrefs{[]option{{"AccountingInfoPrefs.ShowAccountNumbers", strconv.FormatBool(company.Numbered)}}},
		Domain:        "QBO", ID: "1", SyncToken: "3", MetaData: r.metaData(),
	}
}
