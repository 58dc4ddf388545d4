// Package table reads tables of numbers as programs write them: a [Parser] takes any text in pieces and makes a [Table]
// of it, with what was taken, what was left out, and why.
//
// # What is read
//
// Text in UTF-8, UTF-16 or Windows-1252, with any line ends, one row a line, cut by tabs, semicolons, commas, bars,
// ampersands or white space; and literals: JSON in the usual orientations and by lines, and the brackets of Python, R,
// MATLAB, Julia and Mathematica. Around the rows there may be titles, comments, rules, units, type lines, notes and totals;
// headers may be missing, longer than a line, numbers, or one name short as R writes them.
//
// # How it is decided
//
// What separates columns is what makes the most even rows with the most numbers in them (separate). A comma or a point
// within a number has one meaning in the whole text: the one that the sure cases show, as 0,3 or 1.234,5; where all
// cases are like 1,200, a number below 1000 without one in the same column makes it a thousands separator, and else it is
// the decimal mark, and the table says so (marks). No decision depends on which column stands where, but for two customs: a
// column without a name in a table with names, and R's header that is one name short, which stand first.
//
// Nothing is guessed in silence: every column and row that is left out is counted and has a reason, every choice between
// two readings that both fit is a note, and the reader can choose otherwise ([Choice]).
package table
