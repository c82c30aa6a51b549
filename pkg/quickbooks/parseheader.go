package quickbooks

import "strings"

// header reads the Header, whose fields are described at
// https://developer.intuit.com/app/developer/qbo/docs/workflows/run-reports.
func (p *parser) header() error {
	h := &p.report.header
	h.present = true
	return p.Object(func(name []byte) error {
		switch string(name) {
		case "Time":
			return p.copy(&h.time)
		case "ReportName":
			return p.copy(&h.name)
		case "ReportBasis":
			return p.copy(&h.basis)
		case "StartPeriod":
			return p.copy(&h.start)
		case "EndPeriod":
			return p.copy(&h.end)
		case "SummarizeColumnsBy":
			return p.copy(&h.by)
		case "Currency":
			return p.copy(&h.currency)
		case "Customer", "Vendor", "Employee", "Item", "Class", "Department", "Account":
			return p.filter(string(name))
		case "Option":
			return p.pairs(func(name, value string) {
				if name == "NoReportData" {
					h.noData = strings.EqualFold(value, "true")
				}
			})
		}
		return p.Skip()
	})
}

// filter adds a field that narrows the report, unless it is empty.
func (p *parser) filter(name string) error {
	value, err := p.Text()
	if len(value) > 0 {
		p.report.header.filters = append(p.report.header.filters, name+" "+string(value))
	}
	return err
}

// columns reads {"Column":[…]}. A column with columns below it is replaced by
// them.
func (p *parser) columns(depth int) error {
	if depth > maxDepth {
		return errTooDeep
	}
	return p.Object(func(name []byte) error {
		if string(name) != "Column" {
			return p.Skip()
		}
		return p.Array(func() error { return p.column(depth) })
	})
}

func (p *parser) column(depth int) error {
	var c column
	before := len(p.report.columns)
	err := p.Object(func(name []byte) error {
		switch string(name) {
		case "ColTitle":
			return p.copy(&c.title)
		case "MetaData":
			return p.pairs(c.describe)
		case "Columns":
			return p.columns(depth + 1)
		}
		return p.Skip()
	})
	if len(p.report.columns) == before {
		p.report.columns = append(p.report.columns, c)
	}
	return err
}

func (c *column) describe(name, value string) {
	switch name {
	case "ColKey":
		c.key = value
	case "StartDate":
		c.start = value
	case "EndDate":
		c.end = value
	}
}

// pairs reads [{"Name":…,"Value":…},…].
func (p *parser) pairs(each func(name, value string)) error {
	return p.Array(func() error {
		var name, value string
		err := p.Object(func(key []byte) error {
			switch string(key) {
			case "Name":
				return p.copy(&name)
			case "Value":
				return p.copy(&value)
			}
			return p.Skip()
		})
		each(name, value)
		return err
	})
}

// copy reads a text into a string of its own.
func (p *parser) copy(to *string) error {
	text, err := p.Text()
	*to = string(text)
	return err
}
