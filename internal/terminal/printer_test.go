package terminal

import (
	"bytes"
	"errors"
	"testing"
)

type name string

func TestPrinterCleansWhatItIsGiven(t *testing.T) {
	t.Parallel()
	hostile := "one\ntwo\x1b[31m red \u202egnirts"
	clean := "one two[31m red gnirts"
	for kind, value := range map[string]any{"a string": hostile, "a type of its own": name(hostile), "an error": errors.New(hostile)} {
		var out bytes.Buffer
		p := Printer{W: &out, Colour: true}
		p.Print("%s:\n%s, %d", value, p.Good("fine"), 3)
		if want := clean + ":\n\x1b[32mfine\x1b[0m, 3\n"; out.String() != want {
			t.Errorf("%s: %q, want %q", kind, out.String(), want)
		}
	}
}

func TestTextKeepsItsColoursAndLines(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := Printer{W: &out, Colour: true}
	inner := p.Sprintf("%s\nand %s", p.Strong("a\x1bb"), "c\nd")
	p.Print("%s", Join([]Text{inner, inner}, "; "))
	one := "\x1b[1mab\x1b[0m\nand c d"
	if want := one + "; " + one + "\n"; out.String() != want {
		t.Errorf("%q, want %q", out.String(), want)
	}
}

func TestQuietPrinterPrintsWhatHasToBeSeen(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := Printer{W: &out, Quiet: true}
	p.Info("%s", p.Bad("less"))
	p.Print("%s", p.Bad("more"))
	if out.String() != "more\n" {
		t.Errorf("%q", out.String())
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	p := Progress{W: &out, Label: "Reading"}
	p.Show(0, 1)
	p.Clear()
	if out.Len() > 0 {
		t.Errorf("one step: %q", out.String())
	}
	p.Show(3, 30)
	p.Show(31, 30) // a step had to be repeated
	p.Clear()
	want := "\rReading [===" + spaces(27) + "] 3/30" +
		"\rReading [==============================] 31/31" +
		"\r" + spaces(46) + "\r"
	if out.String() != want {
		t.Errorf("%q\nwant\n%q", out.String(), want)
	}
}

func spaces(n int) string { return string(bytes.Repeat([]byte{' '}, n)) }
