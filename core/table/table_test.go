package table

import (
	"fmt"
	"strings"
	"testing"
)

// read is a table in one line: the names, then the rows.
func read(text string, c Choice) string {
	table, problem := parse([]byte(text), c, max(1, len(text)))
	if problem != "" {
		return problem
	}
	return strings.ReplaceAll(strings.TrimRight(taken(table), "\n"), "\n", " / ")
}

// readings are tables as people have them, and what is read of them.
var readings = []struct{ text, want string }{
	// plain
	{"1,2\n3,4", ", / 1,2 / 3,4"},
	{"1,2\r\n3,4\r\n", ", / 1,2 / 3,4"},
	{"1,2\r3,4\r", ", / 1,2 / 3,4"},
	{"\xef\xbb\xbfx,y\n1,2\n3,5\n", "x,y / 1,2 / 3,5"},
	{"# saved by numpy\n1 2\n 3  4 ", ", / 1,2 / 3,4"},
	{"x;y\n1,5;2\n3;-4e1\n", "x,y / 1.5,2 / 3,-40"},
	{"x\ty\n1\t2\n\n\n3\t4\n", "x,y / 1,2 / 3,4"},
	{"\"a b\",\"c\"\n\"1\", \"2\"\n", "a b,c / 1,2"},
	{"height\n1\n2\n3", "height / 1 / 2 / 3"},
	{"1\n2", " / 1 / 2"},
	{"1,2\n3", ", / 1,2"},
	{"0.3;1.1;-0.7", " / 0.3 / 1.1 / -0.7"},
	{"0.3,\n1.1,\n-0.7,\n", " / 0.3 / 1.1 / -0.7"},
	{"'a','b'\n'1','2'\n'3','5'", "a,b / 1,2 / 3,5"},
	{"x , y \n 1 , 2 \n3,  5  ", "x,y / 1,2 / 3,5"},
	{"x | y\n--|--\n0.3 | -1.2\n1.1 | 0.4", "x,y / 0.3,-1.2 / 1.1,0.4"},
	{"# of people,height\n3,171\n4,168\n9,180", "of people,height / 3,171 / 4,168 / 9,180"},
	// what stands around numbers
	{"a,b\n+0.3,-.5\n1.,1e-3\n", "a,b / 0.3,-0.5 / 1,0.001"},
	{"a;b\n12 %;€ 1,50\n7,5%;(2,25)", "a,b / 12,1.5 / 7.5,-2.25"},
	{"a\n1,234.5\n2\n-1,000,000", "a / 1234.5 / 2 / -1e+06"},
	{"a;b\n1.234,5;1\n-2;3", "a,b / 1234.5,1 / -2,3"},
	{"a;b\n1,200.50;5.5\n950;3.1", "a,b / 1200.5,5.5 / 950,3.1"},
	{"a;b\n1.234.567;1,5\n-2;3", "a,b / 1.234567e+06,1.5 / -2,3"},
	// what is left out
	{"5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n4.7,3.2,Iris-virginica\n", ", / 5.1,3.5 / 4.9,3 / 4.7,3.2"},
	{"Id,Length,Species\n1,5.1,a\n2,4.9,b\n3,4.7,a", "Length / 5.1 / 4.9 / 4.7"},
	{"Id,Length\n7,5.1\n3,4.9\n12,4.7", "Id,Length / 7,5.1 / 3,4.9 / 12,4.7"},
	{"\"eruptions\" \"waiting\"\n\"1\" 3.6 79\n\"2\" 1.8 54\n", "eruptions,waiting / 3.6,79 / 1.8,54"},
	{"18.0   8   307.0      130.0\t\"chevrolet chevelle\"\n15.0   6   350.0      ?\t\"buick skylark\"\n16.0   4   304.0      150.0\t\"amc rebel\"\n", ",,, / 18,8,307,130 / 16,4,304,150"},
	{"Date,Open,Volume\n2020-01-02,1.5,\"1,234,500\"\n2020-01-03,1.25,\"1,500\"\n", "Open,Volume / 1.5,1.2345e+06 / 1.25,1500"},
	{"Datum;Wert\n01.02.2020;1,5\n02.02.2020;1,25", "Wert / 1.5 / 1.25"},
	{"Zeit;Wert\n12:30;0,5\n12:45;0,75", "Wert / 0.5 / 0.75"},
	{"a\tb\tc\n1\t\t3\n4\t5\t7\n2\t8\t9", "a,b,c / 4,5,7 / 2,8,9"},
	{"a,b,c\n1,,3\n4,,7\n2,,9", "a,c / 1,3 / 4,7 / 2,9"},
	{"a,b,c\n1,,3\n4,,7\n2,5,9\n8,,1\n", "a,c / 1,3 / 4,7 / 2,9 / 8,1"},
	{"a,b\n1,5\n2,5\n4,5\n", "a / 1 / 2 / 4"},
	{"a,b\n1,2\n3,4,5\n6,8\n", "a,b / 1,2 / 6,8"},
	{"a b\n1 2\n3\n6 8\n", "a,b / 1,2 / 6,8"},
	{"1,b\n2,3\n4,5\n7,7", ", / 2,3 / 4,5 / 7,7"},
	{"a,b\n1,2\n3,1e999\n5,1e31\n4,4\n", "a,b / 1,2 / 4,4"},
	{"x,y,\n0.3,-1.2,\n1.1,0.4,\n", "x,y / 0.3,-1.2 / 1.1,0.4"},
	{"0.3;1.5\n2.25;1,5\n1.75;2.5\n", ", / 0.3,1.5 / 1.75,2.5"},
	{"x;version\n0,3;1.2\n1,1;1.3\n-0,7;1.4\n2,2;1.5\n1,5;1.9", "version / 1.2 / 1.3 / 1.4 / 1.5 / 1.9"},
	{"My samples\n3,5\n4,6\n7,1", ", / 3,5 / 4,6 / 7,1"},
	{"samples\nx,y\n3,5\n4,6\n7,1", "x,y / 3,5 / 4,6 / 7,1"},
	// headers
	{"a,b\n(s),(cm)\n1,2\n3,5", "a (s),b (cm) / 1,2 / 3,5"},
	{"Data, 2020\nx,y\n0.3,-1.2\n1.1,0.4\n", "x,y / 0.3,-1.2 / 1.1,0.4"},
	{"x,x\n1,2\n3,5", "x,x (2) / 1,2 / 3,5"},
	{"x,y,\n0.3,-1.2,5\n1.1,0.4,3\n0.2,1,4", "x,y / 0.3,-1.2 / 1.1,0.4 / 0.2,1"[:3] + ", / 0.3,-1.2,5 / 1.1,0.4,3 / 0.2,1,4"},
	{"0,1\n0,1\n1,0\n", ", / 0,1 / 0,1 / 1,0"},
	{"0,1\n0.5,1\n1,0.25\n", ", / 0,1 / 0.5,1 / 1,0.25"},
	{"1,2\n3.25,-400\n5,6.0\n", ", / 1,2 / 3.25,-400 / 5,6"},
	{"0,1\n0.5,1.5\n1.25,0.25\n", ", / 0,1 / 0.5,1.5 / 1.25,0.25"},
	{"0,1,2\n0.5,1.5,2\n1.25,0.25,0.75\n", "0,1,2 / 0.5,1.5,2 / 1.25,0.25,0.75"},
	{"x\n1,0.3\n2,1.1\n3,-0.7\n", "x / 0.3 / 1.1 / -0.7"},
	{"label,NA,NA,a\nb,1,2,c\nd,3,5,e\n", "NA,NA (2) / 1,2 / 3,5"},
	// one meaning of the comma
	{"x\ty\n1,200\t5.5\n950\t3.1\n2,400\t7.2", "x,y / 1200,5.5 / 950,3.1 / 2400,7.2"},
	{"x\ty\n1,200\t5,5\n950\t3,1\n2,400\t7,2", "x,y / 1.2,5.5 / 950,3.1 / 2.4,7.2"},
	{"x\ty\n1,200\t5\n950\t3\n2,400\t7", "x,y / 1200,5 / 950,3 / 2400,7"},
	{"x\ty\n1,723\t70\n1,801\t82\n1,654\t61", "x,y / 1.723,70 / 1.801,82 / 1.654,61"},
	{"x\n0,3\n1,1\n0,7\n2", "x / 0.3 / 1.1 / 0.7 / 2"},
	// literals
	{`[["0.3","-1.2"],["1.1","0.4"]]`, ", / 0.3,-1.2 / 1.1,0.4"},
	{`{"x":[0.3,1.1],"y":[-1.2,0.4],"n":5,"name":"r"}`, "x,y / 0.3,-1.2 / 1.1,0.4"},
	{`[[0.3,-1.2],[None,1],[np.float64(1.1),nan],[2.5,0.25]]`, ", / 0.3,-1.2 / 2.5,0.25"},
	{"x <- c(1.5, 2,\n  3)\n", " / 1.5 / 2 / 3"},
	{"const double p[2][2] = {{0.3, -1.2}, {1.1, 0.4}};", ", / 0.3,-1.2 / 1.1,0.4"},
	{`[1.5]`, " / 1.5"},
	{"structure(list(x = c(0.3, 1.1), y = c(-1.2, 0.4), n = 1:2), class = \"data.frame\", row.names = c(NA, -2L))", "x,y,n / 0.3,-1.2,1 / 1.1,0.4,2"},
	{"data.frame(x = c(0.3, 1.1), y = c(-1L, 2L))", "x,y / 0.3,-1 / 1.1,2"},
	{"matrix(c(1, 2, 3, 4.5, 5, 6), nrow = 3)", ", / 1,4.5 / 2,5 / 3,6"},
	{"m <- matrix(c(1, 2, 3, 4.5), ncol=2, byrow=TRUE)", ", / 1,2 / 3,4.5"},
	{"structure(c(1, 2, 3, 4.5), dim = c(2L, 2L))", ", / 1,3 / 2,4.5"},
	{"import pandas as pd\ndf = pd.DataFrame({'x': [0.3, 1.1], 'y': [-1.2, 0.4]})\n", "x,y / 0.3,-1.2 / 1.1,0.4"},
	{"x = [0.3, 1.1, 2]\ny = [-1.2, 0.4, 1]\n", "x,y / 0.3,-1.2 / 1.1,0.4 / 2,1"},
	{"% measured\nx = [0.3 1.1]';\ny = [-1.2; 0.4];", "x,y / 0.3,-1.2 / 1.1,0.4"},
	{"np.array([[0.3, -1.2],\n [1.1, 0.4]], dtype=float32)", ", / 0.3,-1.2 / 1.1,0.4"},
	{"Float64[0.3, 1.1, 2.5]", " / 0.3 / 1.1 / 2.5"},
	{"double[] x = new double[] {0.3f, 1.1f};", " / 0.3 / 1.1"},
	{"(0.3, -1.2)\n(1.1, 0.4)\n", ", / 0.3,-1.2 / 1.1,0.4"},
	{"[0.3, -1.2],\n[1.1, 0.4],\n", ", / 0.3,-1.2 / 1.1,0.4"},
	{"[1, 2.5, 4]", " / 1 / 2.5 / 4"},
	{"0.3,-1.2 1.1,0.4 2,1", ", / 0.3,-1.2 / 1.1,0.4 / 2,1"},
	{"0,3; 1,1; -0,7", " / 0.3 / 1.1 / -0.7"},
	{"x & y \\\\\n$-0.3$ & $1.2$ \\\\\n$1.1$ & $0.4$ \\\\\n", "x,y / -0.3,1.2 / 1.1,0.4"},
	{"x y\n0.3 -1.2 # first\n1.1 0.4\n", "x,y / 0.3,-1.2 / 1.1,0.4"},
	{"Sample #,x\n3,0.5\n9,0.75\n", "Sample #,x / 3,0.5 / 9,0.75"},
	{"x\ty\n0.3\t\\N\n1.1\t0.4\n0.5\t0.25\n", "x,y / 1.1,0.4 / 0.5,0.25"},
	{"150,4,setosa,versicolor,virginica\n5.1,3.5,1.4,0.2,0\n4.9,3.0,1.4,0.2,1\n4.7,3.2,1.3,0.25,0", "150,4,setosa,versicolor,virginica / 5.1,3.5,1.4,0.2,0 / 4.9,3,1.4,0.2,1 / 4.7,3.2,1.3,0.25,0"},
	{`{"a": 1.5, "b": 2}`, "a,b / 1.5,2"},
	{"[[[0.3, -1.2], [1.1, 0.4]]]", ", / 0.3,-1.2 / 1.1,0.4"},
	{"[ 0.1  0.2  0.3\n  0.4  0.5]", ",, / 0.1,0.2,0.3"},
}

