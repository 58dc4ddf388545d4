package snapshot

import (
	"encoding/binary"
	"errors"
	"math"
	"strconv"
	"strings"

	"saddle/core/gan"
)

// The wire format, little-endian, every part padded with zeros to a multiple of 8 bytes:
//
//	header   "SADL", version uint16, number of sections uint16
//	section  type uint8 (1 float64, 2 float32, 3 UTF-8, 4 a byte that is 0 or 1), length of the name uint8, zero uint16,
//	         columns uint32, length of the data in bytes uint32, zero uint32; the name; the data
//
// A number is a section of one float64. Numbers in columns are a matrix, row-major; columns = 0 is a
// plain list. The same words stand in site/src/realm/wire.ts, which reads it.
const (
	magic   = "SADL"
	version = 1

	typeFloat64 = 1
	typeFloat32 = 2
	typeText    = 3
	typeTruth   = 4

	targetSection = "target"
	heldSection   = "held" // empty, instead of it

	headerSize  = 8
	sectionSize = 16
)

// Audience selects the sections of an encoding.
type Audience uint8

// The readers of a snapshot.
const (
	ForPage  Audience = 1 << iota // numbers, words and matrices
	ForStage                      // what is drawn
	Inner                         // beside ForPage: for the page's own display, no part of what its element hands out
	Held                          // beside ForStage: the target's samples are those of the snapshot before, and stay behind
)

// section binds a name on the wire to a field. columns gives the row length of a matrix.
type section struct {
	name    string
	to      Audience
	field   func(*Snapshot) any // *float64, *int, *bool, *string, *gan.Activation, *[]string, *[]float64, *[]float32, or a pointer to an array as slice
	columns func(*Snapshot) int
}

func square(s *Snapshot) int { return s.D }
func pairs(*Snapshot) int    { return 2 }

