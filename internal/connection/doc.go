// Package connection makes, checks and ends connections: the permission of one
// entity of a model to read one organisation. It returns data and typed errors;
// what people are told about them is in package cli.
package connection
