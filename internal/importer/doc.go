// Package importer runs an import: plan the months, read every entity side by
// side, prove that the numbers tie out, keep them in memory, write the file.
//
// Nothing is written and nothing of an entity is remembered before all its
// numbers are proved. What is remembered goes into one transaction; the file is
// staged beside its target before it and renamed right after it. A process that
// is killed leaves the memory of before or after, and the file of before or
// after, each whole; in the instant between the two the memory is ahead, and the
// next import writes the file that is missing.
package importer
