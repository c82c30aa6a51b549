package mapping

// english is the English language table: for each concept the phrases that mean
// it. A phrase matches whole words only, in any case, with any punctuation in
// between, in the singular and in the plural: "wage" finds "Wages & bonus", and
// not "Wagering". Another language is another table like this one, listed in
// languages.
func english() language {
	return language{
		noPayroll: {
			"payroll software", "payroll service", "payroll processing", "payroll fee", "payroll subscription",
			"recruitment", "recruiting", "hiring cost", "job advertising",
		},
		pension: {
			"superannuation", "super", "sgc", "pension", "retirement plan", "retirement contribution",
			"401k", "401 k", "kiwisaver", "provident fund", "rrsp",
		},
		employerTax: {
			"payroll tax", "payroll taxes", "employer tax", "employers tax", "employment tax", "national insurance", "nic", "ni",
			"employers ni", "employer ni", "employers nic", "employer nic",
			"paye", "fica", "futa", "suta", "social security", "medicare", "unemployment tax",
			"payg withholding", "payg withheld", "fringe benefits tax", "fringe benefit tax", "fbt",
		},
		salesTax: {
			"gst", "vat", "hst", "pst", "qst", "sales tax", "sales taxes", "goods and services tax", "value added tax", "use tax",
			"state board of equalization", "department of revenue", "bas payable", "bas clearing", "ato integrated client account",
		},
		salesTaxSpent: {
			"gst expense", "gst paid", "vat expense", "vat paid", "irrecoverable vat", "irrecoverable gst", "non recoverable vat",
			"non recoverable gst", "sales tax", "sales taxes", "use tax",
		},
		incomeTax: {
			"income tax", "income taxes", "corporation tax", "corporate tax", "corporate income tax", "company tax", "profits tax",
			"payg instalment", "payg income tax", "payg", "deferred tax", "deferred taxes", "taxation", "tax expense", "current tax",
			"provision for tax", "provision for income tax", "tax provision", "tax payable", "taxes payable", "tax receivable",
			"tax refund", "federal tax", "state tax", "estimated tax", "provisional tax", "resident withholding tax",
			"rwt", "withholding tax", "franchise tax", "construction industry scheme", "cis",
		},
		pay: {
			"wage", "salary", "salaries", "payroll", "staff", "employee", "employer", "bonus", "bonuses", "overtime",
			"annual leave", "holiday pay", "sick pay", "maternity pay", "long service leave", "leave provision", "leave entitlement",
			"provision for leave", "workers compensation", "workers comp", "workcover", "workcover insurance", "remuneration",
			"directors fee", "directors fees", "director fee", "directors salary", "officers compensation", "guaranteed payment",
			"apprentice", "apprenticeship levy", "severance", "redundancy", "termination pay", "personnel",
		},
		expensesOwed: {"expense claim", "unpaid expense", "employee reimbursement", "reimbursement"},
		costOfSales:  {"cost of goods sold", "cost of sales", "cogs"},
		dividend:     {"dividend", "distribution payable", "unpaid distribution"},
		payout:       {"drawing", "draw", "distribution", "withdrawal"},

		depreciation: {"depreciation", "amortisation", "amortization", "accumulated depreciation", "less accumulated", "write off", "impairment"},
		exchange: {
			"foreign currency", "currency gain", "currency loss", "exchange gain", "exchange loss", "exchange difference",
			"foreign exchange", "currency revaluation", "bank revaluation", "fx",
		},
		badDebts:     {"bad debt", "doubtful debt", "allowance for doubtful", "doubtful account", "credit loss"},
		interest:     {"interest"},
		bankFees:     {"bank fee", "bank charge", "merchant fee", "stripe fee", "paypal fee", "square fee", "card fee", "payment processing", "transaction fee", "service charge"},
		insurance:    {"insurance"},
		rent:         {"rent", "rental", "lease", "rates", "business rates", "property tax", "premises"},
		utilities:    {"utility", "utilities", "electricity", "gas", "power", "light", "heat", "water", "energy"},
		professional: {"accounting", "accountant", "audit", "bookkeeping", "bookkeeper", "consulting", "consultancy", "consultant", "legal", "lawyer", "attorney", "solicitor", "professional fee", "tax advice", "tax agent"},
		technology:   {"software", "subscription", "hosting", "computer", "it cost", "it expense", "it support", "it equipment", "internet", "telephone", "phone", "mobile", "telecommunication", "website", "cloud", "saas"},
		vehicles:     {"motor vehicle", "motor", "vehicle", "fuel", "car", "truck", "automobile", "parking"},
		marketing:    {"advertising", "marketing", "promotion", "promotional", "sponsorship", "public relations"},
		travel:       {"travel", "entertainment", "meal", "accommodation", "hotel", "airfare", "flight", "subsistence"},
		training:     {"training", "education", "conference", "seminar"},
		repairs:      {"repair", "maintenance", "cleaning"},
		freight:      {"freight", "courier", "shipping", "delivery", "postage", "carriage"},
		subcontract:  {"subcontractor", "sub contractor", "contractor", "subcontract", "contract labor", "contract labour"},
		office:       {"office", "printing", "stationery", "general expense", "general administrative", "sundry", "supplies", "equipment", "furniture", "dues", "license", "licence"},
		discounts:    {"discount", "discounts given", "refund", "return", "returns", "allowance"},
		grants:       {"grant", "subsidy", "donation"},
		receivables:  {"accounts receivable", "receivable", "debtor", "trade debtor", "undeposited funds", "accrued income"},
		payables:     {"accounts payable", "creditor", "trade creditor", "trade payable"},
		stock:        {"inventory", "stock", "work in progress", "raw material", "finished goods"},
		prepayments:  {"prepayment", "prepaid", "deposit paid", "security deposit"},
		deferred:     {"deferred income", "deferred revenue", "unearned", "income in advance", "customer deposit", "client deposit"},
		accruals:     {"accrual", "accrued"},
		ownersLoan:   {"directors loan", "director loan", "shareholder loan", "shareholders loan", "loan from director", "loan from shareholder", "loan to director", "owner loan", "owners loan", "partner loan"},
		loans:        {"loan", "mortgage", "hire purchase", "overdraft", "line of credit", "note payable", "notes payable", "borrowing"},
		shareCapital: {"share capital", "capital", "common stock", "paid in capital", "owner equity", "owners equity", "owner investment", "funds introduced", "owner contribution", "partner contribution", "share premium"},
		retained:     {"retained earnings", "retained profit", "accumulated profit", "accumulated losses"},
		openingEquity: {
			"opening balance", "opening balance equity", "historical adjustment",
		},
		intangibles: {"goodwill", "intangible", "patent", "trademark", "intellectual property", "organizational cost"},
	}
}
