// Package analyzer turns Vietnamese text into index terms and knows what a syllable is.
package analyzer
