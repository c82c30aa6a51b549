package importer

import (
	"context"
	"io"
	"time"

	"github.com/ledgerlink/ledgerlink/internal/export"
	"github.com/ledgerlink/ledgerlink/internal/model"
	"github.com/ledgerlink/ledgerlink/pkg/ledger"
	"github.com/ledgerlink/ledgerlink/pkg/readonly"
)

// Reader reads one organisation's ledger. Both providers' clients are readers.
type Reader interface {
	Chart(context.Context) (*ledger.Chart, error)
	Actuals(context.Context, ledger.Request) (*ledger.Actuals, error)
}

// Store is where connections and imports are kept. Each call is one transaction.
type Store interface {
	View(read func(model.Reader) error) error
	Update(write func(model.Writer) error) error
}

// Importer imports the entities of a model.
type Importer struct {
	Store Store
	// Open gives the reader of a connection; observe sees every call it makes.
	Open    func(connection model.Connection, observe func(readonly.Call)) (Reader, error)
	Now     func() time.Time
	Version string // of the tool, for the JSON files
	By      By     // who imports, for the history; empty unless they allow it
	// Planned is how many calls reading the actuals of the months takes; an empty
	// range asks about the chart alone. Nil leaves it unknown.
	Planned func(provider ledger.Provider, months ledger.Range) int
	// Observe sees the progress of an import, one call after the other; may be nil.
	Observe func(Progress)
}

// By is the user and the machine behind an import.
type By struct{ User, Host string }

// Progress is how far an import is: calls done of those planned, over all
// entities. Planned is 0 where it is not known; Done may exceed it where a call
// had to be repeated.
type Progress struct {
	Done, Planned int
	Key           model.Key
	Call          readonly.Call
}

// Output is where a file goes. Path "-" is Stdout, which gets its first byte
// only after everything is proved. An empty Path is M-coa.csv or M-actuals.csv
// in the current folder. An empty Format follows the path's ending.
type Output struct {
	Path   string
	Format export.Format
	Stdout io.Writer
}

// COAOptions asks for a chart of accounts. An empty Entity means all of the
// model's. KeepGoing writes the file with the last good chart of entities that
// failed.
type COAOptions struct {
	Model, Entity string
	OmitArchived  bool
	KeepGoing     bool
	File          Output
}

// ActualsOptions asks for actuals.
type ActualsOptions struct {
	Model, Entity     string
	From              ledger.Month  // 0: 24 months up to the last
	To                ledger.Month  // 0: the last completed month
	ToCurrent         bool          // up to the running month, in place of To
	Basis             ledger.Basis  // empty: accrual
	Layout            export.Layout // empty: long
	File              Output
	KeepGoing         bool // write the file with the last good values of entities that failed
	Strict            bool // refuse where an account with money is not confirmed: exit code 8
	FailOnRestatement bool // refuse where a locked or closed month changed: exit code 9
}

// RefreshOptions repeats a model's last imports: everything, or one entity anew
// and the others from memory.
type RefreshOptions struct {
	Model, Entity     string
	Recent            bool // read the last 12 months only, take older ones from memory
	KeepGoing         bool
	Strict            bool
	FailOnRestatement bool
	Stdout            io.Writer // for imports that went to standard output
}
