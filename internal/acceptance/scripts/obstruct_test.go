package scripts

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"net"
	"os"
	"path"
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"go.etcd.io/bbolt"
)

// cmdObstruct stands in the tool's way: obstruct port PORT, obstruct hold, obstruct
// newer, obstruct damage cut|all.
func cmdObstruct(ts *testscript.TestScript, neg bool, args []string) {
	ways := map[string]func(*testscript.TestScript, bool, []string){
		"port": cmdBusy, "hold": cmdHold, "newer": cmdNewer, "damage": cmdDamage,
	}
	way, ok := ways[args[0]]
	if !ok {
		ts.Fatalf("obstruct knows no %q", args[0])
	}
	way(ts, neg, args[1:])
}

// cmdBusy listens on a port until the script ends.
func cmdBusy(ts *testscript.TestScript, _ bool, args []string) {
	listener, err := net.Listen("tcp", "127.0.0.1:"+args[0])
	ts.Check(err)
	ts.Defer(func() { _ = listener.Close() })
}

// openStore opens the script's store as another process would.
func openStore(ts *testscript.TestScript) *bbolt.DB {
	path := filepath.Join(ts.Getenv("LEDGERLINK_HOME"), "ledgerlink.db")
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: 5 * time.Second})
	ts.Check(err)
	return db
}

// cmdHold keeps the store locked until the script ends.
func cmdHold(ts *testscript.TestScript, _ bool, _ []string) {
	db := openStore(ts)
	ts.Defer(func() { _ = db.Close() })
}

// cmdNewer makes the store one that a later version of the tool wrote: its record
// of the schema, wherever it is, says so.
func cmdNewer(ts *testscript.TestScript, _ bool, _ []string) {
	// A record is one byte for its kind, a checksum and the body.
	body := []byte(`{"version":99}`)
	record := binary.BigEndian.AppendUint32([]byte{1}, crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
	record = append(record, body...)

	db := openStore(ts)
	found := false
	err := db.Update(func(tx *bbolt.Tx) error {
		return tx.ForEach(func(_ []byte, bucket *bbolt.Bucket) error {
			cursor := bucket.Cursor()
			for key, _ := cursor.First(); key != nil; key, _ = cursor.Next() {
				if path.Base(string(key)) == "schema" {
					found = true
					return bucket.Put(key, record)
				}
			}
			return nil
		})
	})
	ts.Check(errors.Join(err, db.Close()))
	if !found {
		ts.Fatalf("the store has no record of its schema")
	}
}

// cmdDamage cuts the store short, or writes over all of it: damage cut|all.
func cmdDamage(ts *testscript.TestScript, _ bool, args []string) {
	path := filepath.Join(ts.Getenv("LEDGERLINK_HOME"), "ledgerlink.db")
	data, err := os.ReadFile(path)
	ts.Check(err)
	switch args[0] {
	case "cut":
		data = data[:len(data)/3]
	case "all":
		data = []byte("this was a ledgerlink store once\n")
	default:
		ts.Fatalf("damage takes cut or all")
	}
	ts.Check(os.WriteFile(path, data, 0o600))
}
