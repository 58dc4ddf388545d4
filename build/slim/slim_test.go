package slim

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"saddle/build/wasmfile"
	"saddle/build/wasmtest"
)

// program does what the tables are for: it grows stacks and has them moved and scanned, runs deferred calls and recovers, calls
// through reflection, counts goroutines, and in the end panics as its argument says.
const program = `package main

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
	"strings"
)

type shape struct{ name string }

func (s shape) Name() string { return s.name }

type named interface{ Name() string }

func deep(n int, keep *[]byte) int {
	var local [64]byte
	local[n%64] = byte(n)
	if n%100 == 0 {
		runtime.GC()
	}
	if n == 0 {
		return len(*keep)
	}
	return deep(n-1, keep) + int(local[n%64]) - n%256
}

func recovered(do func()) (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	defer func() { _ = strings.Repeat("x", 3) }()
	do()
	return "nothing"
}

// winding goes on and back in many ways, and is put aside at each.
func winding(n int, to chan int) (sum int) {
	defer func() { sum += 1000 * len(fmt.Sprint(recover())) }()
outer:
	for i := range n {
		for k := i; ; k-- {
			switch {
			case k%7 == 3:
				runtime.Gosched()
				continue
			case k < 0:
				continue outer
			case k > 30:
				for range 2 {
					defer func() { to <- k }()
				}
				var list []int
				return list[k]
			case i%5 == 2:
				runtime.GC()
			}
			if to <- k; k%2 == 0 {
				defer runtime.Gosched()
			}
			sum += k
		}
	}
	return sum
}

func wound(n int) (sum int) {
	to, done := make(chan int), make(chan int)
	for range 3 {
		go func() { done <- winding(n, to) }()
	}
	go func() {
		defer func() { done <- 1 }()
		runtime.Goexit()
	}()
	for left := 4; left > 0; {
		select {
		case k := <-to:
			sum += k
		case k := <-done:
			sum += k
			left--
		}
	}
	return sum
}

func main() {
	fmt.Println(wound(20), wound(40))
	keep := make([]byte, 7)
	done := make(chan int)
	go func() { done <- deep(3000, &keep) }()
	fmt.Println(deep(1000, &keep), <-done)
	var list []int
	var nobody *shape
	everyone := append([]named{shape{"round"}}, nobody)
	fmt.Println(recovered(func() { fmt.Println(list[len(keep)]) }))
	fmt.Println(recovered(func() { fmt.Println(everyone[len(everyone)-1].Name()) }))
	add := reflect.MakeFunc(reflect.TypeOf(func(a, b int) int { return 0 }), func(in []reflect.Value) []reflect.Value {
		runtime.GC()
		return []reflect.Value{reflect.ValueOf(int(in[0].Int() + in[1].Int()))}
	}).Interface().(func(a, b int) int)
	method := reflect.ValueOf(shape{"round"}).Method(0).Interface().(func() string)
	fmt.Println(add(2, 3), method(), runtime.NumGoroutine())
	switch os.Args[1] {
	case "panic":
		panic("no way out")
	case "index":
		list[3]++
	case "nil":
		fmt.Println(nobody.name)
	case "deadlock":
		<-done
	}
}
`

func TestSlimProgramDoesTheSame(t *testing.T) {
	before := wasmtest.Build(t, "", program)
	after, err := Program(before)
	if err != nil {
		t.Fatal(err)
	}
	if 10*len(after) > 8*len(before) {
		t.Errorf("%d bytes of %d are left", len(after), len(before))
	}
	for _, argument := range []string{"", "panic", "index", "nil", "deadlock"} {
		want, code := wasmtest.Run(t, before, argument)
		got, slimCode := wasmtest.Run(t, after, argument)
		// Stack traces differ, and the name of a method in one message.
		want, _, _ = strings.Cut(strings.Replace(want, "main.shape.Name called using nil *shape", "?.?.? called using nil *?", 1), "\ngoroutine")
		got, want = strings.TrimSpace(got), strings.TrimSpace(want)
		if got != want || slimCode != code || !strings.Contains(got, "using nil") || !strings.Contains(got, "5 round 2") {
			t.Errorf("%q: slim (%d)\n%s\nfull (%d)\n%s", argument, slimCode, got, code, want)
		}
	}
	for what, damage := range map[string]func(m *memory){
		"another magic number": func(m *memory) { m.bytes[bytes.Index(m.bytes, magic)]-- },
		"a function moved":     func(m *memory) { tb := m.findTables(); m.write(int(tb.module.PCs.At)+8, uint32(77)) },
		"a bucket differs":     func(m *memory) { m.write(int(m.findTables().module.Find)+bucketSize, uint32(1)) },
		"a sub-bucket differs": func(m *memory) { m.write(int(m.findTables().module.Find)+4, uint8(1)) },
	} {
		if _, err := Program(damaged(t, before, damage)); err == nil {
			t.Errorf("%s goes unnoticed", what)
		} else {
			t.Logf("%s: %v", what, err)
		}
	}
	if _, err := Program(after); err == nil {
		t.Error("a program is slimmed twice")
	}
}

// damaged returns the program with its data changed.
func damaged(t *testing.T, file []byte, change func(m *memory)) []byte {
	t.Helper()
	sections, err := wasmfile.Parse(bytes.Clone(file))
	if err != nil {
		t.Fatal(err)
	}
	data := wasmfile.Find(sections, wasmfile.Data)
	m, err := newMemory(data.Body)
	if err != nil {
		t.Fatal(err)
	}
	change(m)
	data.Body = m.segments()
	return wasmfile.Encode(sections)
}

func TestSegmentsKeepEveryByte(t *testing.T) {
	m := &memory{start: 5, bytes: make([]byte, 5000)}
	for i := range 900 {
		m.bytes[5+(i*i*7)%4995] = byte(i)
	}
	back, err := newMemory(m.segments())
	if err != nil {
		t.Fatal(err)
	}
	if want := bytes.TrimRight(m.bytes, "\x00"); !bytes.Equal(back.bytes, want) {
		t.Error("the data changed")
	}
}

func ExampleProgram() {
	_, err := Program([]byte("\x00asm\x01\x00\x00\x00"))
	fmt.Println(err)
	// Output: the program has no data
}
