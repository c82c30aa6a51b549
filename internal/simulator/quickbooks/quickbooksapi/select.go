package quickbooksapi

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// queryAnswer is the answer to a query. Where nothing was found it is empty.
type queryAnswer struct {
	QueryResponse queryResponse `json:"QueryResponse"`
	Time          string        `json:"time"`
}

type queryResponse struct {
	Account       []accountWire `json:"Account,omitempty"`
	CompanyInfo   []companyInfo `json:"CompanyInfo,omitempty"`
	Preferences   []preferences `json:"Preferences,omitempty"`
	StartPosition int           `json:"startPosition,omitempty"`
	MaxResults    int           `json:"maxResults,omitempty"`
	TotalCount    *int          `json:"totalCount,omitempty"`
}

// others are entities that exist and of which the simulated companies have none.
var others = []string{"Bill", "Budget", "Class", "Customer", "Department", "Employee", "Invoice", "Item", "JournalEntry", "Payment", "Vendor"}

func (r request) query(text string) (any, *problem) {
	q, problem := parse(text)
	if problem != nil {
		return nil, problem
	}
	answer := queryAnswer{Time: stamp(r.now)}
	is := func(name string) bool { return strings.EqualFold(q.entity, name) }
	switch {
	case is("Account"):
		answer.QueryResponse, problem = r.accounts(q)
	case is("CompanyInfo"):
		answer.QueryResponse = queryResponse{CompanyInfo: []companyInfo{r.companyInfo()}, MaxResults: 1}
	case is("Preferences"):
		answer.QueryResponse = queryResponse{Preferences: []preferences{r.preferences()}, MaxResults: 1}
	case !slices.ContainsFunc(others, is):
		problem = validationError("invalid context declaration: " + q.entity)
	}
	if problem != nil {
		return nil, problem
	}
	return answer, nil
}

// accounts is one page of the chart. Inactive accounts are left out unless the
// query says something about Active (observed).
func (r request) accounts(q statement) (queryResponse, *problem) {
	if !slices.ContainsFunc(q.conditions, func(c condition) bool { return c.field == "Active" }) {
		q.conditions = append(q.conditions, condition{"Active", "=", []string{"true"}})
	}
	var found []accountWire
	chart := chartOf(r.books)
	for _, a := range chart.accounts {
		account := r.account(chart, a)
		keep, problem := account.fits(q.conditions)
		if problem != nil {
			return queryResponse{}, problem
		}
		if keep {
			found = append(found, account)
		}
	}
	if q.count {
		total := len(found)
		return queryResponse{TotalCount: &total}, nil
	}
	if problem := sortBy(found, q); problem != nil {
		return queryResponse{}, problem
	}
	page := found[min(q.start-1, len(found)):]
	page = page[:min(q.max, len(page))]
	if len(page) == 0 {
		return queryResponse{}, nil
	}
	return queryResponse{Account: page, StartPosition: q.start, MaxResults: len(page)}, nil
}

// field is a property of an account that queries can name.
func (a accountWire) field(name string) (string, *problem) {
	switch name {
	case "Id":
		return a.ID, nil
	case "Name":
		return a.Name, nil
	case "FullyQualifiedName":
		return a.FullyQualifiedName, nil
	case "Active":
		return fmt.Sprint(a.Active), nil
	case "Classification":
		return a.Classification, nil
	case "AccountType":
		return a.AccountType, nil
	case "AccountSubType":
		return a.AccountSubType, nil
	case "AcctNum":
		return a.AcctNum, nil
	}
	return "", validationError(fmt.Sprintf("property '%s' not found for entity Account", name))
}

func (a accountWire) fits(conditions []condition) (bool, *problem) {
	for _, c := range conditions {
		value, problem := a.field(c.field)
		if problem != nil {
			return false, problem
		}
		if !c.holds(value) {
			return false, nil
		}
	}
	return true, nil
}

func (c condition) holds(value string) bool {
	given := c.values[0]
	switch c.operator {
	case "IN":
		return slices.Contains(c.values, value)
	case "LIKE":
		pattern := strings.ReplaceAll(regexp.QuoteMeta(given), "%", ".*")
		ok, err := regexp.MatchString("(?is)^"+pattern+"$", value)
		return err == nil && ok
	case "=":
		return value == given
	case "!=":
		return value != given
	case "<":
		return value < given
	case "<=":
		return value <= given
	case ">":
		return value > given
	}
	return value >= given
}

func sortBy(found []accountWire, q statement) *problem {
	if q.order == "" {
		return nil
	}
	if _, problem := (accountWire{}).field(q.order); problem != nil {
		return problem
	}
	slices.SortStableFunc(found, func(a, b accountWire) int {
		left, _ := a.field(q.order)
		right, _ := b.field(q.order)
		if q.descending {
			left, right = right, left
		}
		return strings.Compare(left, right)
	})
	return nil
}
