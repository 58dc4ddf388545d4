package slim

import (
	"encoding/binary"
	"errors"

	"saddle/build/wasmfile"
)

// memory is what a program's data puts into its memory: bytes[a] is what lies at address a.
type memory struct {
	bytes []byte
	start int // the lowest address
}

// newMemory reads the body of a data section.
func newMemory(body []byte) (*memory, error) {
	const active, i32Const, end = 0, 0x41, 0x0b
	const most = 1 << 30 // bytes; more is a misreading
	r := wasmfile.NewReader(body)
	m := &memory{start: most}
	for range r.Uint() {
		if r.Byte() != active || r.Byte() != i32Const {
			return nil, errors.New("the program has data of another kind than Go's linker writes")
		}
		at := r.Int()
		if r.Byte() != end || at < 0 || at > most {
			return nil, errors.New("the program has data at a place that Go's linker does not choose")
		}
		data := r.Bytes(r.Uint())
		if err := r.Err(); err != nil {
			return nil, err
		}
		if missing := int(at) + len(data) - len(m.bytes); missing > 0 {
			m.bytes = append(m.bytes, make([]byte, missing)...)
		}
		copy(m.bytes[at:], data)
		m.start = min(m.start, int(at))
	}
	return m, r.Err()
}

// segments returns the body of a data section that puts the same into memory. Zeros are there from the start, so it leaves out
// long runs of them; a short one costs less than the head of a segment.
func (m *memory) segments() []byte {
	const gap = 64
	var out []byte
	n := uint64(0)
	for i := m.start; i < len(m.bytes); {
		if m.bytes[i] == 0 {
			i++
			continue
		}
		end := i
		for j := i; j < len(m.bytes) && j-end < gap; j++ {
			if m.bytes[j] != 0 {
				end = j + 1
			}
		}
		out = wasmfile.AppendInt(append(out, 0, 0x41), int64(i))
		out = binary.AppendUvarint(append(out, 0x0b), uint64(end-i))
		out = append(out, m.bytes[i:end]...)
		n++
		i = end
	}
	return append(binary.AppendUvarint(nil, n), out...)
}

// at returns n bytes at an address.
func (m *memory) at(address, n int) []byte {
	check(address >= 0 && n >= 0 && address <= len(m.bytes)-n, "%d bytes at %#x are outside the data", n, address)
	return m.bytes[address : address+n : address+n]
}

func (m *memory) clear(address, n int) { clear(m.at(address, n)) }

// replace puts new bytes where n were, and zeros behind them.
func (m *memory) replace(address, n int, with []byte) {
	check(len(with) <= n, "%d bytes do not fit into %d at %#x", len(with), n, address)
	clear(m.at(address, n)[copy(m.at(address, n), with):])
}

func (m *memory) uint32(address int) uint32 { return binary.LittleEndian.Uint32(m.at(address, 4)) }

// read fills a struct of fixed size, as it lies in memory.
func (m *memory) read(address int, into any) {
	_, err := binary.Decode(m.at(address, binary.Size(into)), binary.LittleEndian, into)
	check(err == nil, "%v at %#x", err, address)
}

// write is the reverse of read.
func (m *memory) write(address int, from any) {
	_, err := binary.Encode(m.at(address, binary.Size(from)), binary.LittleEndian, from)
	check(err == nil, "%v at %#x", err, address)
}
