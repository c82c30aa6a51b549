// Package seal keeps secrets unreadable on disk: an authenticated cipher whose
// associated data binds each secret to its place, one data key, and the sources
// that keep or derive the key that wraps it.
package seal
