package xeroapi

import "github.com/ledgerlink/ledgerlink/pkg/ledger"

// write writes the sheet as observed in Australia, New Zealand and the United
// States: the titles of both sides are sections without rows, and a section
// without accounts is not there.
func (s *sheet) write() {
	s.title("Assets")
	assets := s.places([]placed{
		{bank, "Bank", "Total Bank"},
		{currentAssets, "Current Assets", "Total Current Assets"},
		{fixedAssets, "Fixed Assets", "Total Fixed Assets"},
		{nonCurrentAssets, "Non-current Assets", "Total Non-current Assets"},
	})
	s.rows = append(s.rows, untitled("SummaryRow", "Total Assets", assets))
	s.title("Liabilities")
	liabilities := s.places([]placed{
		{currentLiabilities, "Current Liabilities", "Total Current Liabilities"},
		{nonCurrentLiabilities, "Non-Current Liabilities", "Total Non-Current Liabilities"},
	})
	s.rows = append(s.rows,
		untitled("SummaryRow", "Total Liabilities", liabilities),
		untitled("Row", "Net Assets", minus(assets, liabilities)))
	s.places([]placed{{equity, "Equity", "Total Equity"}})
}

// writeBritish writes the sheet the British way, without a row for all assets.
// All of it is a guess after the statutory format; no answer of Xero's is public.
func (s *sheet) writeBritish() {
	fixed := s.places([]placed{{fixedAssets, "Fixed Assets", "Total Fixed Assets"}, {nonCurrentAssets, "Investments", "Total Investments"}})
	current := s.places([]placed{{bank, "Cash at bank and in hand", "Total Cash at bank and in hand"}, {currentAssets, "Current Assets", "Total Current Assets"}})
	soon := s.places([]placed{{currentLiabilities, "Creditors: amounts falling due within one year", "Total Creditors: amounts falling due within one year"}})
	net := minus(current, soon)
	s.rows = append(s.rows,
		untitled("Row", "Net Current Assets (Liabilities)", net),
		untitled("Row", "Total Assets less Current Liabilities", plus(fixed, net)))
	later := s.places([]placed{{nonCurrentLiabilities, "Creditors: amounts falling due after more than one year", "Total Creditors: amounts falling due after more than one year"}})
	s.rows = append(s.rows, untitled("Row", "Net Assets", minus(plus(fixed, net), later)))
	s.places([]placed{{equity, "Capital and Reserves", "Total Capital and Reserves"}})
}

// placed is a place with its title and the label of its total.
type placed struct {
	at           place
	title, total string
}

// places writes the sections that have accounts and adds them up.
func (s *sheet) places(sections []placed) []ledger.Amount {
	sums := make([]ledger.Amount, s.columns)
	for _, p := range sections {
		lines := s.lines[p.at]
		if len(lines) == 0 {
			continue
		}
		s.rows = append(s.rows, section(p.title, lines, p.total, s.columns))
		sums = plus(sums, total(lines, s.columns))
	}
	return sums
}

func (s *sheet) title(text string) { s.rows = append(s.rows, section(text, nil, "", s.columns)) }
