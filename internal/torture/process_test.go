package torture

import (
	"bytes"
	"os"
	"os/exec"
	"time"
)

// ahead is how far the simulator's clock is ahead of this machine's.
func (w *world) ahead() time.Duration { return time.Until(w.Now()).Round(time.Millisecond) }

// process is the tool in a process of its own.
type process struct {
	*exec.Cmd
	out, err bytes.Buffer
}

// command prepares a process of the tool, with the desk's environment and the
// simulator's time.
func (d *desk) command(args ...string) *process {
	self, err := os.Executable()
	if err != nil {
		d.t.Fatal(err)
	}
	p := &process{Cmd: exec.CommandContext(d.t.Context(), self, args...)}
	p.Dir = d.folder
	p.Env = append(os.Environ(), toolVariable+"="+d.ahead().String())
	for name, value := range d.env {
		p.Env = append(p.Env, name+"="+value)
	}
	p.Stdout, p.Stderr = &p.out, &p.err
	return p
}

// ended is how the process ended, once it has.
func (p *process) ended() outcome {
	return outcome{p.ProcessState.ExitCode(), p.out.String(), p.err.String()}
}
