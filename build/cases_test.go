package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// cases are the kinds of things that pages and people do to comparable programs, as their users have reported them, and the tests that
// hold what is right.
var cases = []struct{ what, tests string }{
	// The elements in other people's pages.
	{"set, asked or called before connection or definition", "TestWhatIsSaidEarlyHolds TestFrameworks"},
	{"an attribute set to what it is", "TestAttributesAreFollowed TestFrameworks"},
	{"taken out of the page and put back", "TestAnElementComesBackAsItWas TestTurbo"},
	{"parameters of the page's own in its address", "TestTheAddressIsThePagesToo"},
	{"a late write to an address that is another page's", "TestTheAddressIsThePagesToo"},
	{"hash and Back", "TestTheAddressIsFollowed"},
	{"loaded as a module, by import(), injected, renamed, from another folder or origin", "TestWaysOfLoading TestAnotherOrigin"},
	{"identifiers of the page's that are those of programs", "TestForeignIdentifiers"},
	{"Trusted Types", "TestTrustedTypes"},
	{"the page's type sizes and text properties", "TestThePagesTypeIsNotTheFigures"},
	{"the page's colours, and their changes", "TestTheme TestThemeIsFollowed TestThemeFollowsTheReader"},
	{"no width from the parent", "TestWidths"},
	{"the page's own keys", "TestKeysStay TestReveal"},
	{"slides that are not shown", "TestReveal TestStageInDeck TestStartsWhenSeen"},
	{"a given height", "TestGivenHeight"},
	{"a program that does not come, or half", "TestWhatKeepsTheProgramAway TestTheSecondSource TestForbiddenByThePolicy"},
	{"a store that never answers", "TestLabWithoutStorage"},
	{"a canvas that is read with noise", "TestNoiseInTheCanvas"},
	{"attributes changed after connection", "TestAttributesAreFollowed TestFrameworks"},
	{"a move where no worker can start", "TestAMoveWithoutWorkers"},
	{"errors of one question that answer another", "TestLabKeepsItsAnswersApart"},
	{"names of series in a saved chart", "TestLabIsTheNativeTable TestChartsAsSVG"},
	{"properties that a framework sets", "TestFrameworks TestTypes"},
	{"import on a server", "TestTheScriptCanBeReadOnAServer TestThePackageCanBeImportedOnAServer TestBundlers"},
	{"a static policy of digests", "TestPolicyByDigests"},
	{"every width of the controls, letter-spacing", "TestWidths"},
	{"an old program in a cache", "TestPastTheCache TestTwoScripts"},
	{"numbers at axes after other presets", "TestAxesSayWhatThePictureShows"},
	{"XML, quirks, another base, from right to left, in shadows, closed parts and other documents", "TestXHTML TestPagesOfEveryKind"},
	{"a bundler, a framework, a generator of pages", "TestBundlers TestFrameworks TestTurbo TestReveal TestDocumentedHTML TestDocumentedDeck TestDocumentedWidget TestHostJekyll TestHostHugo TestHostSphinx TestHostAstro TestHostJupyter TestHostPandoc TestHostBookdown"},
	// Files.
	{"an index column, with a name, without, with a header one shorter", "TestReads TestCorpus"},
	{"headers that are numbers or empty", "TestReads TestChoices"},
	{"one meaning of the comma for each file", "TestReads TestChoices TestMeaningStays"},
	{"sep=, trailing separators, blank rows, quoted decimals, titles", "TestReads TestCorpus"},
	{"columns of words, and gaps", "TestLeftOut TestTableIsShownAndChosen"},
	{"times and metres far from zero", "TestFarFromZero"},
	{"rare values, heavy tails, skewed measurements", "TestWildTablesAreTrainedOn"},
	{"samples that can have no law", "TestDataRejects TestBadSamplesChangeNothing"},
	{"columns of different scales", "TestAxesHaveScales"},
	{"samples that no generator can make", "TestBlobsAreNoLawOfTheGenerator"},
	{"arrays, UTF-16, Latin-1, workbooks", "TestReads TestCorpus TestRefuses"},
	{"decimal commas in fields", "TestNumbersAsTyped TestBadEntryLeavesTheFormerValue"},
	{"a table saved anew by a spreadsheet", "TestVerifySavedAnew"},
	{"anything at all", "FuzzParser TestMeaningStays"},
}

// Every kind of case has tests, which are there.
func TestEveryCaseHasATest(t *testing.T) {
	p := testProject(t)
	var found []string
	declared, err := p.declared(regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range declared {
		found = append(found, d.name)
	}
	for _, c := range cases {
		for name := range strings.FieldsSeq(c.tests) {
			if !slices.Contains(found, name) {
				t.Errorf("%s: there is no %s", c.what, name)
			}
		}
	}
}
