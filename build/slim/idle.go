package slim

import (
	"encoding/binary"
	"fmt"
	"regexp"

	"saddle/build/wasmfile"
)

// idle are functions that a program in a page links and never calls, or that it calls to no purpose, for the reason said. Those of the
// runtime are in every program.
var idle = []struct {
	why   string
	names *regexp.Regexp
	body  []byte
}{
	// Package slim has looked at the tables; and the compiler has been tested.
	{"checks of the program itself", regexp.MustCompile(`^runtime\.(moduledataverify1|check|testAtomic64)$`), returns},
	// Two modules could have the same type. There is one.
	{"several modules", regexp.MustCompile(`^runtime\.typesEqual$`), traps},
	// Ebitengine writes them in its debug builds.
	{logs, regexp.MustCompile(`^github\.com/hajimehoshi/ebiten/v2(/[\w/]+)?\.[\w.()*]+\.String$`), traps},
	// Where a panic would print what functions were at work, which without their names says nothing.
	{"stack traces", regexp.MustCompile(`^runtime\.(goroutineheader|traceback|traceback1|tracebackothers|tracebacksomeothers)$`), returns},
	{"below those", regexp.MustCompile(`^runtime\.(traceback1\.func1|traceback2|tracebackHexdump|print(Args|createdby|createdby1|AncestorTraceback|` +
		`AncestorTracebackFuncInfo|CgoTraceback|OneCgoTraceback|FuncName)|show(frame|funcinfo)|isExportedRuntime|expandCgoFrames|` +
		`hexdumpWords|hexdumpMarker\.start|\(\*hexdumper\).\w+|\(\*Frames\)\.Next|dumpgstatus)(\.func\d+)*$`), traps},
	// Each of its events is written only if it runs, which takes package runtime/trace.
	{"the execution tracer", regexp.MustCompile(`^runtime\.(traceLocker\.([A-Z]\w+|eventWriter|emitUnblockStatus|startPC)|trace(Event)?Writer\.\w+|` +
		`\(\*trace(StringTable|StackTable|TypeTable|Map|RegionAlloc|Buf|AdvancerState)\)\.\w+|trace(Advance|ReadCPU|SyncBatch|Stack|StopReadCPU|` +
		`BufFlush|CPUFlush|RegisterLabelsAndReasons)|dump(Stacks|Types)Rec|makeTraceFrames|startPCForTrace)(\.func\d+)*(\.\d+)?$`), traps},
	// They are asked for by package runtime/pprof, or by rates that package runtime sets.
	{"profilers", regexp.MustCompile(`^runtime\.(\(\*profBuf\)\.read|saveblockevent|saveBlockEventStack|saveg|` +
		`(try|do)RecordGoroutineProfile|findGoroutineLeaks|findMaybeRunnableGoroutines|allGsSnapshotSortedForGC|fpunwindExpand)(\.func\d+)*$`), traps},
	// They are switched on by the environment variable GODEBUG, which a page does not have.
	{"debugging", regexp.MustCompile(`^runtime\.(schedtrace|checkFinalizersAndCleanups|(set|run)Checkmark|(start|end)Checkmarks|` +
		`printScavTrace|gcDumpObject|\(\*mspan\)\.(reportZombies|setUserArenaChunkToFault))(\.func\d+)*(\.\d+)?$`), traps},
}

const logs = "Ebitengine's logs" // not in every program

// Bodies of functions: no locals, and what Go's function does that returns, or what ends the program.
var (
	returns = []byte{0, globalGet, 0, constant, 8, add, globalSet, 0, constant, 0, end} // pop the stack; say that it is not to be unwound
	traps   = []byte{0, unreachable, end}
)

// emptyIdle gives the idle functions in the body of a code section other bodies. The names are those of its functions, in order.
func emptyIdle(code []byte, names []string) ([]byte, error) {
	r := wasmfile.NewReader(code)
	n := r.Uint()
	if n != uint64(len(names)) {
		return nil, fmt.Errorf("the program has %d functions, and %d names of functions", n, len(names))
	}
	out := binary.AppendUvarint(nil, n)
	found := make([]bool, len(idle))
	for _, name := range names {
		body := r.Bytes(r.Uint())
		for i := range idle {
			if idle[i].names.MatchString(name) {
				body, found[i] = idle[i].body, true
			}
		}
		out = append(binary.AppendUvarint(out, uint64(len(body))), body...)
	}
	for i, is := range found {
		if !is && idle[i].why != logs {
			return nil, fmt.Errorf("the program has none of the functions for %s that package slim knows", idle[i].why)
		}
	}
	return out, r.Err()
}

// isIdle says whether the function of that name is one of those.
func isIdle(name string) bool {
	for _, group := range idle {
		if group.names.MatchString(name) {
			return true
		}
	}
	return false
}
