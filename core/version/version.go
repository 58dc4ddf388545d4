// Package version names this state of the project, and says what a version promises.
//
// The three numbers stand on three contracts. The elements: their attributes, properties, methods and events. The query: its
// names, what its values mean, and its defaults. The bits: every number that a query leads to. A version that breaks the first
// or the second raises the first number; one that changes a bit of the third raises at least the second; the last is
// raised by what changes none of them. So the first two numbers say whether a query still means the same numbers.
package version

// Number is the version of this state.
const Number = "1.0.0"

// Word is the name under which a link carries the version that made it, beside the parameters of its query.
const Word = "saddle"

// Bits is what of a version says which numbers a query leads to: its first two numbers.
func Bits(number string) string {
	dots := 0
	for i, c := range []byte(number) {
		if c != '.' {
			continue
		}
		if dots++; dots == 2 {
			return number[:i]
		}
	}
	return number
}

// Complaint says in a sentence that a link of another version means other numbers here; it is empty if it means the same.
func Complaint(number string) string {
	if Bits(number) == Bits(Number) {
		return ""
	}
	return "This link was made by Saddle " + number + ". This is Saddle " + Number + ", whose numbers differ: the same settings lead to another run. " +
		"Without " + Word + "=" + number + " the link is one of this version."
}
