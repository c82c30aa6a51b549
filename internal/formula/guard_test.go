package formula

import (
	"strings"
	"testing"
)

func TestGuard(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string]string{
		"": "", "Rent": "Rent", "=1+1": "'=1+1", "+44": "'+44", "-Sales": "'-Sales", "@Home": "'@Home",
		"\tTab": "'\tTab", "\rReturn": "'\rReturn", "'Quoted'": "''Quoted'", "a=b": "a=b", " =x": " =x",
	} {
		if got := Guard(cell); got != want {
			t.Errorf("Guard(%q) = %q, want %q", cell, got, want)
		}
		if got := Unguard(want); got != cell {
			t.Errorf("Unguard(%q) = %q, want %q", want, got, cell)
		}
	}
	if got := Unguard("'tis"); got != "'tis" {
		t.Errorf("Unguard took an apostrophe off that Guard did not put there: %q", got)
	}
}

func FuzzGuard(f *testing.F) {
	for _, cell := range []string{"", "=1", "''", "'", "-\"x\",\n"} {
		f.Add(cell)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		guarded := Guard(cell)
		if Unguard(guarded) != cell {
			t.Errorf("%q comes back as %q", cell, Unguard(guarded))
		}
		if guarded != "" && strings.ContainsRune("=+-@\t\r", rune(guarded[0])) {
			t.Errorf("%q is still dangerous", guarded)
		}
	})
}
