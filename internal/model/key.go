package model

import (
	"cmp"
	"fmt"
	"strings"
)

// MainEntity is the entity of a model that has only one.
const MainEntity = "main"

// Key names one connection: an entity of a model.
type Key struct {
	Model  string `json:"model"`
	Entity string `json:"entity"`
}

// String returns the model's name, with "/entity" where the entity is not main.
func (k Key) String() string {
	if k.Entity == MainEntity {
		return k.Model
	}
	return k.Model + "/" + k.Entity
}

// Compare orders keys by model, then by entity.
func (k Key) Compare(other Key) int {
	return cmp.Or(strings.Compare(k.Model, other.Model), strings.Compare(k.Entity, other.Entity))
}

// Check returns a *NameError if the model or the entity is not a name; see CheckName.
func (k Key) Check() error {
	if err := CheckName("model", k.Model); err != nil {
		return err
	}
	return CheckName("entity", k.Entity)
}

// NameError says why a text cannot name a model or an entity.
type NameError struct {
	What string // model or entity
	Name string
	Why  string
}

// Error returns the name, what it was to name, and the reason.
func (e *NameError) Error() string {
	return fmt.Sprintf("%q cannot be the name of the %s: %s", e.Name, e.What, e.Why)
}

// CheckName returns a *NameError if name cannot name a model or an entity (what
// says which). A name has 1 to 64 letters, digits, dots, underscores and
// hyphens. It names files too, so "." and "..", and the names Windows keeps for
// devices, are refused everywhere.
func CheckName(what, name string) error {
	var why string
	switch {
	case len(name) == 0 || len(name) > longestName || strings.ContainsFunc(name, notInNames):
		why = "use 1 to 64 letters, digits, dots, underscores or hyphens"
	case strings.Trim(name, ".") == "":
		why = "a name needs more than dots"
	case isDevice(name):
		why = "Windows keeps this name for a device"
	default:
		return nil
	}
	return &NameError{What: what, Name: name, Why: why}
}

const longestName = 64

func notInNames(r rune) bool {
	letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
	return !letter && (r < '0' || r > '9') && r != '.' && r != '_' && r != '-'
}

// isDevice reports whether Windows takes the name for a device, whatever follows
// a dot (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
func isDevice(name string) bool {
	base, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch base {
	case "con", "prn", "aux", "nul":
		return true
	}
	port := strings.HasPrefix(base, "com") || strings.HasPrefix(base, "lpt")
	return port && len(base) == 4 && base[3] >= '0' && base[3] <= '9'
}
