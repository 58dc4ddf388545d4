package session

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"saddle/core/config"
	"saddle/core/data"
	"saddle/core/figure"
	"saddle/core/gan"
	"saddle/core/misfit"
)

// samples holds the reader's own samples, and those on their way.
type samples struct {
	set  *data.Set // nil: there are none
	name string    // of their file; empty: they were pasted

	law    *data.Law // what was fitted to them last, for an activation and a centring
	phi    gan.Activation
	centre string
	test   *misfit.Test // of law, as long as it is not complete
	misfit []float64    // snapshot.MisfitColumns of law

	load    int // number of the last load that was begun
	reader  *data.Reader
	coming  string  // its name
	taken   float64 // bytes; done or refused when there is none coming
	blocked string  // why there can be no run on them; empty: there can, or it is not asked for
}

// What stands for the bytes of a text that is no longer coming.
const (
	done    = -1
	refused = -2
)

// take carries out a command on the samples:
//
//	begin ID [NAME]   a text begins; ID is a number of the caller's choice
//	text TEXT         its next piece, cut anywhere
//	end               it is whole: it becomes the target
//	cancel            forget what has come of it
//
// A bad text becomes a problem, and everything stays as it was.
func (s *Session) take(args string) error {
	own := &s.own
	verb, rest, _ := strings.Cut(args, " ")
	switch verb {
	case "begin":
		id, name, _ := strings.Cut(rest, " ")
		n, err := strconv.Atoi(id)
		if err != nil {
			return errors.New("session: data begin takes a number, not " + id)
		}
		own.load, own.reader, own.coming, own.taken = n, new(data.Reader), name, 0
		s.problems = nil
	case "text":
		if own.reader == nil {
			return nil // the rest of a text that was refused
		}
		own.taken += float64(len(rest))
		if err := own.reader.Read([]byte(rest)); err != nil {
			s.refuse(err)
		}
	case "end":
		if own.reader == nil {
			return nil
		}
		set, err := own.reader.Close()
		if err == nil {
			err = set.Check()
		}
		if err != nil {
			s.refuse(err)
			return nil
		}
		own.reader, own.taken = nil, done
		s.adopt(set)
	case "cancel":
		own.reader, own.taken = nil, done
	default:
		return errors.New("session: no command data " + verb)
	}
	return nil
}

func (s *Session) refuse(err error) {
	s.own.reader, s.own.taken = nil, refused
	s.problems = []string{"data=" + nameOf(s.own.coming) + " is not taken: " + err.Error() + "."}
}

func nameOf(file string) string {
	if file == "" {
		return "the text"
	}
	return file
}

// adopt makes set the target of the run. A link that waited for these very samples goes on as it is.
func (s *Session) adopt(set *data.Set) {
	own := &s.own
	own.set, own.name, own.law = set, own.coming, nil
	fingerprint := set.Fingerprint()
	s.problems = nil
	if s.cfg.Target == config.OwnSamples && s.cfg.Data == fingerprint {
		s.restart()
		return
	}
	if s.cfg.Data != "" && own.blocked != "" {
		s.problems = []string{"data=" + nameOf(own.name) + " is another sample (" + fingerprint + ") than that of the link (" + s.cfg.Data + "), so the run is another."}
	}
	next := s.cfg.ReplayTo(0)
	// What belonged to the old target goes.
	for _, p := range [][2]string{{"wstar", ""}, {"d", ""}, {"target", config.OwnSamples}, {"data", fingerprint}} {
		next, _ = next.With(p[0], p[1])
	}
	s.cfg = next
	s.restart()
}

// target returns the law of the reader's samples where they are the target, and nil elsewhere. If they are
// and there can be no run, blocked says why.
func (s *Session) target() *data.Law {
	own := &s.own
	own.blocked = ""
	if s.cfg.Target != config.OwnSamples {
		return nil
	}
	if own.set != nil && s.cfg.Data == "" {
		s.cfg, _ = s.cfg.With("data", own.set.Fingerprint())
	}
	switch {
	case own.set == nil && s.cfg.Data == "":
		own.blocked = "Your samples are still to come: choose a CSV file, drop one onto the figure, or paste numbers."
		return nil
	case own.set == nil:
		own.blocked = "This run is on samples that a link cannot carry (" + s.cfg.Data + "): choose their file again, or drop it onto the figure."
		return nil
	case own.set.Fingerprint() != s.cfg.Data:
		own.blocked = "This run is on other samples (" + s.cfg.Data + ") than those that are here (" + own.set.Fingerprint() + "): choose their file again."
		return nil
	}
	phi := gan.NewActivation(s.cfg.Phi, s.cfg.Slope, s.cfg.Knots)
	if own.law == nil || own.phi != phi || own.centre != s.cfg.Centre {
		law, err := own.set.Fit(phi, s.cfg.Centre == "on")
		if err != nil {
			own.law, own.test, own.misfit = nil, nil, nil
			own.blocked = "There is no run on " + nameOf(own.name) + ": " + err.Error() + "."
			return nil
		}
		own.law, own.phi, own.centre = law, phi, s.cfg.Centre
		own.test, own.misfit = misfit.New(law), nil
	}
	return own.law
}

// standIn names the law that stands for the samples in distances.
func (o *samples) standIn() string {
	switch {
	case o.law == nil || o.blocked != "":
		return ""
	case o.law.Likeliest():
		return "the maximum-likelihood law of your samples"
	}
	return "the law fitted to the columns and pairs of columns of your samples"
}

// examine does a piece of the test of the samples, and says whether there is more to do.
func (o *samples) examine() (more bool) {
	if o.test == nil {
		return false
	}
	if o.test.Next() {
		return true
	}
	found := o.test.Result()
	o.misfit = []float64{found.Low, found.Estimate, found.High, float64(found.Rows)}
	o.test = nil
	return false
}

// about describes the samples in a run on them: how many there are, whether the model can fit their mean, and whether it
// can fit them at all.
func (o *samples) about() string {
	law := o.law
	if law == nil || o.blocked != "" {
		return ""
	}
	set := law.Set()
	text := figure.Count(float64(set.Rows())) + " × " + strconv.Itoa(set.Columns()) + " numbers"
	if o.name != "" {
		text += " of " + o.name
	}
	column, mean, deviation := law.Offset()
	// Chance alone gives a mean of deviation/√n, some four times that with many columns.
	if r := math.Abs(mean) / deviation; r > 0.2 && r*math.Sqrt(float64(set.Rows())) > 5 {
		text += ". Before φ column " + strconv.Itoa(column+1) + " has mean " + figure.Digits(mean, 3) + " and deviation " + figure.Digits(deviation, 3) + ", but the generator has mean 0 there: it can find the second moments alone"
		if phi := o.phi.Name(); o.centre == "off" && (phi == gan.Identity || phi == gan.Tanh || phi == gan.Cubic) { // they keep a mean of zero
			text += ", unless the mean is subtracted"
		}
	}
	if found := figure.MisfitTest(o.misfit); found != "" {
		text += ". " + found
		return text
	}
	return text + "."
}
