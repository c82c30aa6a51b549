// Package link looks after a model's connections: the consent that makes one,
// the tokens that keep it alive, and its end at the provider and here.
package link