// Small texts, as read by a person: names, then rows.
func TestReads(t *testing.T) {
	for _, tc := range readings {
		if got := read(tc.text, Choice{}); got != tc.want {
			t.Errorf("%q is read as\n\t%s\nwant\n\t%s", tc.text, got, tc.want)
		}
	}
}

func TestRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":                               noNumbers,
		" \n\n":                          noNumbers,
		"x,y\n":                          noNumbers + "; line 1 begins with “x”",
		"x=0.3 is large\nx=1 is small":   noNumbers + "; line 1 begins with “x=0.3”",
		"PK\x03\x04aaaa":                 signatures[0].message,
		"\xff\xfe\x00\x00a":              "it is encoded in UTF-32; save it as UTF-8",
		"a\x00\x01\x02\x00\x00\x00b":     "it is not a text; expected a table of numbers, such as a CSV file",
		"<table><tr><td>1</td></tr>":     "it is HTML or XML; copy the table itself, or save it as CSV",
		"[[0.3,-1.2],[1.1,0.4]":          "line 1: it ends before its last bracket",
		"[[0.3 -1.2]\n ...\n [1.1 0.4]]": "it is cut short: dots stand for a part of it; write the whole of it",
		"[[0.3, 1.2, ..., 5]]":           "it is cut short: dots stand for a part of it; write the whole of it",
		",x,y\ncount,6,6\nmean,0.25,1.5\nstd,1.3,1.7\nmin,-1.5,-2\n50%,0.1,0\nmax,2,1\n": summaryRows,
		"[1, 2] * 3":                      "line 1: after the numbers comes something else; give numbers alone",
		"np.arange(6).reshape(3, 2)":      "line 1: after the numbers comes something else; give numbers alone",
		"matrix(c(1,2,3), nrow=2)":        "it is a matrix of 2 rows with 3 numbers",
		"array(c(1,2,3,4), dim=c(1,2,2))": "it is an array of more than two dimensions; write it as a table",
		strings.Repeat("[", 40):           "line 1: brackets are nested too deep",
	} {
		if got := read(text, Choice{}); got != want {
			t.Errorf("%.40q: %s, want %s", text, got, want)
		}
	}
}

