package main

import (
	"encoding/base64"
	"fmt"
	"html"
	"os"
	"regexp"
	"strings"
	"time"
)

// buildSingleFile folds the built site into one page that works from a disk without a network.
func (p *project) buildSingleFile() error {
	start := time.Now()
	var parts pageParts
	var err error
	for name, part := range map[string]*string{
		"index.html": &parts.page, "page.css": &parts.style, "saddle.js": &parts.script, "page.js": &parts.pageScript, articleScript: &parts.articleScript,
		"reference.html": &parts.reference, licensesFile: &parts.licenses,
	} {
		if *part, err = p.readSite(name); err != nil {
			return err
		}
	}
	parts.posters = map[string]string{}
	for name := range posters(strings.ReplaceAll(parts.page, `src="`, `src="`+siteDir+"/")) {
		if parts.posters[name], err = p.readSite(name); err != nil {
			return err
		}
	}
	font, err := p.siteFile(fontFile)
	if err != nil {
		return err
	}
	parts.style = strings.ReplaceAll(parts.style, fontFile, "data:font/woff2;base64,"+base64.StdEncoding.EncodeToString(font))
	for _, prog := range programs {
		if !prog.single {
			continue
		}
		data, err := os.ReadFile(p.path(prog.packed()))
		if err != nil {
			return err
		}
		parts.assets = append(parts.assets, asset{prog.name, data})
	}
	page, err := foldPage(parts)
	if err != nil {
		return err
	}
	if err := p.write(singleFile, []byte(page)); err != nil {
		return err
	}
	p.made("saddle.html", len(page), start)
	return nil
}

// pageParts is a page and the files that it asks for.
type pageParts struct {
	page, style, reference string
	licenses               string
	script, pageScript     string
	articleScript          string
	posters                map[string]string // by name
	assets                 []asset
}

type asset struct {
	name   string
	packed []byte
}

var (
	styleLink    = regexp.MustCompile(`<link\b[^>]*\bhref="page\.css"[^>]*>`)
	scriptTag    = regexp.MustCompile(`<script\b[^>]*\bsrc="saddle\.js"[^>]*></script>`)
	pageTag      = regexp.MustCompile(`<script\b[^>]*\bsrc="page\.js"[^>]*></script>`)
	localFile    = regexp.MustCompile(`\b(?:src|href|poster)="([^"#:?]+)"`)
	mainElement  = regexp.MustCompile(`(?s)<main\b[^>]*>(.*)</main>`)
	docsLink     = regexp.MustCompile(`\s*<a href="docs/[^>]*>[^<]*</a>`) // of pages that are not part of the file
	backToFigure = regexp.MustCompile(`\s*<a href="index\.html">[^<]*</a>`)
)

// foldPage puts every part into the page. The programs stand before the script, which looks for them
// when it starts; both go to the end of the body, so that the page shows before they are read.
func foldPage(parts pageParts) (string, error) {
	page := strings.ReplaceAll(parts.page, `<meta property="og:image" `+cardContent+">\n", "") // no file lies beside it
	var missing error
	once := func(what *regexp.Regexp, with string) {
		if n := len(what.FindAllString(page, -1)); n != 1 && missing == nil {
			missing = fmt.Errorf("index.html has %d matches of %s instead of one", n, what)
		}
		page = what.ReplaceAllLiteralString(page, with)
	}
	var end strings.Builder
	if main := mainElement.FindStringSubmatch(parts.reference); main != nil {
		text := backToFigure.ReplaceAllString(main[1], "")
		fmt.Fprintf(&end, "<section id=\"reference\" class=\"reference\">%s</section>\n", text)
	}
	fmt.Fprintf(&end, "<details class=\"reference\"><summary>Licences</summary><pre id=\"licenses\" tabindex=\"0\">%s</pre></details>\n", html.EscapeString(parts.licenses))
	for _, a := range parts.assets {
		fmt.Fprintf(&end, "<script type=\"text/plain\" id=\"saddle-%s\">%s</script>\n", a.name, base64.StdEncoding.EncodeToString(a.packed))
	}
	fmt.Fprintf(&end, "<script>%s</script>\n<script>%s</script>\n<script>%s</script>\n</body>", inlineScript(parts.script), inlineScript(parts.pageScript), inlineScript(parts.articleScript))

	once(styleLink, "<style>"+parts.style+"</style>")
	once(scriptTag, "")
	once(pageTag, "")
	for name, svg := range parts.posters {
		page = strings.ReplaceAll(page, `="`+name+`"`, `="data:image/svg+xml;base64,`+base64.StdEncoding.EncodeToString([]byte(svg))+`"`)
	}
	page = docsLink.ReplaceAllString(page, "")
	page = strings.NewReplacer(`="reference.html"`, `="#reference"`, `="reference.html#`, `="#`, `="`+licensesFile+`"`, `="#licenses"`).Replace(page)
	if left := localFile.FindStringSubmatch(page); left != nil && missing == nil {
		missing = fmt.Errorf("index.html asks for %q, which the single file does not carry", left[1])
	}
	once(regexp.MustCompile(`</body>`), end.String())
	return page, missing
}

var endsScript = regexp.MustCompile(`(?i)<(/script|!--)`)

// inlineScript makes JavaScript safe inside a script element. Minified code has these characters only
// in literals, where the escape means the same.
func inlineScript(js string) string { return endsScript.ReplaceAllString(js, `\x3c$1`) }
