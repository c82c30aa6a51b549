package xeroapi

import "cmp"

// titles are the words of the profit and loss that differ by region.
type titles struct {
	income, totalIncome, cost, totalCost, operating, totalOperating, net string
}

// wording is the region's. Australian ones are observed; "Net Income" and "Cost
// of Goods Sold" are reported by users of US organisations; the British ones are
// a guess after Xero's own British report. Nobody should read meaning into them.
func wording(region string) titles {
	words := titles{}
	switch region {
	case "US":
		words = titles{cost: "Less Cost of Goods Sold", totalCost: "Total Cost of Goods Sold", net: "Net Income"}
	case "UK":
		words = titles{income: "Turnover", totalIncome: "Total Turnover", operating: "Less Administrative Costs", totalOperating: "Total Administrative Costs"}
	}
	return titles{
		income: cmp.Or(words.income, "Income"), totalIncome: cmp.Or(words.totalIncome, "Total Income"),
		cost: cmp.Or(words.cost, "Less Cost of Sales"), totalCost: cmp.Or(words.totalCost, "Total Cost of Sales"),
		operating: cmp.Or(words.operating, "Less Operating Expenses"), totalOperating: cmp.Or(words.totalOperating, "Total Operating Expenses"),
		net: cmp.Or(words.net, "Net Profit"),
	}
}