// What was decided between two readings is said, with the choice that reads the text otherwise; and that choice does.
func TestChoices(t *testing.T) {
	for _, tc := range []struct {
		text, note, choice string
		c                  Choice
		want               string
	}{
		{"x\ty\n1,723\t70\n1,801\t82\n", "The comma of “1,723” is taken for the decimal mark: 1.723.", "comma=thousands", Choice{Comma: ThousandsComma}, "x,y / 1723,70 / 1801,82"},
		{"x\ty\n1,200\t5\n950\t3\n", "The comma of “1,200” is taken for thousands: 1200.", "comma=decimal", Choice{Comma: DecimalComma}, "x,y / 1.2,5 / 950,3"},
		{"0,1,2\n0.5,1.5,2\n1.25,0.25,0.75\n", "The first row is taken for the names of the columns.", "header=no", Choice{Header: NoHeader}, ",, / 0,1,2 / 0.5,1.5,2 / 1.25,0.25,0.75"},
		{"0,1\n0.5,1.5\n1.25,0.25\n", "The first row, 0 and 1, is taken for numbers.", "header=yes", Choice{Header: HasHeader}, "0,1 / 0.5,1.5 / 1.25,0.25"},
	} {
		table, problem := parse([]byte(tc.text), Choice{}, 100)
		if problem != "" {
			t.Fatal(problem)
		}
		found := false
		for _, n := range table.Notes {
			found = found || n.Text == tc.note && n.Choice == tc.choice
		}
		if !found {
			t.Errorf("%q: the notes are %q", tc.text, table.Notes)
		}
		if got := read(tc.text, tc.c); got != tc.want {
			t.Errorf("%q chosen otherwise is read as %s, want %s", tc.text, got, tc.want)
		}
	}
}

