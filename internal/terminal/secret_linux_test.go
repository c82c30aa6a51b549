package terminal

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"
	"unsafe"
)

// Requests of ioctl_tty(2) that package syscall does not name.
const (
	unlockTerminal = 0x40045431 // TIOCSPTLCK
	terminalNumber = 0x80045430 // TIOCGPTN
)

// terminals stay open until the process ends: a read that was given up restores
// the settings of its terminal when it ends, and must not find another test's
// terminal under the same number. The tests that open one are not parallel.
var terminals []*os.File

// openTerminal returns the two ends of a new terminal.
func openTerminal(t *testing.T) (keyboard, tty *os.File) {
	t.Helper()
	keyboard, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("there are no terminals here")
	}
	t.Cleanup(func() { _ = keyboard.Close() })
	var locked, number int32
	control(t, keyboard, unlockTerminal, unsafe.Pointer(&locked))
	control(t, keyboard, terminalNumber, unsafe.Pointer(&number))
	tty, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("there are no terminals here")
	}
	terminals = append(terminals, tty)
	return keyboard, tty
}

func control(t *testing.T, file *os.File, request uintptr, value unsafe.Pointer) {
	t.Helper()
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, file.Fd(), request, uintptr(value)); errno != 0 {
		t.Fatal(errno)
	}
}

// echoes reports whether a terminal shows what is typed.
func echoes(t *testing.T, tty *os.File) bool {
	t.Helper()
	var settings syscall.Termios
	control(t, tty, syscall.TCGETS, unsafe.Pointer(&settings))
	return settings.Lflag&syscall.ECHO != 0
}

func TestSecretIsNotShown(t *testing.T) {
	keyboard, tty := openTerminal(t)
	var out bytes.Buffer
	answered := make(chan string, 1)
	go func() {
		secret, err := prompter(tty, &out).Secret(t.Context(), "Secret:")
		if err != nil {
			t.Error(err)
		}
		answered <- secret
	}()
	for echoes(t, tty) {
		runtime.Gosched()
	}
	if _, err := keyboard.WriteString("s3cret \n"); err != nil {
		t.Fatal(err)
	}
	if secret := <-answered; secret != "s3cret" {
		t.Errorf("%q", secret)
	}
	if !echoes(t, tty) || out.String() != "Secret: \n" {
		t.Errorf("echo %t, %q", echoes(t, tty), out.String())
	}
}

// Ctrl-C is a signal that ends the context.
func TestSecretGivenUpShowsWhatIsTypedAgain(t *testing.T) {
	keyboard, tty := openTerminal(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := prompter(tty, &bytes.Buffer{}).Secret(ctx, "Secret:")
		ended <- err
	}()
	for echoes(t, tty) {
		runtime.Gosched()
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if !echoes(t, tty) {
		t.Error("the terminal does not show what is typed")
	}
	_, _ = keyboard.WriteString("\n") // ends the read
}