// The revision comes first, where it can be read without the rest.
var sections = []section{
	{"revision", ForPage | Inner | ForStage, func(s *Snapshot) any { return &s.Revision }, nil},
	{"query", ForPage, func(s *Snapshot) any { return &s.Query }, nil},
	{"status", ForPage | ForStage, func(s *Snapshot) any { return (*string)(&s.Status) }, nil},
	{"error", ForPage, func(s *Snapshot) any { return &s.Error }, nil},
	{"sentence", ForPage, func(s *Snapshot) any { return &s.Sentence }, nil},
	{"permalink", ForPage, func(s *Snapshot) any { return &s.Permalink }, nil},
	{"problems", ForPage | Inner, func(s *Snapshot) any { return &s.Problems }, nil},
	{"values", ForPage | Inner, func(s *Snapshot) any { return &s.Values }, nil},
	{"data", ForPage, func(s *Snapshot) any { return &s.Data }, nil},
	{"names", ForPage, func(s *Snapshot) any { return &s.Names }, nil},
	{"dataAsked", ForPage | Inner, func(s *Snapshot) any { return &s.DataAsked }, nil},
	{"dataLaw", ForPage, func(s *Snapshot) any { return &s.DataLaw }, nil},
	{"misfit", ForPage, func(s *Snapshot) any { return &s.Misfit }, func(*Snapshot) int { return len(MisfitColumns) }},
	{"dataLoad", ForPage, func(s *Snapshot) any { return &s.DataLoad }, nil},
	{"dataTaken", ForPage, func(s *Snapshot) any { return &s.DataTaken }, nil},
	{"engine", ForPage, func(s *Snapshot) any { return &s.Engine }, nil},
	{"svg", ForPage | Inner, func(s *Snapshot) any { return &s.SVG }, nil},
	{"step", ForPage | ForStage, func(s *Snapshot) any { return &s.Step }, nil},
	{"samples", ForPage, func(s *Snapshot) any { return &s.Samples }, nil},
	{"progress", ForPage, func(s *Snapshot) any { return &s.Progress }, nil},
	{"tv", ForPage, func(s *Snapshot) any { return &s.TV }, nil},
	{"tvError", ForPage, func(s *Snapshot) any { return &s.TVError }, nil},
	{"jsError", ForPage, func(s *Snapshot) any { return &s.JSError }, nil},
	{"klError", ForPage, func(s *Snapshot) any { return &s.KLError }, nil},
	{"reverseKLError", ForPage, func(s *Snapshot) any { return &s.ReverseKLError }, nil},
	{"hellingerError", ForPage, func(s *Snapshot) any { return &s.HellingerError }, nil},
	{"tvBound", ForPage, func(s *Snapshot) any { return &s.TVBound }, nil},
	{"tvLow", ForPage, func(s *Snapshot) any { return &s.TVLow }, nil},
	{"tvHigh", ForPage, func(s *Snapshot) any { return &s.TVHigh }, nil},
	{"tvPinsker", ForPage, func(s *Snapshot) any { return &s.TVPinsker }, nil},
	{"tvFloor", ForPage, func(s *Snapshot) any { return &s.TVFloor }, nil},
	{"tvLast", ForPage, func(s *Snapshot) any { return &s.TVLast }, nil},
	{"tvLastError", ForPage, func(s *Snapshot) any { return &s.TVLastError }, nil},
	{"floor", ForPage, func(s *Snapshot) any { return &s.Floor }, nil},
	{"floorKnown", ForPage, func(s *Snapshot) any { return &s.FloorKnown }, nil},
	{"bestMethod", ForPage, func(s *Snapshot) any { return &s.BestMethod }, nil},
	{"eps", ForPage, func(s *Snapshot) any { return &s.Eps }, nil},
	{"reach", ForPage, func(s *Snapshot) any { return &s.Reach }, nil},
	{"averaged", ForPage, func(s *Snapshot) any { return &s.Averaged }, nil},
	{"js", ForPage, func(s *Snapshot) any { return &s.JS }, nil},
	{"kl", ForPage, func(s *Snapshot) any { return &s.KL }, nil},
	{"reverseKL", ForPage, func(s *Snapshot) any { return &s.ReverseKL }, nil},
	{"hellinger", ForPage, func(s *Snapshot) any { return &s.Hellinger }, nil},
	{"value", ForPage, func(s *Snapshot) any { return &s.Value }, nil},
	{"etaD", ForPage, func(s *Snapshot) any { return &s.EtaD }, nil},
	{"etaG", ForPage, func(s *Snapshot) any { return &s.EtaG }, nil},
	{"d", ForPage | ForStage, func(s *Snapshot) any { return &s.D }, nil},
	{"W", ForPage, func(s *Snapshot) any { return &s.W }, square},
	{"WStar", ForPage, func(s *Snapshot) any { return &s.WStar }, square},
	{"Sigma", ForPage, func(s *Snapshot) any { return &s.Sigma }, square},
	{"SigmaLast", ForPage, func(s *Snapshot) any { return &s.SigmaLast }, square},
	{"SigmaStar", ForPage, func(s *Snapshot) any { return &s.SigmaStar }, square},
	{"A", ForPage, func(s *Snapshot) any { return &s.A }, square},
	{"b", ForPage, func(s *Snapshot) any { return &s.B }, nil},
	{"ahead", ForPage | Inner, func(s *Snapshot) any { return &s.Ahead }, nil},
	{"pending", ForPage, func(s *Snapshot) any { return &s.Pending }, nil},
	{"byHand", ForPage | Inner, func(s *Snapshot) any { return &s.ByHand }, nil},
	{"slow", ForPage | Inner, func(s *Snapshot) any { return &s.Slow }, nil},
	{"canUndo", ForPage | Inner, func(s *Snapshot) any { return &s.CanUndo }, nil},
	{"canRedo", ForPage | Inner, func(s *Snapshot) any { return &s.CanRedo }, nil},
	{"past", ForPage | Inner, func(s *Snapshot) any { return &s.Past }, nil},
	{"turn", ForPage | Inner | ForStage, func(s *Snapshot) any { return (*string)(&s.Turn) }, nil},
	{"batch", ForPage, func(s *Snapshot) any { return &s.Batch }, nil},
	{"fakes", ForPage, func(s *Snapshot) any { return &s.Fakes }, nil},
	{"narration", ForPage | Inner, func(s *Snapshot) any { return &s.Narration }, nil},
	{"generatorLoss", ForPage, func(s *Snapshot) any { return &s.GeneratorLoss }, nil},
	{"blind", ForPage, func(s *Snapshot) any { return &s.Blind }, nil},
	{"branch", ForPage | Inner, func(s *Snapshot) any { return &s.Branch }, nil},
	{"curve", ForPage, func(s *Snapshot) any { return &s.Curve }, func(*Snapshot) int { return len(CurveColumns) }},
	{"curveFrom", ForPage | Inner, func(s *Snapshot) any { return &s.CurveFrom }, nil},
	{"curveNow", ForPage | Inner, func(s *Snapshot) any { return &s.CurveNow }, func(*Snapshot) int { return len(CurveColumns) }},
	{"trail", ForPage, func(s *Snapshot) any { return &s.Trail }, func(s *Snapshot) int { return len(s.TrailNow) }},
	{"trailFrom", ForPage | Inner, func(s *Snapshot) any { return &s.TrailFrom }, nil},
	{"trailNow", ForPage | Inner, func(s *Snapshot) any { return &s.TrailNow }, func(s *Snapshot) int { return len(s.TrailNow) }},
	{"bilevel", ForPage, func(s *Snapshot) any { return &s.Bilevel }, func(s *Snapshot) int { return len(s.TrailNow) - len(TrailColumns) + 3 }},
	{"surface", ForPage, func(s *Snapshot) any { return &s.Surface }, nil},
	{"response", ForPage, func(s *Snapshot) any { return &s.Response }, pairs},
	{"plateau", ForPage, func(s *Snapshot) any { return &s.Plateau }, func(*Snapshot) int { return len(PlateauColumns) }},
	{"idle", ForPage | Inner, func(s *Snapshot) any { return &s.Idle }, nil},
	{"marks", ForPage, func(s *Snapshot) any { return &s.Marks }, nil},
	{"cloud", ForPage | Inner, func(s *Snapshot) any { return &s.Cloud }, nil},
	{"heat", ForPage | Inner, func(s *Snapshot) any { return &s.Heat }, func(*Snapshot) int { return len(HeatColumns) }},
	{"gauge", ForPage | Inner, func(s *Snapshot) any { return &s.Gauge }, func(*Snapshot) int { return len(GaugeColumns) }},
	{"robust", ForPage, func(s *Snapshot) any { return &s.Robust }, func(*Snapshot) int { return len(RobustColumns) }},
	{"verdict", ForPage, func(s *Snapshot) any { return &s.Verdict }, func(*Snapshot) int { return len(VerdictColumns) }},
	{"whiteNoise", ForPage | Inner, func(s *Snapshot) any { return &s.WhiteNoise }, func(*Snapshot) int { return len(WhiteNoiseColumns) }},
	{"power", ForPage | Inner, func(s *Snapshot) any { return &s.Power }, func(*Snapshot) int { return len(PowerColumns) }},
	{"zoomed", ForPage | Inner, func(s *Snapshot) any { return &s.Zoomed }, nil},
	{"handles", ForPage | Inner, func(s *Snapshot) any { return &s.Handles }, func(*Snapshot) int { return len(HandleColumns) }},
	{"masses", ForPage | Inner, func(s *Snapshot) any { return &s.Masses }, func(*Snapshot) int { return len(MassColumns) }},
	{"probe", ForPage | Inner, func(s *Snapshot) any { return &s.Probe }, nil},
	{"probeWords", ForPage | Inner, func(s *Snapshot) any { return &s.ProbeWords }, nil},
	{"extent", ForPage | ForStage, func(s *Snapshot) any { return s.View.Extent[:] }, nil},
	{"axes", ForPage | ForStage, func(s *Snapshot) any { return &s.View.Axes }, nil},
	{"phi", ForPage, func(s *Snapshot) any { return name(&s.View.Phi) }, nil},
	{"star", ForPage, func(s *Snapshot) any { return name(&s.View.Star) }, nil},
	{"activation", ForStage, func(s *Snapshot) any { return &s.View.Phi }, nil},
	{"activationStar", ForStage, func(s *Snapshot) any { return &s.View.Star }, nil},
	{"sees", ForStage, func(s *Snapshot) any { return &s.View.Sees }, nil},
	{"layers", ForStage, func(s *Snapshot) any { return &s.View.Layers }, nil},
	{"shift", ForStage, func(s *Snapshot) any { return &s.View.Shift }, nil},
	{"cut", ForStage, func(s *Snapshot) any { return s.View.Cut[:] }, nil},
	{"faces", ForStage, func(s *Snapshot) any { return &s.View.Faces }, func(*Snapshot) int { return len(FaceColumns) }},
	{"rest", ForStage, func(s *Snapshot) any { return &s.View.Rest }, func(*Snapshot) int { return 3 }},
	{"rows", ForStage, func(s *Snapshot) any { return &s.View.Rows }, func(s *Snapshot) int { return len(s.View.Rows) / 2 }},
	{"rowsStar", ForStage, func(s *Snapshot) any { return &s.View.RowsStar }, func(s *Snapshot) int { return len(s.View.RowsStar) / 2 }},
	{"cov", ForStage, func(s *Snapshot) any { return s.View.Cov[:] }, nil},
	{"covOther", ForStage, func(s *Snapshot) any { return s.View.CovOther[:] }, nil},
	{"otherName", ForPage | Inner, func(s *Snapshot) any { return &s.View.OtherName }, nil},
	{"covStar", ForStage, func(s *Snapshot) any { return s.View.CovStar[:] }, nil},
	{targetSection, ForStage, func(s *Snapshot) any { return &s.View.Target }, pairs},
	{"generated", ForStage, func(s *Snapshot) any { return &s.View.Generated }, pairs},
	{"trails", ForStage, func(s *Snapshot) any { return &s.View.Trails }, pairs},
}