// Every column and row that is left out has a reason.
func TestLeftOut(t *testing.T) {
	text := "n,x,y,kind,c,e,s\n" + // a header
		"1,0.3,-1.2,a,7,,1\n2,1.1,abc,b,7,,\n3,-0.7,0.9,a,7,,\n4,2.25,,b,7,,\n5,1,1,a,7,,\n6,2,3,a,7,,,9\nn,x,y,kind,c,e,s\n7,3,2,b,7,,\nTotal,9,9,,,,\n"
	text = strings.Replace(text, "n,x", "no,x", 2)
	table, problem := parse([]byte(text), Choice{}, 1000)
	if problem != "" {
		t.Fatal(problem)
	}
	for k, want := range []string{"it counts the rows", "", "", "it has words", "it is always 7", "it is empty", "it has numbers in 1 of 6 rows"} {
		if got := table.Columns[k].Why(table.Rows); got != want {
			t.Errorf("%s is left out as %q, want %q", table.Columns[k].Label(), got, want)
		}
	}
	use := table.Default()
	gaps := table.Each(use, func([]float64, int) {})
	want := []string{
		"2 rows are left out for want of a number, the first in line 3: y is “abc”.",
		"1 row is left out, which go on after the last column, the first in line 7.",
		"1 row is left out, which repeat the header, the first in line 8.",
		"1 row is left out, which are totals, the first in line 10.",
	}
	if got := table.Left(use, gaps); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestManyColumns(t *testing.T) {
	var b strings.Builder
	for i := range 4 {
		for j := range 300 {
			fmt.Fprintf(&b, "%d.5,", i*j%7+j)
		}
		b.WriteString("0\n")
	}
	table, problem := parse([]byte(b.String()), Choice{}, 100)
	if problem != "" || len(table.Default()) != MaxColumns || table.Columns[200].Why(4) != "at most 128 can be taken" {
		t.Errorf("%s: %d columns are taken", problem, len(table.Default()))
	}
}

func TestManyRows(t *testing.T) {
	text := []byte(strings.Repeat("1.5\n2\n", MaxRows/2+5))
	table, problem := parse(text, Choice{}, 1<<20)
	if problem != "" || table.Rows != MaxRows || !strings.Contains(strings.Join(table.Left([]int{0}, 0), " "), "10 rows are left out: at most 1,000,000 can be taken.") {
		t.Errorf("%s: %+v", problem, table.Left([]int{0}, 0))
	}
}

// Tables of words and numbers keep their words, and lists in a field their spaces.
func TestFields(t *testing.T) {
	for text, want := range map[string]string{
		"# how\nquery;n;tv;list\nphi=relu&x=1,2;300;0,25;100 200 300\n;1.200,5;-1e-3;\n": "query|n|tv|list / phi=relu&x=1,2|300|0.25|100 200 300 / |1200.5|-1e-3|",
		"query,n\n\"a=1,2\",0.1\n": "query|n / a=1,2|0.1",
		"\xff\xfea\x00\t\x001\x00": "a|1",
	} {
		rows, problem := Fields([]byte(text))
		var lines []string
		for _, row := range rows {
			lines = append(lines, strings.Join(row, "|"))
		}
		if got := strings.Join(lines, " / "); problem != "" || got != want {
			t.Errorf("%q: %s%s, want %s", text, problem, got, want)
		}
	}
	if _, problem := Fields([]byte("PK\x03\x04")); problem == "" {
		t.Error("a packed file is read")
	}
}
