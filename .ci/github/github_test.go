// Package github checks the files in .github that actionlint knows nothing of.
package github

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

const folder = "../../.github"

// read decodes a YAML file into a value that has all of its keys.
func read(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil {
		t.Errorf("%s: %v", path, err)
	}
}

// form is an issue form:
// https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
type form struct {
	Name        string   `yaml:"name"`
	Description string   `yaml:"description"`
	Labels      []string `yaml:"labels"`
	Body        []struct {
		Type       string `yaml:"type"`
		ID         string `yaml:"id"`
		Attributes struct {
			Label       string `yaml:"label"`
			Description string `yaml:"description"`
			Value       string `yaml:"value"`
			Render      string `yaml:"render"`
			Options     []any  `yaml:"options"`
		} `yaml:"attributes"`
		Validations struct {
			Required bool `yaml:"required"`
		} `yaml:"validations"`
	} `yaml:"body"`
}

func TestIssueForms(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(folder, "ISSUE_TEMPLATE", "*.yml"))
	if err != nil || len(files) != 4 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	id := regexp.MustCompile(`^[a-z]+$`)
	for _, file := range files {
		if filepath.Base(file) == "config.yml" {
			continue
		}
		var f form
		read(t, file, &f)
		if f.Name == "" || f.Description == "" || len(f.Labels) == 0 || len(f.Body) == 0 {
			t.Errorf("%s: a form needs a name, a description, labels and a body", file)
		}
		var ids []string
		for _, field := range f.Body {
			a := field.Attributes
			needsOptions := field.Type == "dropdown" || field.Type == "checkboxes"
			switch {
			case field.Type == "markdown":
				if a.Value == "" {
					t.Errorf("%s: markdown without a value", file)
				}
				continue
			case !slices.Contains([]string{"textarea", "input", "dropdown", "checkboxes"}, field.Type):
				t.Errorf("%s: unknown type %q", file, field.Type)
			case !id.MatchString(field.ID) || slices.Contains(ids, field.ID) || a.Label == "":
				t.Errorf("%s: the field %q needs an id of its own and a label", file, field.ID)
			case needsOptions != (len(a.Options) > 0):
				t.Errorf("%s: the options of %q", file, field.ID)
			}
			ids = append(ids, field.ID)
		}
	}
}

func TestIssueLinks(t *testing.T) {
	var config struct {
		Blank bool `yaml:"blank_issues_enabled"`
		Links []struct {
			Name  string `yaml:"name"`
			URL   string `yaml:"url"`
			About string `yaml:"about"`
		} `yaml:"contact_links"`
	}
	read(t, filepath.Join(folder, "ISSUE_TEMPLATE", "config.yml"), &config)
	if config.Blank || len(config.Links) == 0 {
		t.Errorf("config.yml: %+v", config)
	}
}

// Every folder with modules of an ecosystem is kept up to date.
func TestDependabot(t *testing.T) {
	var config struct {
		Version int `yaml:"version"`
		Updates []struct {
			Ecosystem   string         `yaml:"package-ecosystem"`
			Directory   string         `yaml:"directory"`
			Directories []string       `yaml:"directories"`
			Schedule    map[string]any `yaml:"schedule"`
			Groups      map[string]any `yaml:"groups"`
			Message     map[string]any `yaml:"commit-message"`
		} `yaml:"updates"`
	}
	read(t, filepath.Join(folder, "dependabot.yml"), &config)
	kept := map[string][]string{}
	for _, update := range config.Updates {
		kept[update.Ecosystem] = append(append(kept[update.Ecosystem], update.Directories...), update.Directory)
	}
	for ecosystem, pattern := range map[string]string{"gomod": "go.mod", "npm": "package-lock.json"} {
		for _, place := range []string{"", ".ci/*", "testdata/*"} {
			found, err := filepath.Glob(filepath.Join("../..", place, pattern))
			if err != nil {
				t.Fatal(err)
			}
			for _, path := range found {
				dir := "/" + strings.Trim(strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), "../.."), "/")
				if !slices.Contains(kept[ecosystem], dir) {
					t.Errorf("dependabot.yml does not know %s", dir)
				}
			}
		}
	}
	if !slices.Contains(kept["github-actions"], "/") {
		t.Error("dependabot.yml does not know the workflows")
	}
}
