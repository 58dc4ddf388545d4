package slim

import "saddle/build/wasmfile"

// findTable is runtime.findfunctab: for every bucket of pcs the number of its first function. On WebAssembly the pcs of a function
// are 1 << 16, a bucket has 4096 (abi.FuncTabBucketSize), and the sub-buckets of a bucket never differ. So it need not be carried
// along: it takes a loop to make.
type findTable struct{ at, buckets int }

const (
	perFunction = 16 // buckets
	bucketSize  = 20 // bytes: a number, and 16 sub-buckets
)

func (f findTable) bytes() int { return (f.buckets-1)*bucketSize + 4 } // of the last bucket the rest may belong to something else

// checkFind looks whether the table is what the loop will make.
func (t *tables) checkFind() findTable {
	f := findTable{int(t.module.Find), (len(t.functions)-1)*perFunction + 1}
	for i := range f.buckets {
		at := f.at + i*bucketSize
		check(int(t.m.uint32(at)) == i/perFunction, "bucket %d begins with function %d", i, t.m.uint32(at))
		if i == f.buckets-1 {
			break
		}
		for _, b := range t.m.at(at+4, bucketSize-4) {
			check(b == 0, "bucket %d has sub-buckets", i)
		}
	}
	return f
}

// code returns the body of a function that makes the table.
func (f findTable) code() []byte {
	const bucket, address = 0, 1 // locals
	body := []byte{1, 2, 0x7f, 0x41}
	body = wasmfile.AppendInt(body, int64(f.at))
	body = append(body, 0x21, address, // address = at
		0x03, 0x40, // loop
		0x20, address, 0x20, bucket, 0x41, 4, 0x76, 0x36, 2, 0, // memory[address] = bucket >> 4
		0x20, address, 0x41, bucketSize, 0x6a, 0x21, address, // address += bucketSize
		0x20, bucket, 0x41, 1, 0x6a, 0x22, bucket, 0x41) // bucket++
	body = wasmfile.AppendInt(body, int64(f.buckets))
	return append(body, 0x49, 0x0d, 0, 0x0b, 0x0b) // go on while it is below the number of buckets
}
