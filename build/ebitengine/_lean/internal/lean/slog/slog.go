// Package slog logs nothing: a page has no one who reads it.
package slog

// LevelDebug is the level that is asked about.
const LevelDebug = -4

// Logger takes nothing.
type Logger struct{}

// Default returns the logger that takes nothing.
func Default() Logger { return Logger{} }

// Enabled says that no level is logged.
func (Logger) Enabled(context any, level int) bool { return false }

// Debug drops the message.
func Debug(message string, args ...any) {}

// Error drops the message.
func Error(message string, args ...any) {}
