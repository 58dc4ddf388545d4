package distributed

import "saddle/core/sgda"

// Counts are what a run has taken so far.
type Counts struct {
	Rounds                 int64 // everyone has moved so often
	BytesUp, BytesDown     int64 // from and to one worker; a float is 8
	Evaluations, Gradients int64 // of one worker, each over its minibatch
}

// Server merges and has a replica of its own, which shows where the run stands.
type Server struct {
	plan   *Plan
	method Method
	node   *Node
	heard  []byte
	base   int64 // the round from which a new worker begins
	Counts
}

// NewServer prepares that of a plan, which must stay as it is.
func NewServer(p *Plan) *Server { return newServer(p, newCommon(p)) }

func newServer(p *Plan, c *common) *Server {
	return &Server{plan: p, method: p.method(), node: newNode(p, 0, c)}
}

// Trainer returns the server's replica: its players are those of the run, its samples none.
func (s *Server) Trainer() *sgda.Trainer { return s.node.Trainer }

// Silent says whether the next round passes without a word; then Pass takes it, otherwise Take.
func (s *Server) Silent() bool { return s.method.Silent(s.Rounds) }

// Pass counts a silent round.
func (s *Server) Pass() { s.count() }

// Take merges what the workers have told, in their order, and returns what is to be told to each. It is valid until the next call.
func (s *Server) Take(told [][]byte) []byte {
	s.heard = s.method.Merge(told, s.Rounds, s.heard[:0])
	s.method.Hear(s.node, s.Rounds, s.heard)
	s.BytesUp += int64(len(told[0]))
	s.BytesDown += int64(len(s.heard))
	s.count()
	s.base = s.Rounds
	return s.heard
}

func (s *Server) count() {
	e, g := s.method.Work(s.Rounds)
	s.Evaluations += e
	s.Gradients += g
	s.Rounds++
}

// Place tells a worker that takes the place of another where to begin: the round, and the players there.
func (s *Server) Place() []byte {
	s.node.Trainer.Players(s.node.numbers)
	return appendNumbers(appendNumbers(nil, float64(s.base)), s.node.numbers...)
}

// Worker is one of the workers.
type Worker struct {
	method Method
	node   *Node
	round  int64
	out    []byte
}

// NewWorker prepares the k-th of a plan, which must stay as it is, 0 ≤ k < Workers.
func NewWorker(p *Plan, k int) *Worker { return newWorker(p, k, newCommon(p)) }

func newWorker(p *Plan, k int, c *common) *Worker {
	return &Worker{method: p.method(), node: newNode(p, k, c)}
}

// Join puts a worker that has not told anything yet at a place of Server.Place.
func (w *Worker) Join(place []byte) {
	var round [1]float64
	readNumbers(round[:], place)
	readNumbers(w.node.numbers, place[8:])
	w.round = int64(round[0])
	w.node.Trainer.Skip(w.round)
	w.node.Trainer.Place(w.node.numbers, w.round)
}

// Tell goes through the rounds up to the next one that is not silent and returns what the worker tells there, valid until
// the next call. Hear must follow.
func (w *Worker) Tell() []byte {
	for w.method.Silent(w.round) {
		w.method.Tell(w.node, w.round, nil)
		w.round++
	}
	w.out = w.method.Tell(w.node, w.round, w.out[:0])
	return w.out
}

// Hear takes in what the server says to that.
func (w *Worker) Hear(heard []byte) {
	w.method.Hear(w.node, w.round, heard)
	w.round++
}

// Run is a server and its workers in one thread.
type Run struct {
	*Server
	workers []*Worker
	told    [][]byte
}

// NewRun prepares the run of a plan, which must stay as it is.
func NewRun(p *Plan) *Run {
	c := newCommon(p)
	r := &Run{Server: newServer(p, c), told: make([][]byte, p.Workers)}
	for k := range p.Workers {
		r.workers = append(r.workers, newWorker(p, k, c))
	}
	return r
}

// Round takes one round.
func (r *Run) Round() {
	if r.Silent() {
		r.Pass()
		return
	}
	for k, w := range r.workers {
		r.told[k] = w.Tell()
	}
	heard := r.Take(r.told)
	for _, w := range r.workers {
		w.Hear(heard)
	}
}