// Encode appends the sections of s meant for the audience to dst and returns the longer slice.
func (s *Snapshot) Encode(dst []byte, to Audience) []byte {
	start := len(dst)
	dst = append(dst, magic...)
	dst = binary.LittleEndian.AppendUint16(dst, version)
	dst = binary.LittleEndian.AppendUint16(dst, 0)
	count := 0
	for i := range sections {
		sec := &sections[i]
		if sec.to&to == 0 {
			continue
		}
		count++
		if to&Held != 0 && sec.name == targetSection {
			dst = appendText(dst, heldSection, "")
			continue
		}
		columns := 0
		if sec.columns != nil {
			columns = sec.columns(s)
		}
		switch f := sec.field(s).(type) {
		case *float64:
			dst = appendFloats(dst, sec.name, columns, []float64{*f})
		case *int:
			dst = appendFloats(dst, sec.name, columns, []float64{float64(*f)})
		case []float64:
			dst = appendFloats(dst, sec.name, columns, f)
		case *[]float64:
			dst = appendFloats(dst, sec.name, columns, *f)
		case *[]float32:
			dst = appendSection(dst, typeFloat32, sec.name, columns, 4*len(*f))
			for _, v := range *f {
				dst = binary.LittleEndian.AppendUint32(dst, math.Float32bits(v))
			}
			dst = pad(dst)
		case *string:
			dst = appendText(dst, sec.name, *f)
		case *gan.Activation:
			dst = appendText(dst, sec.name, f.Text())
		case *bool:
			truth := byte(0)
			if *f {
				truth = 1
			}
			dst = pad(append(appendSection(dst, typeTruth, sec.name, 0, 1), truth))
		case *[]string:
			dst = appendText(dst, sec.name, strings.Join(*f, "\n"))
		}
	}
	binary.LittleEndian.PutUint16(dst[start+6:], uint16(count))
	return dst
}

