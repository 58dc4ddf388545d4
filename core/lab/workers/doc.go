// Package workers is the laboratory of how little machines must tell each other: runs that m workers share, of which each
// sends its gradient only in every τ-th round and in the others one number, the derivative along a direction that everyone
// knows (Omidvar, Maddah-Ali and Mahdavi 2020), beside what else one does.
//
// What the workers do is package distributed's, what they leave at constant steps theory.Model.Shared's.
package workers
