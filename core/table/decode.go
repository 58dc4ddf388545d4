package table

import (
	"unicode/utf16"
	"unicode/utf8"

	"saddle/core/ascii"
)

// signatures are what files that are no text begin with, and what to do about them.
var signatures = []struct{ begin, message string }{
	{"PK\x03\x04", "it is a packed file, such as a spreadsheet's .xlsx or .ods; save the sheet as CSV and give that"},
	{"\xd0\xcf\x11\xe0", "it is an old Office file, such as .xls; save the sheet as CSV and give that"},
	{"\x1f\x8b", "it is packed with gzip; unpack it and give the file in it"},
	{"BZh", "it is packed with bzip2; unpack it and give the file in it"},
	{"\xfd7zXZ", "it is packed with xz; unpack it and give the file in it"},
	{"7z\xbc\xaf", "it is a 7-Zip archive; unpack it and give the file in it"},
	{"%PDF", "it is a PDF; save the table as CSV and give that"},
	{"{\\rtf", "it is rich text; save it as plain text or CSV and give that"},
	{"\x93NUMPY", "it is NumPy's own format; write it with numpy.savetxt and give that"},
	{"MATLAB 5.0", "it is a MAT-file; write the matrix with writematrix and give that"},
	{"\x89HDF", "it is an HDF5 file; write the table as CSV and give that"},
	{"PAR1", "it is a Parquet file; write the table as CSV and give that"},
	{"ARROW1", "it is a Feather file; write the table as CSV and give that"},
	{"SQLite format 3", "it is a database; write the table as CSV and give that"},
	{"RDX", "it is R's own format; write it with write.csv and give that"},
	{"\x89PNG", "it is a picture; give a table of numbers"},
	{"\xff\xd8\xff", "it is a picture; give a table of numbers"},
	{"GIF8", "it is a picture; give a table of numbers"},
}

// The encodings, as they are said.
const (
	inUTF8   = ""
	inUTF16  = "UTF-16"
	inLatin1 = "Windows-1252"
)

// decode returns a text as UTF-8 without a byte order mark, and what it was encoded in. problem says what is not a text.
func decode(text []byte) (plain []byte, encoding, problem string) {
	begins := func(with string) bool { return len(text) >= len(with) && string(text[:len(with)]) == with }
	for _, s := range signatures {
		if begins(s.begin) {
			return nil, "", s.message
		}
	}
	switch {
	case begins("\xef\xbb\xbf"):
		text = text[3:]
	case begins("\xff\xfe\x00\x00") || begins("\x00\x00\xfe\xff"):
		return nil, "", "it is encoded in UTF-32; save it as UTF-8"
	case begins("\xff\xfe"):
		return fromUTF16(text[2:], false), inUTF16, ""
	case begins("\xfe\xff"):
		return fromUTF16(text[2:], true), inUTF16, ""
	}
	if ascii.Index(text, "\x00") >= 0 {
		if big, is := wide(text); is {
			return fromUTF16(text, big), inUTF16, ""
		}
		return nil, "", "it is not a text; expected a table of numbers, such as a CSV file"
	}
	if utf8.Valid(text) {
		return text, inUTF8, ""
	}
	return fromLatin1(text), inLatin1, ""
}

// wide says whether a text without a mark is in UTF-16, and whether the high bytes come first: half of the bytes of
// western text are then 0, at even or at odd places.
func wide(text []byte) (big, is bool) {
	var zeros [2]int
	n := min(len(text), 4096) &^ 1
	for i, b := range text[:n] {
		if b == 0 {
			zeros[i%2]++
		}
	}
	return zeros[0] > zeros[1], n > 0 && zeros[0]+zeros[1] > n/4 && min(zeros[0], zeros[1]) < n/100+1
}

func fromUTF16(text []byte, big bool) []byte {
	out := make([]byte, 0, len(text)/2+16)
	unit := func(i int) rune {
		if big {
			return rune(text[i])<<8 | rune(text[i+1])
		}
		return rune(text[i+1])<<8 | rune(text[i])
	}
	for i := 0; i+1 < len(text); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) && i+3 < len(text) {
			if pair := utf16.DecodeRune(r, unit(i+2)); pair != utf8.RuneError {
				r, i = pair, i+2
			}
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// between are the characters of Windows-1252 from 0x80 to 0x9f, 0 where there is none.
var between = [32]rune{0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178}

func fromLatin1(text []byte) []byte {
	out := make([]byte, 0, len(text)+len(text)/16+16)
	for _, b := range text {
		r := rune(b)
		if b >= 0x80 && b < 0xa0 {
			r = between[b-0x80]
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}
