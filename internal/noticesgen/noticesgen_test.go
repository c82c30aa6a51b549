package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The notices of the tool as it is built from here.
func TestNoticesOfTheTool(t *testing.T) {
	t.Parallel()
	generate := func() string {
		file := filepath.Join(t.TempDir(), "notices.txt")
		if err := run(t.Context(), []string{"-o", file, "-program", "../../cmd/ledgerlink"}); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	text := generate()
	for _, want := range []string{
		"Go standard library go1.",
		"github.com/spf13/cobra v",
		"inconshreveable/mousetrap v",      // linked on Windows only
		"--- internal/shellescape/LICENSE", // of a package that a module took over
		"Redistribution and use in source and binary forms",
		"Additional IP Rights Grant (Patents)",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the notices lack %q", want)
		}
	}
	for _, not := range []string{"github.com/google/go-cmp", "github.com/ledgerlink"} {
		if strings.Contains(text, not) {
			t.Errorf("the notices have %q, which is not linked or the tool's own", not)
		}
	}
	if generate() != text {
		t.Error("a second run gave other notices")
	}
}

func TestModulesThatNeedALook(t *testing.T) {
	t.Parallel()
	const mit = "Copyright somebody\r\n\r\nPermission is hereby granted, free of charge, to any\r\nperson obtaining a copy"
	for name, c := range map[string]struct {
		files map[string]string
		want  string // of the error; none: no error
	}{
		"permissive":   {files: map[string]string{"LICENSE.txt": mit}},
		"two files":    {files: map[string]string{"LICENSE-MIT": mit, "NOTICE": "made by somebody"}},
		"taken over":   {files: map[string]string{"LICENSE": mit, "sub/LICENSE": mit, "other/LICENSE": "not linked"}},
		"copyleft sub": {files: map[string]string{"LICENSE": mit, "sub/COPYING": "GNU"}, want: "read sub/COPYING"},
		"none":         {files: map[string]string{"README": mit, "license.go": mit}, want: "has no licence file"},
		"copyleft":     {files: map[string]string{"COPYING": "GNU GENERAL PUBLIC LICENSE"}, want: "read COPYING"},
		"patents only": {files: map[string]string{"PATENTS": "Additional IP Rights Grant (Patents)"}, want: "read PATENTS"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if err := os.MkdirAll(filepath.Join(dir, "sub", "package"), 0o700); err != nil {
				t.Fatal(err)
			}
			for file, text := range c.files {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, file)), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			text, err := notices([]module{{Path: "example.com/m", Version: "v1.0.0", Dir: dir, Linked: []string{"", "sub/package"}}})
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want == "":
				if strings.Contains(string(text), "\r") || !strings.Contains(string(text), "example.com/m v1.0.0") {
					t.Errorf("notices: %q", text)
				}
			case err == nil || !strings.Contains(err.Error(), c.want):
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