func appendSection(dst []byte, typ byte, name string, columns, size int) []byte {
	dst = append(dst, typ, byte(len(name)), 0, 0)
	dst = binary.LittleEndian.AppendUint32(dst, uint32(columns))
	dst = binary.LittleEndian.AppendUint32(dst, uint32(size))
	dst = append(dst, 0, 0, 0, 0)
	return pad(append(dst, name...))
}

func appendFloats(dst []byte, name string, columns int, v []float64) []byte {
	dst = appendSection(dst, typeFloat64, name, columns, 8*len(v))
	for _, x := range v {
		dst = binary.LittleEndian.AppendUint64(dst, math.Float64bits(x))
	}
	return dst
}

func appendText(dst []byte, name, text string) []byte {
	return pad(append(appendSection(dst, typeText, name, 0, len(text)), text...))
}

func pad(dst []byte) []byte {
	for len(dst)%8 != 0 {
		dst = append(dst, 0)
	}
	return dst
}

// ErrFormat is wrapped by every error of Decode.
var ErrFormat = errors.New("not a snapshot")

// malformed is ErrFormat with a reason. Package fmt would weigh more than the rest of this one.
type malformed string

// Error returns ErrFormat's text and the reason.
func (m malformed) Error() string { return ErrFormat.Error() + ": " + string(m) }

// Unwrap returns ErrFormat.
func (m malformed) Unwrap() error { return ErrFormat }

