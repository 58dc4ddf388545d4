package main

import (
	"bytes"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
)

// siteAddress is the address of a folder on a host, with the slash at its end; nothing stays nothing.
func siteAddress(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return "", fmt.Errorf("-site %s is not the address of a folder, as https://example.org/saddle/", text)
	}
	return strings.TrimSuffix(u.String(), "/") + "/", nil
}

// cardContent is where the page names its card. Programs that show links want a whole address, which only the host's owner knows.
const cardContent = `content="` + cardName + `"`

// about completes what the head of the site's page says of it: its references, and where the site's address is known, whole addresses.
func about(page []byte, site string) []byte {
	more := references(page)
	if site != "" {
		at := html.EscapeString(site)
		page = bytes.ReplaceAll(page, []byte(cardContent), []byte(`content="`+at+cardName+`"`))
		more += fmt.Sprintf("<meta property=\"og:url\" content=\"%[1]s\">\n<link rel=\"canonical\" href=\"%[1]s\">\n", at)
	}
	return bytes.Replace(page, []byte("</head>"), []byte(more+"</head>"), 1)
}

var (
	referenceItem = regexp.MustCompile(`(?s)<li id="ref-[^"]*">(.*?)</li>`)
	referenceText = regexp.MustCompile(`^(.* and [^,]+), (.+), (\d{4})\.`)
	arxivNumber   = regexp.MustCompile(`arXiv:(\d{4}\.\d{4,5})`)
	anyTag        = regexp.MustCompile(`<[^>]*>`)
)

// references says the page's list of references in the words of catalogues.
func references(page []byte) string {
	var b strings.Builder
	for _, item := range referenceItem.FindAllSubmatch(page, -1) {
		text := strings.Join(strings.Fields(html.UnescapeString(anyTag.ReplaceAllString(string(item[1]), ""))), " ")
		content := text
		if m := referenceText.FindStringSubmatch(text); m != nil {
			content = "citation_title=" + m[2]
			for author := range strings.SplitSeq(strings.Replace(m[1], " and ", ", ", 1), ", ") {
				if author != "others" {
					content += ";citation_author=" + author
				}
			}
			content += ";citation_publication_date=" + m[3]
			if number := arxivNumber.FindStringSubmatch(text); number != nil {
				content += ";citation_arxiv_id=" + number[1]
			}
		}
		fmt.Fprintf(&b, "<meta name=\"citation_reference\" content=\"%s\">\n", html.EscapeString(content))
	}
	return b.String()
}
