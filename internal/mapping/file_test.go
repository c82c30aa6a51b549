package mapping

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

const goodHeader = "entity,account_id,variable_type,category,subcategory,branch\n"

func TestRead(t *testing.T) {
	want := []Edit{
		{Line: 2, Entity: "main", AccountID: "007", Decision: Decision{Type: COGS, Category: "=SUM of things", Branch: "north"}},
		{Line: 4, Entity: "uk", AccountID: "8", Decision: Decision{}},
	}
	tests := map[string]string{
		"as exported": goodHeader + "main,007,COGS,'=SUM of things,,north\n\nuk,8,,,,\n",
		"excel in europe": "\xef\xbb\xbf" + strings.ReplaceAll(strings.ReplaceAll(
			goodHeader+"main,007,cogs,'=SUM of things,,north\n,,,,,\nuk,8,,,,\n", ",", ";"), "\n", "\r\n"),
		"tabs":                   strings.ReplaceAll(goodHeader+"main,007, Cogs ,'=SUM of things,,north\n,,\nuk,8\n", ",", "\t"),
		"other columns, moved":   "Branch,note,ENTITY,account_code,account_id,variable_type,subcategory,category\nnorth,\"a, b\",main,7,007,COGS,,=SUM of things\n,,,,,,\n,x\xff,uk,\xff,8,,,\n",
		"no line end at the end": goodHeader + "main,007,COGS,'=SUM of things,,north\n\nuk,8,,,,",
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Read(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestReadNamesEveryBadLine(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"empty":          {"", "line 1: the file is empty"},
		"missing column": {"entity,account_id,variable_type,category\n", "line 1: the header lacks subcategory, branch"},
		"column twice":   {"entity,entity\n", "line 1: there are two columns entity"},
		"bad lines": {
			goodHeader + "main,1,Assets,,,\nmain,2,Asset,,,\n,3,Asset,,,\nmain,,Asset,,,\nmain,4,Asset,\xff,,\nma\"in,5,,,,\n",
			`line 2: "Assets" is no variable type: use Revenue, COGS, Opex, Staff, Asset, Liability, Equity, Tax, Dividend, or nothing to unmap
line 4: the entity is missing
line 5: the account_id is missing
line 6: category is not UTF-8 text: save the file as "CSV UTF-8"
line 7: is no line of a CSV file: bare " in non-quoted-field`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Read(strings.NewReader(test.text))
			if _, ok := errors.AsType[Problems](err); !ok {
				t.Fatalf("no Problems: %v", err)
			}
			if diff := cmp.Diff(test.want, err.Error()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	charts := map[string]*ledger.Chart{"main": {Accounts: []ledger.Account{{ID: "1"}, {ID: "2"}}}}
	edits, err := Read(strings.NewReader(goodHeader +
		"main,1,Asset,,,\nmain,9,Asset,,,\nmain,1,Equity,,,\nuk,1,Asset,,,\nmain,2,Nonsense,,,\nmain,1,,,,\n"))
	refused, _ := errors.AsType[Problems](err)
	err = Check(edits, refused, charts)
	want := `line 3: main has no account with the id "9"
line 4: account 1 of main is on line 2 already
line 5: the model has no entity "uk" with an imported chart of accounts
line 6: "Nonsense" is no variable type: use Revenue, COGS, Opex, Staff, Asset, Liability, Equity, Tax, Dividend, or nothing to unmap
line 7: account 1 of main is on line 2 already`
	if err == nil || err.Error() != want {
		t.Errorf("%v", err)
	}
	if err := Check(edits[:1], nil, charts); err != nil {
		t.Errorf("a good line is refused: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(goodHeader + "main,1,Asset,,,\n"))
	f.Add([]byte("\xef\xbb\xbfentity;account_id;variable_type;category;subcategory;branch\r\n'=a;1;tax;\"x\ny\";;\r\n"))
	f.Add([]byte(goodHeader + "\"\n\"\"\","))
	f.Fuzz(func(t *testing.T, text []byte) {
		edits, err := Read(bytes.NewReader(text))
		last := 1
		for _, edit := range edits {
			if edit.Line <= last {
				t.Fatalf("line %d comes after line %d", edit.Line, last)
			}
			last = edit.Line
			if edit.Entity == "" || edit.AccountID == "" {
				t.Fatalf("an edit without a key: %+v", edit)
			}
		}
		if problems, ok := errors.AsType[Problems](err); ok && problems.Error() == "" {
			t.Fatal("problems without a word")
		}
	})
}
