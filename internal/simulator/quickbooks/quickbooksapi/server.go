package quickbooksapi

import (
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/simulator/books"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Server answers the Accounting API for any company.
type Server struct {
	Now   func() time.Time // nil: time.Now
	Style Style
	// ReportsDenied refuses reports, as for a person without the permission.
	ReportsDenied bool
}

// request is one request about one company.
type request struct {
	*http.Request
	style Style
	books *books.Books
	now   time.Time
}

// today is the day of the request. QuickBooks has the company's own day; the
// simulator has one day for all.
func (r request) today() ledger.Date { return ledger.DateOf(r.now) }

// Serve answers one authorised request about the books. path is what follows
// /v3/company/{realm}/, e.g. "reports/ProfitAndLoss".
//
// Where the request does not accept JSON the answer is XML, which is what
// QuickBooks does; the simulator's XML holds no data.
func (s *Server) Serve(w http.ResponseWriter, r *http.Request, b *books.Books, path string) {
	now := time.Now
	if s.Now != nil {
		now = s.Now
	}
	req := request{Request: r, style: s.Style, books: b, now: now()}
	body, problem := s.answer(req, path)
	switch {
	case problem != nil && problem.status == http.StatusGatewayTimeout:
		writeXMLFault(w, problem.status, problem.kind, problem.errorItem, req.now)
	case problem != nil:
		problem.write(w, r, req.now)
	case !wantsJSON(r):
		writeXML(w, http.StatusOK, xmlNotice{Time: stamp(req.now), Notice: "The simulator has its data in JSON only: send Accept: application/json."})
	default:
		if strings.HasPrefix(path, "reports/") && !s.Style.Legacy {
			w.Header()["v3modernResponse"] = []string{"true"}
		}
		writeJSON(w, http.StatusOK, body)
	}
}

type xmlNotice struct {
	XMLName xml.Name `xml:"http://schema.intuit.com/finance/v3 IntuitResponse"`
	Time    string   `xml:"time,attr"`
	Notice  string   `xml:",comment"`
}

// answer finds what the path names. Names are case-sensitive.
func (s *Server) answer(r request, path string) (any, *problem) {
	head, rest, _ := strings.Cut(path, "/")
	switch {
	case path == "query" && r.Method == http.MethodGet:
		return r.query(r.URL.Query().Get("query"))
	case path == "query" && r.Method == http.MethodPost:
		text, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, parseError("the body cannot be read")
		}
		return r.query(string(text))
	case r.Method != http.MethodGet:
	case head == "companyinfo" && rest == r.books.Organisation().ID:
		return map[string]any{"CompanyInfo": r.companyInfo(), "time": stamp(r.now)}, nil
	case path == "preferences":
		return map[string]any{"Preferences": r.preferences(), "time": stamp(r.now)}, nil
	case head == "account":
		return r.oneAccount(rest)
	case head == "reports" && s.ReportsDenied:
		return nil, invalid("5020", "Permission Denied Error",
			"Permission Denied Error : You do not have permission to access this report.")
	case path == "reports/ProfitAndLoss":
		return r.report("ProfitAndLoss", request.profitAndLoss)
	case path == "reports/BalanceSheet":
		return r.report("BalanceSheet", request.balanceSheet)
	case path == "reports/TrialBalance":
		return r.report("TrialBalance", request.trialBalance)
	}
	full := "/v3/company/" + r.books.Organisation().ID + "/" + path
	return nil, invalid("500", "Unsupported Operation",
		fmt.Sprintf("Operation Could not find resource for relative : %s of full path: %s is not supported.", full, full))
}
