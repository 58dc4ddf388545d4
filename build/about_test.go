package main

import (
	"bytes"
	"image/png"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"saddle/paper"
)

func TestSiteAddress(t *testing.T) {
	for in, want := range map[string]string{"": "", "https://example.org/a": "https://example.org/a/", "http://localhost:8080/": "http://localhost:8080/"} {
		if got, err := siteAddress(in); got != want || err != nil {
			t.Errorf("%s is %s (%v)", in, got, err)
		}
	}
	for _, in := range []string{"example.org", "ftp://example.org/", "https://", "https://example.org/?a=1", "https://example.org/#a", "/saddle/"} {
		if got, err := siteAddress(in); err == nil || !strings.Contains(err.Error(), in) {
			t.Errorf("%s is taken for %s (%v)", in, got, err)
		}
	}
}

// The page has a card beside it, by a whole address where that is known, and the single file has none.
func TestCardOfThePage(t *testing.T) {
	index, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	page := sitePage(index)
	for _, want := range []string{`<meta property="og:title"`, `<meta property="og:description"`, `<meta property="og:image" content="card.png">`, `<meta name="twitter:card" content="summary_large_image">`} {
		if !bytes.Contains(page, []byte(want)) {
			t.Errorf("%s is missing", want)
		}
	}
	description := regexp.MustCompile(`<meta (?:name="|property="og:)description" content="([^"]*)">`).FindAllSubmatch(page, -1)
	if len(description) != 2 || !bytes.Equal(description[0][1], description[1][1]) {
		t.Error("the page describes itself in two ways")
	}
	if bytes.Contains(about(page, ""), []byte("canonical")) {
		t.Error("an address that is not known is told")
	}
	at := about(page, "https://example.org/saddle/")
	for _, want := range []string{`"og:image" content="https://example.org/saddle/card.png">`, `<link rel="canonical" href="https://example.org/saddle/">`, `"og:url" content="https://example.org/saddle/">`} {
		if !bytes.Contains(at, []byte(want)) {
			t.Errorf("%s is missing", want)
		}
	}
	one, _ := foldPage(pageParts{page: string(page)})
	if strings.Contains(one, cardName) {
		t.Error("the single file names a file beside it")
	}
}

// Every reference of the page's list is told to catalogues, with its authors, title and year.
func TestReferencesForCatalogues(t *testing.T) {
	index, err := os.ReadFile(testProject(t).path("index.html"))
	if err != nil {
		t.Fatal(err)
	}
	listed := bytes.Count(index, []byte(`<li id="ref-`))
	told := regexp.MustCompile(`<meta name="citation_reference" content="citation_title=[^;]+(;citation_author=[^;]+)+;citation_publication_date=\d{4};citation_arxiv_id=[\d.]+">`)
	if n := len(told.FindAll(about(index, ""), -1)); n != listed || n < 5 {
		t.Errorf("%d of %d are told", n, listed)
	}
	got := references([]byte(`<li id="ref-a">A. One, B. Two and C. Three, On <i>this</i>, that, 2020. <a href="https://arxiv.org/abs/2012.00732">arXiv:2012.00732</a></li>
		<li id="ref-b">Something &amp; else</li>`))
	if want := `<meta name="citation_reference" content="citation_title=On this, that;citation_author=A. One;citation_author=B. Two;citation_author=C. Three;` +
		`citation_publication_date=2020;citation_arxiv_id=2012.00732">` + "\n" + `<meta name="citation_reference" content="Something &amp; else">` + "\n"; got != want {
		t.Errorf("got %s", got)
	}
}

// The card has the size that is asked of one, both laws and both players, few bytes, and the same each time.
func TestCard(t *testing.T) {
	draw := func() []byte {
		var b bytes.Buffer
		if err := paper.Card(&b, moment(""), moment(cardGame), "Saddle", "one", "two"); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	card := draw()
	if !bytes.Equal(card, draw()) {
		t.Error("another time it is another one")
	}
	if len(card) > 120_000 {
		t.Errorf("it has %d bytes", len(card))
	}
	picture, err := png.Decode(bytes.NewReader(card))
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != paper.CardWidth || size.Y != paper.CardHeight {
		t.Errorf("it is %v", size)
	}
	// Blue and orange, left on the saddle and right in the clouds.
	count := map[[2]bool]int{}
	for y := range paper.CardHeight {
		for x := range paper.CardWidth {
			r, g, b, _ := picture.At(x, y).RGBA()
			switch [3]uint32{r >> 8, g >> 8, b >> 8} {
			case [3]uint32{0x1b, 0x4f, 0x9e}:
				count[[2]bool{false, x > paper.CardWidth/2}]++
			case [3]uint32{0xbd, 0x52, 0x08}:
				count[[2]bool{true, x > paper.CardWidth/2}]++
			}
		}
	}
	for place, n := range map[[2]bool]int{{false, false}: 50, {true, false}: 400, {false, true}: 3000, {true, true}: 1000} {
		if count[place] < n {
			t.Errorf("orange, right: %v has %d pixels", place, count[place])
		}
	}
	if err := paper.Card(&bytes.Buffer{}, moment(""), moment("phi=relu&d=2"), ""); err == nil {
		t.Error("a run without a surface is taken")
	}
}

// The poster is a sheet of A3 with the rest in blue and a run in orange, as pixels and as a page, and the same each time.
func TestPoster(t *testing.T) {
	poster := paper.Poster{Game: moment(cardGame), Title: "Saddle", Above: []string{"one"}, Below: []string{"two"}, Link: "index.html"}
	draw := func(as func(io.Writer) error) []byte {
		var b bytes.Buffer
		if err := as(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	page := draw(poster.PDF)
	if !bytes.Equal(page, draw(poster.PDF)) || !bytes.HasPrefix(page, []byte("%PDF")) || !bytes.Contains(page, []byte("/MediaBox [0 0 842.00 1191.00]")) || !bytes.Contains(page, []byte("index.html")) {
		t.Errorf("the page is another one each time, has another size, or no link: %.300q", page)
	}
	picture, err := png.Decode(bytes.NewReader(draw(poster.PNG)))
	if err != nil {
		t.Fatal(err)
	}
	size := picture.Bounds().Size()
	blue, orange := 0, 0
	for y := range size.Y {
		for x := range size.X {
			r, g, b, _ := picture.At(x, y).RGBA()
			switch [3]uint32{r >> 8, g >> 8, b >> 8} {
			case [3]uint32{0x1b, 0x4f, 0x9e}:
				blue++
			case [3]uint32{0xbd, 0x52, 0x08}:
				orange++
			}
		}
	}
	if size.X != 1684 || size.Y != 2382 || blue < 200 || orange < 2000 {
		t.Errorf("of %v points %d are blue and %d orange", size, blue, orange)
	}
	for x := range size.X { // nothing is cut off at a side
		if r, _, _, _ := picture.At(x, 0).RGBA(); r>>8 != 0xff {
			t.Fatal("something lies at the upper edge")
		}
	}
	for y := range size.Y {
		left, _, _, _ := picture.At(0, y).RGBA()
		right, _, _, _ := picture.At(size.X-1, y).RGBA()
		if left>>8 != 0xff || right>>8 != 0xff {
			t.Fatalf("something lies at a side, %d from the top", y)
		}
	}
	poster.Game = moment("phi=relu&d=2")
	if err := poster.PDF(io.Discard); err == nil {
		t.Error("a run without a surface is taken")
	}
}