// Decode reads what Encode wrote. Sections that it does not know are skipped, so that an older reader
// can follow a newer writer of the same version; sections that are missing leave their fields zero.
func Decode(data []byte) (*Snapshot, error) { return new(Reader).Decode(data) }

// Reader decodes the snapshots of one figure, one after another. Target samples that stay behind as Held, or come again as
// they were, are the very list of the snapshot before, by which a painter knows them without looking.
type Reader struct {
	encoded []byte // of target
	target  []float32
}

// Decode is the function of that name.
func (r *Reader) Decode(data []byte) (*Snapshot, error) {
	if len(data) < headerSize || string(data[:4]) != magic {
		return nil, malformed("it does not begin with " + magic)
	}
	if v := binary.LittleEndian.Uint16(data[4:]); v != version {
		return nil, malformed("version " + strconv.Itoa(int(v)) + ", this reader knows " + strconv.Itoa(version))
	}
	s := new(Snapshot)
	s.View.Target = r.target
	n := int(binary.LittleEndian.Uint16(data[6:]))
	rest := data[headerSize:]
	for range n {
		if len(rest) < sectionSize {
			return nil, malformed("it ends inside a section header")
		}
		typ, nameLen := rest[0], int(rest[1])
		size := int(binary.LittleEndian.Uint32(rest[8:]))
		at := sectionSize + padded(nameLen)
		if len(rest) < at || len(rest)-at < padded(size) {
			return nil, malformed("it ends inside a section")
		}
		name, content := string(rest[sectionSize:sectionSize+nameLen]), rest[at:at+size]
		if name == targetSection && typ == typeFloat32 && len(r.target) > 0 && string(content) == string(r.encoded) {
			s.View.Target = r.target
		} else if err := s.store(name, typ, content); err != nil {
			return nil, err
		} else if name == targetSection {
			r.encoded, r.target = content, s.View.Target
		}
		rest = rest[at+padded(size):]
	}
	return s, nil
}

func padded(n int) int { return (n + 7) &^ 7 }

func (s *Snapshot) store(name string, typ byte, data []byte) error {
	for i := range sections {
		if sections[i].name != name {
			continue
		}
		want := byte(typeFloat64)
		field := sections[i].field(s)
		switch field.(type) {
		case *[]float32:
			want = typeFloat32
		case *string, *[]string, *gan.Activation:
			want = typeText
		case *bool:
			want = typeTruth
		}
		if typ != want || typ == typeFloat64 && len(data)%8 != 0 || typ == typeFloat32 && len(data)%4 != 0 {
			return malformed("section " + name + " has the wrong type or size")
		}
		return fill(field, name, data)
	}
	return nil
}

func fill(field any, name string, data []byte) error {
	float := func(i int) float64 { return math.Float64frombits(binary.LittleEndian.Uint64(data[8*i:])) }
	n := len(data) / 8
	fixed := func(want int) error {
		if n != want {
			return malformed("section " + name + " has " + strconv.Itoa(n) + " numbers instead of " + strconv.Itoa(want))
		}
		return nil
	}
	switch f := field.(type) {
	case *float64:
		if err := fixed(1); err != nil {
			return err
		}
		*f = float(0)
	case *int:
		if err := fixed(1); err != nil {
			return err
		}
		if v := float(0); v >= 0 && v <= 1<<31 {
			*f = int(v)
		}
	case []float64:
		for i := range min(n, len(f)) {
			f[i] = float(i)
		}
		return fixed(len(f))
	case *[]float64:
		*f = make([]float64, n)
		for i := range *f {
			(*f)[i] = float(i)
		}
	case *[]float32:
		*f = make([]float32, len(data)/4)
		for list := *f; len(list) > 0 && len(data) >= 4; list, data = list[1:], data[4:] {
			list[0] = math.Float32frombits(binary.LittleEndian.Uint32(data))
		}
	case *bool:
		if len(data) != 1 || data[0] > 1 {
			return malformed("section " + name + " is neither true nor false")
		}
		*f = data[0] == 1
	case *string:
		*f = string(data)
	case *gan.Activation:
		phi, ok := gan.ParseActivation(string(data))
		if *f = phi; !ok {
			return malformed("section " + name + " is no activation")
		}
	case *[]string:
		*f = nil
		if len(data) > 0 {
			*f = strings.Split(string(data), "\n")
		}
	}
	return nil
}
