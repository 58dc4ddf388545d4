package slim

import (
	"encoding/binary"
	"errors"
	"fmt"

	"saddle/build/resume"
	"saddle/build/wasmfile"
)

// renumber rewrites how functions go on, and makes their tables by pc for the new pcs.
func (t *tables) renumber(code []byte, names []string) ([]byte, error) {
	r := wasmfile.NewReader(code)
	out := binary.AppendUvarint(nil, r.Uint())
	for i := range t.functions {
		f := &t.functions[i]
		body := r.Bytes(r.Uint())
		before := t.pcTables(f)
		f.sp, f.stackMaps = before.sp.encode(), before.stackMaps.encode()
		if f.Flag&assembly == 0 && !isIdle(names[i]) {
			number := int(t.module.MinPC>>16) + i
			now, err := resume.Function(body, number, before.alike)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", names[i], err)
			}
			body = now.Body
			after := before.moved(now.Old)
			f.sp, f.stackMaps = after.sp.encode(), after.stackMaps.encode()
			if d := int(f.DeferReturn); d > 0 {
				f.DeferReturn = uint32(now.Jump[min(d, len(now.Jump)-1)])
				check(before.stackMaps.at(d) == after.stackMaps.at(int(f.DeferReturn)), "%s has another stack map where it ends", names[i])
			}
		}
		out = append(binary.AppendUvarint(out, uint64(len(body))), body...)
	}
	if len(out) >= len(code) {
		return nil, errors.New("functions go on in other ways than Go 1.27's, and package resume can go")
	}
	return out, r.Err()
}

// pcs are the tables of a function by pc.
type pcs struct {
	sp        values // the size of the frame; the runtime looks it up at the address to which a call returns
	stackMaps values // and this one before
}

func (t *tables) pcTables(f *place) pcs {
	p := pcs{sp: t.values(f.SP)}
	if len(f.pcs) > stackMapIndex {
		p.stackMaps = t.values(f.pcs[stackMapIndex])
	}
	check(len(f.pcs) <= panicBounds || f.pcs[panicBounds] == 0, "function %d has bounds of panics", f.Entry)
	return p
}

// alike says whether calls that return to a and b have the same frame and stack map.
func (p pcs) alike(a, b int) bool {
	return p.sp.at(a) == p.sp.at(b) && p.stackMaps.at(a-1) == p.stackMaps.at(b-1)
}

// moved returns the tables for new pcs, given by the old ones; 0 is one to which no call returns.
func (p pcs) moved(old []int) pcs {
	sp, stackMaps := map[int]int64{0: p.sp.at(0)}, map[int]int64{}
	for now, b := range old {
		if b > 0 {
			sp[now], stackMaps[now-1] = p.sp.at(b), p.stackMaps.at(b-1)
		}
	}
	return pcs{p.sp.others(sp, len(old)), p.stackMaps.others(stackMaps, len(old))}
}

// values are what a table has, by pc. The last one holds for what follows, too. There may be no table.
type values []int64

func (v values) at(pc int) int64 {
	if len(v) == 0 {
		return 0
	}
	return v[min(pc, len(v)-1)]
}

// others returns n values, of which some are given. The others are as the next, or the last.
func (v values) others(given map[int]int64, n int) values {
	if v == nil || len(given) == 0 {
		return v
	}
	o := make(values, n)
	known := false
	for pc := n - 1; pc >= 0; pc-- {
		value, ok := given[pc]
		switch {
		case ok && !known:
			for k := pc; k < n; k++ {
				o[k] = value
			}
			known = true
		case ok:
			o[pc] = value
		case known:
			o[pc] = o[pc+1]
		}
	}
	return o
}

// values reads the table at an offset, nil if it is none: differences of values from −1 on, and of pcs (runtime.step).
func (t *tables) values(offset uint32) values {
	if offset == 0 {
		return nil
	}
	table := t.m.at(int(t.module.PCTab.At), int(t.module.PCTab.Len))
	check(int(offset) < len(table), "a pc table at %d of %d", offset, len(table))
	table = table[offset:]
	v := values{}
	for value := int64(-1); len(v) == 0 || len(table) > 0 && table[0] != 0; {
		difference, n := binary.Varint(table)
		check(n > 0, "a pc table without an end")
		long, k := binary.Uvarint(table[n:])
		check(k > 0 && long > 0 && len(v)+int(long) <= perFunctionPCs, "a pc table without an end")
		table = table[n+k:]
		value += difference
		for range long {
			v = append(v, value)
		}
	}
	check(len(table) > 0, "a pc table without an end")
	return v
}

// perFunctionPCs is how many pcs a function has on WebAssembly.
const perFunctionPCs = 1 << 16

// encode is the reverse of values, but for the length: all tables reach as far.
func (v values) encode() []byte {
	var b []byte
	last := int64(-1)
	for from := 0; from < len(v); {
		to := from
		for to < len(v) && v[to] == v[from] {
			to++
		}
		long := to - from
		if to == len(v) {
			long = perFunctionPCs - from
		}
		b = binary.AppendUvarint(binary.AppendVarint(b, v[from]-last), uint64(long))
		last, from = v[from], to
	}
	return append(b, 0)
}
