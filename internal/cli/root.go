package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// newRoot builds the command tree. Building it opens nothing.
func newRoot(env *Env) *cobra.Command {
	root := &cobra.Command{
		Use:   "ledgerlink",
		Short: "From a " + env.providers.Titles("or") + " ledger to your forecast model",
		Long: `ledgerlink reads the chart of accounts and the monthly actuals of a ledger in
` + env.providers.Titles("or") + `, proves that they tie to the ledger's own totals, and writes
them as CSV or JSON for a forecast model. It never changes a ledger.

Try it without any account:   ledgerlink demo
Then, with your own ledger:   ledgerlink setup xero
                              ledgerlink connect xero --model acme
                              ledgerlink import actuals --model acme`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       Version(),
	}
	root.SetIn(env.In)
	root.SetOut(env.Out)
	root.SetErr(env.Err)
	root.PersistentFlags().BoolVarP(&env.Quiet, "quiet", "q", env.Quiet, "print errors only")
	root.PersistentFlags().BoolVarP(&env.verbose, "verbose", "v", env.verbose, "show each request to the provider (never a secret)")
	root.SetFlagErrorFunc(flagError)
	root.AddGroup(
		&cobra.Group{ID: groupStart, Title: "Start here:"},
		&cobra.Group{ID: groupConnect, Title: "Connections:"},
		&cobra.Group{ID: groupNumbers, Title: "Imports and files:"},
		&cobra.Group{ID: groupModel, Title: "Mapping and history:"},
		&cobra.Group{ID: groupTools, Title: "Tools:"},
	)
	root.SetHelpCommandGroupID(groupTools)
	root.SetCompletionCommandGroupID(groupTools)
	addTo(root, groupStart, newDemo(env), newSetup(env))
	addTo(root, groupConnect, newConnect(env), newReconnect(env), newDisconnect(env), newStatus(env), newDoctor(env))
	addTo(root, groupNumbers, newImport(env), newRefresh(env), newExport(env))
	addTo(root, groupModel, newMapping(env), newChanges(env), newHistory(env), newDiff(env), newLock(env), newUnlock(env))
	addTo(root, groupTools, newStore(env), newSimulator(env), newVersion(env))
	finish(root)
	return withExitCodes(root, readCodes()...)
}

const (
	groupStart   = "start"
	groupConnect = "connect"
	groupNumbers = "numbers"
	groupModel   = "model"
	groupTools   = "tools"
)

func addTo(root *cobra.Command, group string, commands ...*cobra.Command) {
	for _, command := range commands {
		command.GroupID = group
		root.AddCommand(command)
	}
}

// finish makes all commands treat wrong usage alike. The tool without a subcommand
// shows its help; a group without one, an unknown subcommand and a wrong number of
// arguments are usage errors.
func finish(cmd *cobra.Command) {
	if cmd.HasSubCommands() {
		cmd.Args = cobra.ArbitraryArgs
		cmd.DisableFlagParsing = true // the subcommand is missing or unknown, whatever its flags
		cmd.RunE = withoutSubcommand
	} else if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, args []string) error {
			if err := check(cmd, args); err != nil {
				return commandError(cmd, err.Error())
			}
			return nil
		}
	}
	for _, child := range cmd.Commands() {
		finish(child)
	}
}

// withoutSubcommand runs if no subcommand of a group was found.
func withoutSubcommand(cmd *cobra.Command, args []string) error {
	if len(args) > 0 && (args[0] == "--help" || args[0] == "-h") || len(args) == 0 && !cmd.HasParent() {
		return cmd.Help()
	}
	if len(args) == 0 {
		return usageError(cmd.CommandPath()+" needs a subcommand", strings.Join(subcommands(cmd), ", "), cmd.CommandPath()+" --help shows what it takes.")
	}
	if args[0] == "--version" && !cmd.HasParent() {
		_, err := fmt.Fprintln(cmd.OutOrStdout(), "ledgerlink "+Version())
		return err
	}
	if strings.HasPrefix(args[0], "-") {
		return commandError(cmd, "unknown flag: "+args[0])
	}
	cmd.SuggestionsMinimumDistance = 2
	var do []string
	if close := cmd.SuggestionsFor(args[0]); len(close) > 0 {
		do = append(do, "Did you mean: "+cmd.CommandPath()+" "+strings.Join(close, ", "))
	}
	do = append(do, cmd.CommandPath()+" --help lists the commands.")
	return usageError(fmt.Sprintf("%s has no subcommand %q", cmd.CommandPath(), args[0]), "", do...)
}

// subcommands are the names of a group's commands.
func subcommands(cmd *cobra.Command) []string {
	var names []string
	for _, child := range cmd.Commands() {
		if child.IsAvailableCommand() {
			names = append(names, child.Name())
		}
	}
	return names
}
