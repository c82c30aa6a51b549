package torture

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// diaryVariable is the file in which the browser this binary plays notes its
// arguments and the page it ended on.
const diaryVariable = "LEDGERLINK_TORTURE_DIARY"

func playBrowser() int {
	err := browse(os.Args[1:], os.Getenv(diaryVariable))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// browse goes where the tool sends it and back to the tool.
func browse(args []string, diary string) error {
	if len(args) != 1 {
		return fmt.Errorf("a browser is opened with one address, not with %q", args)
	}
	landed, err := trip(args[0])
	if err != nil {
		return err
	}
	answer, err := http.Get(landed)
	if err != nil {
		return err
	}
	page, err := io.ReadAll(answer.Body)
	notes := strings.Join(os.Args, " ") + "\n" + string(page) + "\n"
	return errors.Join(err, answer.Body.Close(), os.WriteFile(diary, []byte(notes), 0o600))
}
