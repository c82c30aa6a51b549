package scripts

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// cmdLayouts: the other files hold what the long one does, in their own layout
// or as JSON: layouts LONG OTHER…
func cmdLayouts(ts *testscript.TestScript, _ bool, args []string) {
	_, long := readCSV(ts, args[0])
	for _, name := range args[1:] {
		text := ts.ReadFile(name)
		if strings.HasPrefix(text, "{") {
			sameJSON(ts, name, long)
			continue
		}
		header, rows := readCSV(ts, name)
		switch {
		case slices.Equal(header, []string{"SeriesName", "Period", "Value"}):
			sameSeries(ts, rows, long)
		case len(header) > len(wideColumns) && slices.Equal(header[:len(wideColumns)], wideColumns):
			sameWide(ts, header[len(wideColumns):], rows, long)
		default:
			ts.Fatalf("%s has no known layout: %v", name, header)
		}
	}
}

// sameWide: one row per account, one column per period.
func sameWide(ts *testscript.TestScript, periods []string, wide, long []row) {
	if len(wide)*len(periods) != len(long) {
		ts.Fatalf("%d rows of %d periods for %d amounts", len(wide), len(periods), len(long))
	}
	for i, cells := range long {
		heading := cells["period"]
		if cells["partial"] == "true" {
			heading += " (partial)"
		}
		at := i % len(periods)
		if periods[at] != heading {
			ts.Fatalf("column %d is headed %q, want %q", at, periods[at], heading)
		}
		account := wide[i/len(periods)]
		if account[heading] != cells["amount"] {
			ts.Fatalf("%s of %s is %q, want %q", heading, account["account_name"], account[heading], cells["amount"])
		}
		for _, column := range wideColumns {
			if account[column] != cells[column] {
				ts.Fatalf("%s of %s is %q, want %q", column, cells["account_name"], account[column], cells[column])
			}
		}
	}
}

// sameSeries: a name of its own for every account, the last day of the period.
func sameSeries(ts *testscript.TestScript, series, long []row) {
	if len(series) != len(long) {
		ts.Fatalf("%d rows for %d amounts", len(series), len(long))
	}
	accounts, entities := map[string]map[string]bool{}, map[string]bool{}
	for _, cells := range long {
		entities[cells["entity"]] = true
	}
	name := func(cells row) string {
		text := cells["account_name"]
		if cells["account_code"] != "" {
			text += " (" + cells["account_code"] + ")"
		}
		if len(entities) > 1 {
			text = cells["entity"] + ": " + text
		}
		return text
	}
	for _, cells := range long {
		if accounts[name(cells)] == nil {
			accounts[name(cells)] = map[string]bool{}
		}
		accounts[name(cells)][cells["account_id"]] = true
	}
	for i, cells := range long {
		want := name(cells)
		if len(accounts[want]) > 1 {
			want += " [" + cells["account_id"] + "]"
		}
		got := series[i]
		if got["SeriesName"] != want || got["Period"] != cells["period_end"] || got["Value"] != cells["amount"] {
			ts.Fatalf("row %d is %v, want %q of %s: %s", i, got, want, cells["period_end"], cells["amount"])
		}
	}
}

// sameJSON: the rows of a JSON file are those of the CSV, amounts as strings.
func sameJSON(ts *testscript.TestScript, name string, long []row) {
	var file struct {
		Rows []map[string]any `json:"rows"`
	}
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(name)), &file))
	if len(file.Rows) != len(long) {
		ts.Fatalf("%d rows in JSON, %d in CSV", len(file.Rows), len(long))
	}
	for i, cells := range file.Rows {
		if _, ok := cells["amount"].(string); long[i]["amount"] != "" && !ok {
			ts.Fatalf("the amount of row %d is no string", i)
		}
		for column, want := range long[i] {
			if fmt.Sprint(cells[column]) != want {
				ts.Fatalf("%s of row %d is %v in JSON, %q in CSV", column, i, cells[column], want)
			}
		}
	}
}

// cmdJSONFile: the keys of a JSON file and their order: jsonfile FILE coa|actuals.
func cmdJSONFile(ts *testscript.TestScript, _ bool, args []string) {
	columns, head := coaColumns, "id,tool_version,started_at,finished_at,model,entities"
	if args[1] == "actuals" {
		columns, head = longColumns, "id,tool_version,started_at,finished_at,model,basis,from,to,entities"
	}
	text := ts.ReadFile(args[0])
	wantKeys(ts, "the file", text, "import,rows")
	var file struct {
		Import json.RawMessage
		Rows   []json.RawMessage
	}
	ts.Check(json.Unmarshal([]byte(text), &file))
	wantKeys(ts, "the import", string(file.Import), head)
	for _, object := range file.Rows {
		wantKeys(ts, "a row", string(object), strings.Join(columns, ","))
	}
	var block struct{ Entities []json.RawMessage }
	ts.Check(json.Unmarshal(file.Import, &block))
	for _, entity := range block.Entities {
		checkEntity(ts, entity, args[1] == "actuals")
	}
}

func checkEntity(ts *testscript.TestScript, object json.RawMessage, actuals bool) {
	keys := "entity,provider,environment,organisation_id,organisation,currency,calls,request_ids,checks"
	if actuals {
		keys += ",proved_within,proved_second,unwitnessed"
	}
	wantKeys(ts, "an entity", string(object), keys)
	var entity struct {
		Calls      int
		RequestIDs []string `json:"request_ids"`
		Checks     []any
	}
	ts.Check(json.Unmarshal(object, &entity))
	if entity.Calls == 0 || len(entity.RequestIDs) != entity.Calls {
		ts.Fatalf("%d calls with the request ids %q", entity.Calls, entity.RequestIDs)
	}
	if len(entity.Checks) == 0 && actuals {
		ts.Fatalf("nothing was proved")
	}
}

// wantKeys checks the keys of a JSON object and their order.
func wantKeys(ts *testscript.TestScript, what, object, want string) {
	decoder := json.NewDecoder(strings.NewReader(object))
	_, err := decoder.Token() // {
	ts.Check(err)
	var keys []string
	for decoder.More() {
		key, err := decoder.Token()
		ts.Check(err)
		keys = append(keys, fmt.Sprint(key))
		var value json.RawMessage
		ts.Check(decoder.Decode(&value))
	}
	if got := strings.Join(keys, ","); got != want {
		ts.Fatalf("%s has the keys\n%s\nwant\n%s", what, got, want)
	}
}
