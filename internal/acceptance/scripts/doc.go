// Package scripts holds no code, only the tests that run the scripts in
// testdata/script, which drive the whole tool as people and their scripts do.
// testdata/script/README.md lists the commands of the scripts and which rule each
// script is about.
package scripts
