package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// say writes a message for a person, unless --quiet.
func (a *app) say(format string, values ...any) {
	if !a.quiet {
		a.tell(format, values...)
	}
}

// tell writes a message that has to be seen, --quiet or not.
func (a *app) tell(format string, values ...any) {
	_, _ = io.WriteString(a.Err, a.paint(fmt.Sprintf(format, values...))+"\n")
}

// Marks around text that is to stand out. They are private characters that
// paint turns into colours or takes out; nothing from outside can write a colour
// code of its own.
const (
	strongMark = "\uE001"
	goodMark   = "\uE002"
	badMark    = "\uE003"
	endMark    = "\uE000"
)

func strong(text string) string { return strongMark + text + endMark }
func good(text string) string   { return goodMark + text + endMark }
func bad(text string) string    { return badMark + text + endMark }

var (
	colours  = strings.NewReplacer(strongMark, "\x1b[1m", goodMark, "\x1b[32m", badMark, "\x1b[31m", endMark, "\x1b[0m")
	noColour = strings.NewReplacer(strongMark, "", goodMark, "", badMark, "", endMark, "")
)

// paint makes text fit for standard error: line by line plain, with colours
// where a person looks and does not mind them.
func (a *app) paint(text string) string { return paint(text, a.Terminal && a.env("NO_COLOR") == "") }

// paintOut is paint for standard output.
func (a *app) paintOut(text string) string {
	return paint(text, a.OutTerminal && a.env("NO_COLOR") == "")
}

func paint(text string, coloured bool) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = plain(line)
	}
	text = strings.Join(lines, "\n")
	if coloured {
		return colours.Replace(text)
	}
	return noColour.Replace(text)
}

// plain makes text that others wrote, such as an account's name, fit for one
// line of a terminal: without control characters and without characters that
// turn the direction of writing.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}
