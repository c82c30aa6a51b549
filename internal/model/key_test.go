package model

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckName(t *testing.T) {
	good := []string{"acme", "A", "7", "a.b_c-d", "-x", "..a", "console", "con-1", "lpt", "com10", strings.Repeat("x", 64)}
	bad := []string{
		"", ".", "..", "...", "a b", "a/b", `a\b`, "é", "a\n", "a\x00", strings.Repeat("x", 65),
		"CON", "con", "nul.txt", "Com1", "LPT9.", "aux", "prn",
	}
	for _, name := range good {
		if err := CheckName("model", name); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range bad {
		refused, ok := errors.AsType[*NameError](CheckName("model", name))
		if !ok || refused.What != "model" || refused.Name != name || refused.Why == "" {
			t.Errorf("%q is not refused", name)
		}
	}
}

func TestKey(t *testing.T) {
	for key, want := range map[Key]string{{"acme", "main"}: "acme", {"acme", "uk"}: "acme/uk"} {
		if key.String() != want || key.Check() != nil {
			t.Errorf("%#v reads %s, %v", key, key, key.Check())
		}
	}
	if (Key{"acme", "a/b"}).Check() == nil || (Key{"a b", "main"}).Check() == nil {
		t.Error("a key with a bad name passes")
	}
}
