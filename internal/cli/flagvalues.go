package cli

import (
	"errors"
	"slices"
	"strconv"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/ledgerlink/ledgerlink/pkg/ledger"
)

// Flags with values of their own types: what a command gets has been checked.

// choiceValue is a flag that takes one of a few words. An empty value is the
// default.
type choiceValue[T ~string] struct {
	value   *T
	usual   T
	choices []T
}

// choiceVar adds a flag that takes one of choices to a command; usual is its
// default.
func choiceVar[T ~string](cmd *cobra.Command, value *T, name string, usual T, usage string, choices ...T) {
	*value = usual
	cmd.Flags().Var(&choiceValue[T]{value, usual, choices}, name, usage)
}

func (v *choiceValue[T]) String() string { return string(*v.value) }

func (v *choiceValue[T]) Type() string { return "string" }

func (v *choiceValue[T]) Set(text string) error {
	if text == "" {
		*v.value = v.usual
		return nil
	}
	if !slices.Contains(v.choices, T(text)) {
		return errors.New(useOneOf(v.choices))
	}
	*v.value = T(text)
	return nil
}

// portValue is a flag for a TCP port; 0 is the usual one.
type portValue int

func portVar(cmd *cobra.Command, value *int, usage string) {
	cmd.Flags().Var((*portValue)(value), "port", usage)
}

func (v *portValue) String() string { return strconv.Itoa(int(*v)) }

func (v *portValue) Type() string { return "int" }

func (v *portValue) Set(text string) error {
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return errors.New("use 1 to 65535")
	}
	*v = portValue(port)
	return nil
}

// monthValue is a flag for a month; current, where there is one, is set by the
// word "current".
type monthValue struct {
	value   *ledger.Month
	current *bool
}

// monthVar adds a flag for a month to a command; without the flag it is 0.
func monthVar(cmd *cobra.Command, value *ledger.Month, name, usage string) {
	cmd.Flags().Var(&monthValue{value: value}, name, usage)
}

// monthOrCurrentVar is monthVar for a flag that takes the word "current" too.
func monthOrCurrentVar(cmd *cobra.Command, value *ledger.Month, current *bool, name, usage string) {
	cmd.Flags().Var(&monthValue{value, current}, name, usage)
}

func (v *monthValue) String() string {
	if v.value == nil || *v.value == 0 {
		return ""
	}
	return v.value.String()
}

func (v *monthValue) Type() string { return "string" }

func (v *monthValue) Set(text string) error {
	use := "use YYYY-MM"
	if v.current != nil {
		use += " or current"
		if *v.current = text == "current"; *v.current {
			*v.value = 0
			return nil
		}
	}
	month, err := ledger.ParseMonth(text)
	if err != nil {
		return errors.New(use)
	}
	*v.value = month
	return nil
}

// flagError words what is wrong with the flags of a command line.
func flagError(cmd *cobra.Command, err error) error {
	refused, ok := errors.AsType[*pflag.InvalidValueError](err)
	if !ok {
		return commandError(cmd, err.Error())
	}
	why := refused.Unwrap()
	if number, ok := errors.AsType[*strconv.NumError](why); ok {
		why = number.Err
	}
	return invalid("--"+refused.GetFlag().Name, refused.GetValue(), why.Error())
}
