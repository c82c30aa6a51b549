// Package terminal talks to the person at the keyboard: messages with styles,
// tables, questions and progress. Messages, questions and progress go to
// standard error, so that standard output holds nothing but what was asked for.
//
// Text from outside, such as an account's name, cannot disturb the terminal: a
// Printer takes control characters out of every value it is given, and only the
// Printer itself writes colours.
package terminal
