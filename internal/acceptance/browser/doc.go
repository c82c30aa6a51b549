// Package browser holds no code, only proofs about the program as it is shipped: it
// is built, run as people run it, and its pages are opened in a real browser.
// The rules for scripts are proved in testdata/script.
//
// The tests with a browser need Chromium. Set LEDGERLINK_SHOTS to a folder to get
// pictures of every page.
package browser
