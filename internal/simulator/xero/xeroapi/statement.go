package xeroapi

import (
	"slices"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// statement is a profit and loss while it is written.
type statement struct {
	columns int
	words   titles
	grouped bool // a layout of the user's own
	rows    []Row
}

// write writes the stages in order with the profits between them. Other income
// is left out where there is none (observed); that the other stages stay
// without accounts is a guess.
func (s *statement) write(lines map[stage][]line) {
	gross := minus(total(lines[income], s.columns), total(lines[costOfSales], s.columns))
	net := minus(plus(gross, total(lines[otherIncome], s.columns)), total(lines[operating], s.columns))

	s.stage(s.words.income, s.words.totalIncome, lines[income])
	s.stage(s.words.cost, s.words.totalCost, lines[costOfSales])
	s.profit("Gross Profit", gross)
	if len(lines[otherIncome]) > 0 {
		s.stage("Plus Other Income", "Total Other Income", lines[otherIncome])
	}
	s.stage(s.words.operating, s.words.totalOperating, lines[operating])
	s.profit(s.words.net, net)
}

func (s *statement) profit(label string, amounts []ledger.Amount) {
	s.rows = append(s.rows, untitled("Row", label, amounts))
}

// stage writes one stage. In a layout of the user's own, groups follow as
// sections of their own and the total of the stage stands alone after them
// (observed).
func (s *statement) stage(title, totalLabel string, lines []line) {
	var groups []string
	if s.grouped {
		groups = groupsOf(lines)
	}
	if len(groups) == 0 {
		s.rows = append(s.rows, section(title, lines, totalLabel, s.columns))
		return
	}
	s.rows = append(s.rows, section(title, inGroup(lines, ""), "", s.columns))
	for _, group := range groups {
		s.rows = append(s.rows, section(group, inGroup(lines, group), "Total "+group, s.columns))
	}
	s.rows = append(s.rows, untitled("SummaryRow", totalLabel, total(lines, s.columns)))
}

func groupsOf(lines []line) []string {
	var groups []string
	for _, l := range lines {
		if l.group != "" && !slices.Contains(groups, l.group) {
			groups = append(groups, l.group)
		}
	}
	slices.Sort(groups)
	return groups
}

func inGroup(lines []line, group string) []line {
	var members []line
	for _, l := range lines {
		if l.group == group {
			members = append(members, l)
		}
	}
	return members
}
