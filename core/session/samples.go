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
	chosen
	before *chosen // what was there before the last change; nil: nothing to go back to

	law    *data.Law // what was fitted to them last, for an activation and a centring
	phi    gan.Activation
	centre string
	test   *misfit.Test // of law, as long as it is not complete
	misfit []float64    // snapshot.MisfitColumns of law

	load    int     // number of the last samples that came
	taken   float64 // what became of them
	blocked string  // why there can be no run on them; empty: there can, or it is not asked for
}

// chosen is what a run is on.
type chosen struct {
	set  *data.Set // nil: there are none
	name string    // of their file; empty: they were pasted
	cfg  config.Config
}

// What can become of samples.
const (
	done    = -1 // they are the target, or none are coming
	refused = -2 // they are not
	stuck   = -3 // they are, and there can be no run on them
)

// take carries out a command on the samples:
//
//	rows ID [NAME]\nBYTES    samples, as data.Set.Encode has them, become the target; ID is a number of the caller's choice,
//	                         NAME that of their file
//	refused ID [NAME]\nWHY   there are none in the text that was to bring them, which becomes a problem
//	back                     what was the target before the last change of samples; the next takes that back
//
// Where there are no samples in it, or no law can be fitted to them, everything stays as it was.
func (s *Session) take(args string) error {
	verb, rest, _ := strings.Cut(args, " ")
	if verb == "back" {
		s.revert()
		return nil
	}
	head, body, _ := strings.Cut(rest, "\n")
	id, name, _ := strings.Cut(head, " ")
	n, err := strconv.Atoi(id)
	if err != nil || verb != "rows" && verb != "refused" {
		return errors.New("session: no command data " + verb + " " + id)
	}
	s.own.load, s.problems = n, nil
	if verb == "refused" {
		s.refuse(name, body)
		return nil
	}
	set, ok := data.Decode([]byte(body))
	if !ok {
		return errors.New("session: data rows takes what data.Set.Encode gives")
	}
	s.adopt(set, name)
	return nil
}

func (s *Session) refuse(name, why string) {
	s.own.taken = refused
	s.problems = []string{"data=" + nameOf(name) + " is not taken: " + why + "."}
}

func nameOf(file string) string {
	if file == "" {
		return "the text"
	}
	return file
}

// adopt makes samples the target of the run, unless no law can be fitted to them. A link that waited for these very samples
// goes on as it is.
func (s *Session) adopt(set *data.Set, name string) {
	own := &s.own
	err := set.Check()
	var law *data.Law
	if err == nil {
		law, err = set.Fit(s.cfg.Activation(), s.cfg.Centres())
		if bad, ok := err.(*data.Error); ok && !bad.Dependent {
			err = nil // another activation may do; target says so
		}
	}
	if err != nil {
		s.refuse(name, err.Error())
		return
	}
	before := own.chosen
	before.cfg = s.cfg.ReplayTo(0)
	waited := own.blocked != "" && own.set == nil
	if !waited {
		own.before = &before
	}
	own.set, own.name = set, name
	own.fitted(law, s.cfg.Activation(), s.cfg.Centre)
	s.problems = nil
	s.aim(set.Fingerprint())
	own.taken = done
	if own.blocked != "" {
		own.taken = stuck
	}
}

// aim makes the samples with this fingerprint the target.
func (s *Session) aim(fingerprint string) {
	own := &s.own
	if s.cfg.Target == config.OwnSamples && s.cfg.Data == fingerprint {
		s.restart()
		return
	}
	if s.cfg.Data != "" && own.blocked != "" {
		s.problems = []string{"data=" + nameOf(own.name) + " is another sample (" + fingerprint + ") than that of the link (" + s.cfg.Data + "), so the run is another."}
	}
	next := s.cfg.ReplayTo(0)
	// What belonged to the old target goes.
	for _, p := range [][2]string{{"wstar", ""}, {"d", ""}, {"target", string(config.OwnSamples)}, {"data", fingerprint}} {
		next, _ = next.With(p[0], p[1])
	}
	s.cfg = next
	s.restart()
}

// revert goes back to the samples before the last change, or to the target that there was before any.
func (s *Session) revert() {
	own := &s.own
	if own.before == nil {
		return
	}
	s.exchange()
	s.cfg = own.cfg
	s.problems = nil
	s.restart()
}

// exchange puts what was there before in the place of what is.
func (s *Session) exchange() {
	own := &s.own
	now := own.chosen
	now.cfg = s.cfg.ReplayTo(0)
	own.chosen, own.before, own.law = *own.before, &now, nil
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
	// The reader's undo may ask for those that were there before.
	if b := own.before; b != nil && b.set != nil && s.cfg.Data == b.set.Fingerprint() && (own.set == nil || s.cfg.Data != own.set.Fingerprint()) {
		s.exchange()
	}
	switch {
	case own.set == nil && s.cfg.Data == "":
		own.blocked = "Your samples are still to come: choose a file, drop one onto the figure, or paste numbers."
		return nil
	case own.set == nil:
		own.blocked = "This run is on samples that a link cannot carry (" + s.cfg.Data + "): choose their file again, or drop it onto the figure."
		return nil
	case own.set.Fingerprint() != s.cfg.Data:
		own.blocked = "This run is on other samples (" + s.cfg.Data + ") than those that are here (" + own.set.Fingerprint() + "): choose their file again."
		return nil
	}
	phi := s.cfg.Activation()
	if own.law == nil || own.phi != phi || own.centre != s.cfg.Centre {
		law, err := own.set.Fit(phi, s.cfg.Centres())
		if err != nil {
			own.fitted(nil, phi, "")
			own.blocked = "There is no run on " + nameOf(own.name) + ": " + err.Error() + "."
			return nil
		}
		own.fitted(law, phi, s.cfg.Centre)
	}
	return own.law
}

// fitted keeps a law and begins the test of its samples; nil: there is none.
func (o *samples) fitted(law *data.Law, phi gan.Activation, centre string) {
	o.law, o.phi, o.centre, o.test, o.misfit = law, phi, centre, nil, nil
	if law != nil {
		o.test = misfit.New(law)
	}
}

// coordinates names what the picture shows: the columns, less their means where these are subtracted.
func (o *samples) coordinates() []string {
	names := append([]string(nil), o.set.Names()...)
	for j, name := range names {
		if name != "" && o.law != nil && o.law.Centred() {
			names[j] = name + " − mean"
		}
	}
	return names
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
		text += ". Before φ " + set.Label(column) + " has mean " + figure.Digits(mean, 3) + " and deviation " + figure.Digits(deviation, 3) + ", but the generator has mean 0 there: it can find the second moments alone"
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
