package figure

import "saddle/core/snapshot"

// Narration says in words what the player whose turn it was has just done; it is empty where whole
// iterations are taken.
func Narration(s *snapshot.Snapshot) string {
	switch s.Turn {
	case snapshot.Discriminator:
		return "Step " + Count(s.Step+1) + ", discriminator: it has looked at " + Count(s.Batch) + " real and " + Count(s.Fakes) +
			" generated samples and leans further to what tells them apart. On them V was " + Digits(s.Value, 3) + "; guessing gets " + Digits(s.Blind, 3) + "."
	case snapshot.Generator:
		words := "Step " + Count(s.Step) + ", generator: its samples have moved to where the discriminator takes them for real. "
		if s.Averaged { // what is shown is the average, which follows
			return words + "The law of its last iterate is " + estimate(s.TVLast, s.TVLastError) + " from the target in total variation, that of the average " +
				estimate(s.TV, s.TVError) + "."
		}
		return words + "Their law is " + estimate(s.TV, s.TVError) + " from the target in total variation."
	}
	return ""
}

// estimate prints a total variation, with its standard error if it is estimated.
func estimate(tv, deviation float64) string {
	if deviation > 0 {
		return "about " + Digits(tv, 3) + "\u00a0±\u00a0" + Digits(deviation, 1)
	}
	return Digits(tv, 3)
}
