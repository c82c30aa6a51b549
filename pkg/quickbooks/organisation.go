package quickbooks

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/ledgerlink/ledgerlink/pkg/internal/jsonread"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// company is what is read of a CompanyInfo. Addresses and people are left out.
// https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/companyinfo
type company struct {
	ID                   text `json:"Id"`
	RealmID              text
	CompanyName          text
	LegalName            text
	Country              text
	FiscalYearStartMonth text
}

// preferences is what is read of a company's Preferences.
// https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences
type preferences struct {
	AccountingInfoPrefs struct {
		FirstMonthOfFiscalYear text
		BookCloseDate          text
	}
	CurrencyPrefs struct{ HomeCurrency reference }
}

// Organisation reads who the company is, in two calls side by side. An answer
// about any other company than the client's is a *ledger.Error of kind
// ledger.WrongOrganisation.
func (c *Client) Organisation(ctx context.Context) (ledger.Organisation, error) {
	var info company
	var prefs preferences
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() (err error) { info, err = c.companyInfo(ctx); return err })
	group.Go(func() (err error) { prefs, err = c.preferences(ctx); return err })
	if err := group.Wait(); err != nil {
		return ledger.Organisation{}, err
	}
	return c.organisation(info, prefs)
}

func (c *Client) companyInfo(ctx context.Context) (company, error) {
	var answer struct {
		RealmID     text
		CompanyInfo company
	}
	resource := companyResource
	resource.path += "/" + url.PathEscape(c.realm)
	_, err := c.get(ctx, resource, minorVersionOnly(), func(body io.Reader) error {
		answer.CompanyInfo = company{}
		if err := jsonread.Decode(body, &answer); err != nil {
			return err
		}
		if answer.CompanyInfo == (company{}) {
			return errors.New("there is no company in the answer")
		}
		return c.checkRealm(answer.CompanyInfo, answer.RealmID)
	})
	return answer.CompanyInfo, err
}

// checkRealm makes sure that an answer is about the client's company. The Id of a
// CompanyInfo is a record number, nearly always "1" (observed); only one that
// could be a realm id, which has many digits, is compared.
func (c *Client) checkRealm(info company, answered text) error {
	if len(info.ID) < minRealmDigits {
		info.ID = ""
	}
	for _, id := range []text{info.ID, info.RealmID, answered} {
		if id != "" && string(id) != c.realm {
			return &ledger.Error{
				Kind: ledger.WrongOrganisation, Provider: ledger.QuickBooks, Op: companyResource.op,
				Message: fmt.Sprintf("asked for company %s, it answered about %.40q", c.realm, id),
			}
		}
	}
	return nil
}

const minRealmDigits = 10

func (c *Client) preferences(ctx context.Context) (preferences, error) {
	var answer struct{ Preferences *preferences }
	_, err := c.get(ctx, preferencesResource, minorVersionOnly(), func(body io.Reader) error {
		answer.Preferences = nil
		if err := jsonread.Decode(body, &answer); err != nil {
			return err
		}
		if answer.Preferences == nil {
			return errors.New("there are no preferences in the answer")
		}
		return nil
	})
	if err != nil {
		return preferences{}, err
	}
	return *answer.Preferences, nil
}

// organisation returns the company in the domain's terms.
func (c *Client) organisation(info company, prefs preferences) (ledger.Organisation, error) {
	o := ledger.Organisation{
		Provider: ledger.QuickBooks,
		ID:       c.realm,
		Name:     string(info.CompanyName),
		Legal:    string(info.LegalName),
		Currency: string(prefs.CurrencyPrefs.HomeCurrency),
		Country:  string(info.Country),
	}
	if o.Currency == "" {
		return o, unreadable(preferencesResource, "its preferences name no home currency")
	}
	name := cmp.Or(prefs.AccountingInfoPrefs.FirstMonthOfFiscalYear, info.FiscalYearStartMonth)
	first, ok := parseMonthName(string(name))
	if !ok {
		return o, unreadable(preferencesResource, fmt.Sprintf("its financial year begins in %.20q, which is no month", name))
	}
	o.YearEndMonth = (first+10)%12 + 1
	o.YearEndDay = ledger.NewMonth(2000, o.YearEndMonth).Last().Day
	if closed := string(prefs.AccountingInfoPrefs.BookCloseDate); closed != "" {
		day, _, _ := strings.Cut(closed, "T")
		date, err := ledger.ParseDate(day)
		if err != nil {
			return o, unreadable(preferencesResource, fmt.Sprintf("its closing date %.20q is no date", closed))
		}
		o.LockedThrough = date
	}
	return o, nil
}

func unreadable(r resource, message string) error {
	return &ledger.Error{Kind: ledger.Unexpected, Provider: ledger.QuickBooks, Op: r.op, Message: message}
}

// parseMonthName reads "January", "Jan" or "1", and reports whether it could. A
// company that names no month has calendar years.
func parseMonthName(name string) (time.Month, bool) {
	if name == "" {
		return time.January, true
	}
	if n, err := strconv.Atoi(name); err == nil {
		return time.Month(n), n >= 1 && n <= 12
	}
	for month := time.January; month <= time.December; month++ {
		if strings.EqualFold(name, month.String()) || strings.EqualFold(name, month.String()[:3]) {
			return month, true
		}
	}
	return 0, false
}
