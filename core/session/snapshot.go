package session

import (
	"math"

	"saddle/core/config"
	"saddle/core/figure"
	"saddle/core/gan"
	"saddle/core/kernel"
	"saddle/core/landscape"
	"saddle/core/sgda"
	"saddle/core/snapshot"
)

// Frame returns the snapshot's part that the stage draws: View, Step, D and Status.
func (s *Session) Frame() *snapshot.Snapshot {
	state := s.trainer.State()
	return s.frame(&state)
}

func (s *Session) frame(state *sgda.State) *snapshot.Snapshot {
	out := &snapshot.Snapshot{
		Status: s.Status(), Turn: s.turn, Step: float64(s.trainer.Steps()), D: s.cfg.D,
		View: s.display.view(&s.cfg, s.trainer, state, s.turn),
	}
	if s.cfg.Shows(config.TrailLayer) {
		out.View.Trails = s.wake.samples(s.display)
	}
	if s.own.blocked != "" {
		out.View.Layers = nil // the run that stands in for the one asked for is not to be seen
	}
	return out
}

// Snapshot returns the moment whole, distances included. The caller may keep it: nothing in it changes
// later, except that slices shared with later snapshots must not be written to.
func (s *Session) Snapshot() *snapshot.Snapshot {
	t := s.trainer
	state := t.State()
	m := s.curve.distances(t, &state)
	out := s.frame(&state)
	out.Query = s.cfg.Query()
	out.Permalink = s.cfg.ReplayTo(t.Steps()).Query()
	out.Problems = s.problems
	out.Error = t.Failure()
	if s.own.blocked != "" {
		out.Error = s.own.blocked
		out.Permalink = out.Query // the moment that it asks for has not come
	}
	if s.cfg.Target == config.OwnSamples {
		s.ownSamples(out)
	}
	out.DataLoad, out.DataTaken = float64(s.own.load), s.own.taken
	for _, name := range config.Names() {
		out.Values = append(out.Values, name+"="+s.cfg.Text(name))
	}
	out.Idle = s.cfg.Idle()
	out.CanUndo, out.CanRedo = s.past.ways()
	out.Past = s.past.text()
	out.Samples = float64(t.Samples())
	out.Progress = 1
	if s.replaying() && s.own.blocked == "" {
		out.Progress = float64(t.Steps()-s.setOut) / float64(s.replayTo-s.setOut)
	}
	out.Ahead, out.Pending, out.Turn = float64(s.Ahead()), float64(s.pending), s.turn
	out.ByHand, out.Slow = s.pending > 0 || !s.history.plain(), s.slow()
	out.Batch, out.Fakes = float64(s.cfg.Batch), float64(s.cfg.Batch*s.cfg.Fakes)
	m.tell(out)
	out.Eps, out.Reach = s.cfg.Eps, s.finish
	out.Floor = s.curve.expected(t)
	out.FloorKnown = s.curve.floor != nil && s.curve.floor.Known()
	out.Averaged = s.cfg.Averages()
	out.Value = t.Value()
	out.EtaD, out.EtaG = t.StepSize(sgda.Discriminator), t.StepSize(sgda.Generator)
	out.W, out.WStar = state.W, state.WStar
	out.Sigma, out.SigmaLast, out.SigmaStar = state.Sigma, state.SigmaLast, state.SigmaStar
	out.A, out.B = state.A, state.B
	out.GeneratorLoss, out.Blind = t.GeneratorLoss(), t.Blind()
	out.Branch = float64(s.branch)
	out.Curve, out.Trail = s.curve.past(), s.trail.past()
	out.CurveNow, out.TrailNow = s.curve.row(t, &state), s.trail.row(t, &state)
	out.Plateau = s.plateau
	out.Bilevel, out.Response, out.Surface = s.bilevel, s.response, s.ground()
	if s.own.blocked == "" {
		said := s.foretold.of(&s.cfg, t)
		out.Marks, out.Cloud, out.Heat = said.marks, said.cloud, said.heat(out.Trail, s.trail.width)
		out.Gauge = gauge(t)
		out.Verdict, out.WhiteNoise, out.Power = m.verdict, s.verdict.whiteNoise(), s.verdict.powers()
	}
	out.Zoomed = len(s.cfg.Window) > 0
	if s.cfg.Shows(config.ArrowLayer) && s.own.blocked == "" {
		out.Handles = s.display.handles(state.WStar, shownRows(&state, s.cfg.D, s.display.i, s.display.j), s.cfg.Shows(config.MarginalLayer), s.cfg.Target == config.OwnSamples)
	}
	return out
}

// Report returns the moment as a reader is told of it: Snapshot, and what the picture says.
func (s *Session) Report() *snapshot.Snapshot {
	out := s.Snapshot()
	out.Engine = kernel.Engine
	figure.Describe(out)
	return out
}

// ownSamples tells of the reader's samples, which are the target or should be.
func (s *Session) ownSamples(out *snapshot.Snapshot) {
	if s.own.blocked != "" && (s.own.set == nil || s.own.set.Fingerprint() != s.cfg.Data) {
		out.DataAsked = s.cfg.Data
	}
	out.Data, out.DataLaw = s.own.about(), s.own.standIn()
	if s.own.blocked == "" && s.own.set != nil {
		out.Names = s.own.coordinates()
		out.Misfit = s.own.misfit
	}
}

// tell writes the distances of the moment.
func (m *memo) tell(out *snapshot.Snapshot) {
	j := &m.judged
	out.TV, out.JS, out.KL, out.ReverseKL, out.Hellinger = j.TV, j.JS, j.KL, j.ReverseKL, j.Hellinger
	out.TVError, out.JSError, out.KLError = j.TVError, j.JSError, j.KLError
	out.ReverseKLError, out.HellingerError, out.TVBound = j.ReverseKLError, j.HellingerError, j.TVBound
	out.TVLow, out.TVHigh, out.TVPinsker = j.Low, j.High, j.Pinsker
	out.TVFloor, out.TVLast, out.TVLastError = m.floor.TV, m.last.TV, m.last.TVError
}

// ground returns the surface on which the players stand in one dimension, where landscape has it: what the logarithmic losses
// give the discriminator is one V, and φ has to be invertible.
func (s *Session) ground() []float64 {
	if s.surface == nil {
		s.surface = []float64{}
		loss := s.cfg.Loss == gan.Minimax || s.cfg.Loss == gan.NonSaturating
		if s.cfg.D == 1 && s.display.phi.Bijective() && !s.cfg.Unlike() && loss && s.first.W[0] != 0 {
			s.surface = landscape.Surface(math.Abs(s.first.WStar[0]), s.first.W[0])
		}
	}
	return s.surface
}
