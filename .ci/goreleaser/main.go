// Command goreleaser checks that each file that .goreleaser.yaml packs is there,
// and that a release has its SBOMs and its signature, which "goreleaser check" does
// not look at.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/goreleaser/goreleaser/v2/pkg/config"
)

func main() {
	root := flag.String("root", ".", "folder of the project")
	docs := flag.String("docs", "dist-docs", "folder that stands for dist-docs, with what the generators wrote")
	flag.Parse()
	if err := check(*root, *docs); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func check(root, docs string) error {
	project, err := config.Load(filepath.Join(root, ".goreleaser.yaml"))
	if err != nil {
		return err
	}
	var sources []string
	for _, archive := range project.Archives {
		for _, file := range archive.Files {
			sources = append(sources, file.Source)
		}
	}
	for _, nfpm := range project.NFPMs {
		for _, content := range nfpm.Contents {
			sources = append(sources, content.Source)
		}
	}
	var problems []error
	for _, source := range sources {
		path := filepath.Join(root, source)
		if generated, ok := strings.CutPrefix(source, "dist-docs/"); ok {
			path = filepath.Join(docs, generated)
		}
		if found, err := filepath.Glob(path); err != nil || len(found) == 0 {
			problems = append(problems, fmt.Errorf(".goreleaser.yaml: there is no %s", source))
		}
	}
	if len(sources) == 0 || len(project.Builds) == 0 || len(project.SBOMs) == 0 || len(project.Signs) == 0 {
		problems = append(problems, errors.New(".goreleaser.yaml: nothing is packed, or without SBOM or signature"))
	}
	return errors.Join(problems...)
}
