package importer

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/mapping"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// coaLines is the entity's accounts as the COA file shows them.
func (h *holding) coaLines(omitArchived bool) []export.COALine {
	if h.chart == nil {
		return nil
	}
	source, mapped := h.source(), h.mappings()
	lines := make([]export.COALine, 0, len(h.chart.Accounts))
	for _, account := range h.chart.Accounts {
		if omitArchived && account.Status == ledger.Archived {
			continue
		}
		lines = append(lines, export.COALine{Source: source, Account: account, Mapping: asMapping(mapped[account.ID])})
	}
	return lines
}

// actualsLines is the entity's remembered amounts in the months of a file.
// Months that are not in memory are marked missing, so that they get no rows.
func (h *holding) actualsLines(months ledger.Range) []export.ActualsLine {
	if h.series == nil || len(h.missing(months)) == months.Len() {
		return nil
	}
	source, at := h.window(months)
	accounts, mapped := h.accounts(), h.mappings()
	lines := make([]export.ActualsLine, 0, len(h.series.Lines))
	for i := range h.series.Lines {
		line := &h.series.Lines[i]
		netDebit := make([]ledger.Amount, len(at))
		for n, position := range at {
			if position >= 0 {
				netDebit[n] = line.NetDebit[position]
			}
		}
		lines = append(lines, export.ActualsLine{
			Source: source, Account: account(accounts, line), Mapping: asMapping(mapped[line.AccountID]),
			Statement: line.Statement, NetDebit: netDebit,
		})
	}
	return lines
}

// window says where in the series each month of a file is, -1 where it is not,
// and marks partial and missing months.
func (h *holding) window(months ledger.Range) (*export.Source, []int) {
	source := h.source()
	at := make([]int, 0, months.Len())
	for _, month := range months.Months() {
		position := h.position(month)
		switch {
		case position < 0:
			source.Missing[month] = true
		case h.series.Months[position].Partial:
			source.Partial[month] = true
		}
		at = append(at, position)
	}
	return source, at
}

// position is where in the series a month is; -1 where it is not in memory.
func (h *holding) position(month ledger.Month) int {
	if h.series == nil {
		return -1
	}
	for i := range h.series.Months {
		if h.series.Months[i].Month == month {
			return i
		}
	}
	return -1
}

// missing lists the months of a range that are not in memory.
func (h *holding) missing(months ledger.Range) []ledger.Month {
	return slices.DeleteFunc(months.Months(), func(month ledger.Month) bool { return h.position(month) >= 0 })
}

// stakes lists the accounts with money in the file whose mapping is not
// confirmed, the most money first. Lines that are no account do not count.
func stakes(lines []export.ActualsLine) []Stake {
	var open []Stake
	for i := range lines {
		line := &lines[i]
		money := ledger.Line{NetDebit: line.NetDebit}
		if line.Mapping.State == string(mapping.Confirmed) || ledger.IsSynthetic(line.Account.ID) || money.IsZero() {
			continue
		}
		open = append(open, Stake{Account: line.Account, State: line.Mapping.State, Money: atStake(line)})
	}
	slices.SortStableFunc(open, func(a, b Stake) int { return b.Money.Sub(a.Money).Sign() })
	return open
}

// atStake is the money on a line: all movements without their signs, or the
// last balance without its sign.
func atStake(line *export.ActualsLine) ledger.Amount {
	if line.Statement == ledger.BalanceSheet {
		return line.NetDebit[len(line.NetDebit)-1].Abs()
	}
	var sum ledger.Amount
	for _, amount := range line.NetDebit {
		sum = sum.Add(amount.Abs())
	}
	return sum
}
