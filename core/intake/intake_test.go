package intake

import (
	"encoding/json"
	"strings"
	"testing"

	"saddle/core/data"
)

// say hands messages over and returns all answers.
func say(in *Intake, messages ...string) (answers []string) {
	for _, m := range messages {
		if back := in.Do([]byte(m)); back != nil {
			answers = append(answers, string(back))
		}
		for more := true; more; {
			var back []byte
			if back, more = in.Work(); back != nil {
				answers = append(answers, string(back))
			}
		}
	}
	return answers
}

const people = "no,height,span,kind,age\n1,171.5,173,a,30\n2,168,165.5,b,41\n3,180.25,184,a,25\n4,175,,b,62\n5,160.5,161,a,18\n6,177,175.5,b,33\n"

// rows reads the samples of an answer.
func rows(t *testing.T, answer, id string) *data.Set {
	t.Helper()
	set, ok := data.Decode([]byte(strings.TrimPrefix(answer, "rows "+id+" ")))
	if !ok {
		t.Fatalf("%.60q is no set", answer)
	}
	return set
}

// What was taken of a table and what not, and why, is told; other columns can be taken.
func TestTableIsShownAndChosen(t *testing.T) {
	var in Intake
	got := say(&in, "begin 1 my \"people\".csv", "text "+people[:50], "text "+people[50:], "end")
	if len(got) != 5 || got[0] != "more 1" || got[2] != "more 1" {
		t.Fatalf("%q", got)
	}
	want := `{"name":"my \"people\".csv","rows":6,"columns":[` +
		`{"place":1,"name":"no","use":false,"can":true,"why":"it counts the rows","first":["1","2","3","4","5"]},` +
		`{"place":2,"name":"height","use":true,"can":true,"why":"","first":["171.5","168","180.25","175","160.5"]},` +
		`{"place":3,"name":"span","use":true,"can":true,"why":"","first":["173","165.5","184","","161"]},` +
		`{"place":4,"name":"kind","use":false,"can":false,"why":"it has words","first":["a","b","a","b","a"]},` +
		`{"place":5,"name":"age","use":true,"can":true,"why":"","first":["30","41","25","62","18"]}],` +
		`"notes":[{"text":"Columns are separated by commas.","choice":""}],` +
		`"left":["1 row is left out for want of a number, the first in line 5: span is empty."]}`
	if got[3] != "table 1 "+want || !json.Valid([]byte(want)) {
		t.Errorf("the table is\n%s\nwant\n%s", got[3], want)
	}
	if set := rows(t, got[4], "1"); set.Rows() != 5 || set.Columns() != 3 || strings.Join(set.Names(), ",") != "height,span,age" {
		t.Errorf("%d × %d of %q", set.Rows(), set.Columns(), set.Names())
	}
	got = say(&in, "take 2 2,5")
	if len(got) != 2 || !strings.HasPrefix(got[0], "table 2 ") || !strings.Contains(got[0], `"name":"span","use":false`) || strings.Contains(got[0], "left out for") {
		t.Fatalf("%q", got)
	}
	chosen := rows(t, got[1], "2")
	if chosen.Rows() != 6 || strings.Join(chosen.Names(), ",") != "height,age" {
		t.Errorf("%d rows of %q", chosen.Rows(), chosen.Names())
	}
	for _, bad := range []string{"4", "9", "x", ""} {
		if got := say(&in, "take 3 "+bad); bad != "" && (len(got) != 1 || got[0] != "refused 3 these columns cannot be taken") {
			t.Errorf("take %s: %q", bad, got)
		}
	}
	// The same again, asked for with the text, and by the fingerprint of a link.
	if got := say(&in, "begin 4 b.csv", "as header=yes columns=2,5", "text "+people, "end"); rows(t, got[3], "4").Fingerprint() != chosen.Fingerprint() {
		t.Error("columns asked for with the text are not taken")
	}
	if got := say(&in, "begin 5 b.csv", "text "+people, "end "+chosen.Fingerprint()); rows(t, got[3], "5").Fingerprint() != chosen.Fingerprint() {
		t.Error("the columns of a fingerprint are not found")
	}
	if got := say(&in, "begin 6 b.csv", "text "+people, "end 6x2-00000000"); rows(t, got[3], "6").Columns() != 3 {
		t.Error("without the columns of a fingerprint the usual ones are not taken")
	}
}

// What can be read in two ways is read as the reader says.
func TestReadOtherwise(t *testing.T) {
	const text = "text x\ty\n1,723\t70\n1,801\t82\n1,654\t91\n"
	var in Intake
	if got := say(&in, "begin 1 a.txt", "as comma=thousands", text, "end"); rows(t, got[3], "1").Mean(0) != 1726 {
		t.Errorf("%q", got)
	}
	got := say(&in, "begin 2 a.txt", text, "end")
	if !strings.Contains(got[2], `{"text":"The comma of “1,723” is taken for the decimal mark: 1.723.","choice":"comma=thousands"}`) {
		t.Errorf("%q", got[2])
	}
}

func TestRefusals(t *testing.T) {
	var in Intake
	for text, want := range map[string]string{
		"":                   "there are no numbers; expected a row of them on each line",
		"1.5,\n,3\n2,\n,4\n": "no row has a number in every column; expected rows of numbers",
	} {
		got := say(&in, "begin 7 a.csv", "text "+text, "end")
		if got[len(got)-1] != "refused 7 "+want {
			t.Errorf("%q: %q", text, got)
		}
	}
	if got := say(&in, "begin 8 a.csv", "text 1,2", "cancel", "text 3", "end"); len(got) != 2 {
		t.Errorf("given up: %q", got)
	}
	if got := say(new(Intake), "take 1 1", "text 1", "end", "fly", "as x"); len(got) != 1 || got[0] != "refused 1 these columns cannot be taken" {
		t.Errorf("without a table: %q", got)
	}
}
