// Command ledgerlink turns a Xero or QuickBooks ledger into a spreadsheet that a
// forecast model can read.
package main

import (
	"context"
	"os"

	"github.com/ledgerlink/ledgerlink/internal/cli"
	"github.com/ledgerlink/ledgerlink/internal/terminal"
)

func main() {
	os.Exit(cli.Main(context.Background(), os.Args[1:], terminal.Process()))
}
