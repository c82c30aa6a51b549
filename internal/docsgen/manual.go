package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// manual writes one page a command.
type manual struct {
	version   string
	date      string // YYYY-MM-DD
	variables []variable
}

// write writes the pages of a command and of all below it into dir.
func (m *manual) write(dir string, cmd *cobra.Command) error {
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // the files are public
		return err
	}
	file := filepath.Join(dir, pageName(cmd)+".1")
	if err := os.WriteFile(file, []byte(m.page(cmd)), 0o644); err != nil { //nolint:gosec // as above
		return err
	}
	for _, child := range documented(cmd) {
		if err := m.write(dir, child); err != nil {
			return err
		}
	}
	return nil
}

// documented returns the commands of a group that have a page.
func documented(cmd *cobra.Command) []*cobra.Command {
	var children []*cobra.Command
	for _, child := range cmd.Commands() {
		if child.IsAvailableCommand() && child.Name() != "help" {
			children = append(children, child)
		}
	}
	return children
}

// pageName returns the name of a command's page, "ledgerlink-import-coa".
func pageName(cmd *cobra.Command) string { return strings.ReplaceAll(cmd.CommandPath(), " ", "-") }

// page returns the page of a command.
func (m *manual) page(cmd *cobra.Command) string {
	cmd.InitDefaultHelpFlag()
	cmd.InitDefaultVersionFlag()
	p := &page{}
	p.request("TH", strings.ToUpper(pageName(cmd)), "1", m.date, "ledgerlink "+m.version, "User Commands")
	p.request("SH", "NAME")
	p.line(pageName(cmd) + " - " + cmd.Short)
	p.request("SH", "SYNOPSIS")
	p.request("B", synopsis(cmd))
	p.request("SH", "DESCRIPTION")
	p.paragraphs(description(cmd))
	writeCommands(p, cmd)
	writeFlags(p, "OPTIONS", cmd.NonInheritedFlags())
	writeFlags(p, "GLOBAL OPTIONS", cmd.InheritedFlags())
	writeExitStatus(p, cmd)
	if !cmd.HasParent() {
		m.writeEnvironment(p)
	}
	if cmd.Example != "" {
		p.request("SH", "EXAMPLES")
		p.literal(strings.TrimRight(cmd.Example, "\n"))
	}
	writeSeeAlso(p, cmd)
	return p.text.String()
}

func synopsis(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " COMMAND [flags]"
	}
	return cmd.UseLine()
}

func description(cmd *cobra.Command) string {
	if cmd.Long != "" {
		return cmd.Long
	}
	return cmd.Short + "."
}

// writeCommands lists the commands of a group, under the headings of the help.
func writeCommands(p *page, cmd *cobra.Command) {
	children := documented(cmd)
	if len(children) == 0 {
		return
	}
	p.request("SH", "COMMANDS")
	list := func(group string) {
		for _, child := range children {
			if child.GroupID == group {
				p.item(child.CommandPath(), child.Short+".")
			}
		}
	}
	for _, group := range cmd.Groups() {
		p.request("SS", strings.TrimSuffix(group.Title, ":"))
		list(group.ID)
	}
	if len(cmd.Groups()) == 0 {
		list("")
	}
}

// writeFlags lists flags by name.
func writeFlags(p *page, heading string, flags *pflag.FlagSet) {
	if !flags.HasAvailableFlags() {
		return
	}
	p.request("SH", heading)
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden || flag.Deprecated != "" {
			return
		}
		value, usage := pflag.UnquoteUsage(flag)
		tag := "--" + flag.Name
		if flag.Shorthand != "" {
			tag = "-" + flag.Shorthand + ", " + tag
		}
		if value != "" {
			tag += " " + strings.ToUpper(value)
		}
		p.item(tag, usage+shownDefault(flag))
	})
}

// shownDefault returns what the help says about a flag's default.
func shownDefault(flag *pflag.Flag) string {
	switch flag.DefValue {
	case "", "0", "0s", "false", "[]":
		return ""
	}
	return " (default " + flag.DefValue + ")"
}

// writeExitStatus lists the exit codes at the end of a command's help.
func writeExitStatus(p *page, cmd *cobra.Command) {
	var help bytes.Buffer
	out := cmd.OutOrStdout()
	cmd.SetOut(&help)
	cmd.HelpFunc()(cmd, nil)
	cmd.SetOut(out)
	_, codes, found := strings.Cut(help.String(), "\nExit codes:\n")
	if !found {
		return
	}
	p.request("SH", "EXIT STATUS")
	for line := range strings.Lines(codes) {
		code, meaning, _ := strings.Cut(strings.TrimSpace(line), " ")
		p.item(code, strings.TrimSpace(meaning))
	}
}

func (m *manual) writeEnvironment(p *page) {
	p.request("SH", "ENVIRONMENT")
	for _, v := range m.variables {
		p.item(v.names, v.meaning)
	}
}

// writeSeeAlso names the pages above, below and beside a command.
func writeSeeAlso(p *page, cmd *cobra.Command) {
	related := documented(cmd)
	if parent := cmd.Parent(); parent != nil {
		related = append([]*cobra.Command{parent}, related...)
		if len(related) == 1 {
			related = append(related, documented(parent)...)
		}
	}
	var names []string
	for _, other := range related {
		if other != cmd {
			names = append(names, pageName(other)+"(1)")
		}
	}
	p.request("SH", "SEE ALSO")
	p.line(strings.Join(names, ", "))
}
