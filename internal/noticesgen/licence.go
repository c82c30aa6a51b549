package main

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// licenceFile matches the names of files with a licence, a notice or a grant of
// patents.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|copyright|notice|patents|unlicense)([.-].*)?$`)

// permissive are sentences of the licences whose only demand is that their text
// comes along, with spaces in place of line breaks.
var permissive = []string{
	"Permission is hereby granted, free of charge, to any person obtaining a copy",                         // MIT
	"Redistribution and use in source and binary forms, with or without modification, are permitted",       // BSD
	"Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee", // ISC
	"Permission to use, copy, modify, and distribute this software for any purpose with or without fee",    // ISC
	"Apache License Version 2.0, January 2004",                                                             // Apache
}

// notices returns the text of all licences of the modules. A module without one,
// or with one that is not known to be permissive, is an error: somebody has to
// read it.
func notices(modules []module) ([]byte, error) {
	var text bytes.Buffer
	text.WriteString("ledgerlink is licensed under Apache-2.0 (see LICENSE). It contains:\n")
	for _, m := range modules {
		fmt.Fprintf(&text, "  %s %s\n", m.Path, m.Version)
	}
	for _, m := range modules {
		files, err := readLicences(m)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&text, "\n%s\n%s %s\n", strings.Repeat("=", 80), m.Path, m.Version)
		for _, file := range files {
			fmt.Fprintf(&text, "\n--- %s\n\n%s\n", file.name, bytes.TrimSpace(file.text))
		}
	}
	return text.Bytes(), nil
}

// licence is a file that has to come along.
type licence struct {
	name string
	text []byte
}

// readLicences returns the licence files that hold for what is linked of a
// module: its own first, then those of packages that it took over from others.
func readLicences(m module) ([]licence, error) {
	var files []licence
	for _, folder := range m.folders() {
		found, err := licencesIn(m.Dir, folder)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 && !slices.ContainsFunc(found, licence.isPermissive) {
			return nil, fmt.Errorf("%s %s has a licence that is not known to be permissive: read %s in %s", m.Path, m.Version, found[0].name, m.Dir)
		}
		if folder == "." && len(found) == 0 {
			return nil, fmt.Errorf("%s %s has no licence file in %s", m.Path, m.Version, m.Dir)
		}
		files = append(files, found...)
	}
	return files, nil
}

// licencesIn returns the licence files of one folder, by name.
func licencesIn(dir, folder string) ([]licence, error) {
	entries, err := os.ReadDir(filepath.Join(dir, folder))
	if err != nil {
		return nil, err
	}
	var files []licence
	for _, entry := range entries {
		if entry.IsDir() || !licenceFile.MatchString(entry.Name()) || strings.HasSuffix(entry.Name(), ".go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		files = append(files, licence{name: path.Join(folder, entry.Name()), text: text})
	}
	return files, nil
}

// isPermissive reports whether a file is one of the permissive licences.
func (l licence) isPermissive() bool {
	flat := strings.Join(strings.Fields(string(l.text)), " ")
	for _, sentence := range permissive {
		if strings.Contains(flat, sentence) {
			return true
		}
	}
	return false
}
