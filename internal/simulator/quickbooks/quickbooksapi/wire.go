package quickbooksapi

// The wire types keep Intuit's order of keys.

type report struct {
	Header  header  `json:"Header"`
	Columns columns `json:"Columns"`
	Rows    rows    `json:"Rows"`
}

type header struct {
	Time               string   `json:"Time"`
	ReportName         string   `json:"ReportName"`
	DateMacro          string   `json:"DateMacro,omitempty"`
	ReportBasis        string   `json:"ReportBasis"`
	StartPeriod        string   `json:"StartPeriod"`
	EndPeriod          string   `json:"EndPeriod"`
	SummarizeColumnsBy string   `json:"SummarizeColumnsBy"`
	Currency           string   `json:"Currency"`
	Customer           string   `json:"Customer,omitempty"`
	Vendor             string   `json:"Vendor,omitempty"`
	Class              string   `json:"Class,omitempty"`
	Department         string   `json:"Department,omitempty"`
	Item               string   `json:"Item,omitempty"`
	Option             []option `json:"Option"`
}

type option struct {
	Name  string `json:"Name"`
	Value string `json:"Value"`
}

type columns struct {
	Column []columnWire `json:"Column"`
}

type columnWire struct {
	ColTitle string   `json:"ColTitle"`
	ColType  string   `json:"ColType"`
	MetaData []option `json:"MetaData,omitempty"`
}

type rows struct {
	Row []row `json:"Row,omitempty"`
}

// row is a section (Header, Rows, Summary) or a data row (ColData).
type row struct {
	Header  *colData `json:"Header,omitempty"`
	Rows    *rows    `json:"Rows,omitempty"`
	Summary *colData `json:"Summary,omitempty"`
	ColData []cell   `json:"ColData,omitempty"`
	Type    string   `json:"type,omitempty"`
	Group   string   `json:"group,omitempty"`
}

type colData struct {
	ColData []cell `json:"ColData"`
}

type cell struct {
	Value string `json:"value"`
	ID    string `json:"id,omitempty"`
}

type metaData struct {
	CreateTime      string `json:"CreateTime"`
	LastUpdatedTime string `json:"LastUpdatedTime"`
}

type ref struct {
	Value string `json:"value"`
	Name  string `json:"name,omitempty"`
}
