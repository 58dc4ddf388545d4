package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"saddle/build/slurm"
)

// array is an array of shards on a cluster, in a folder of its own.
type array struct {
	p      *project
	c      *slurm.Cluster
	dir    string
	saddle string
	query  string
	parts  int
}

// slurmChecks runs the kept examples on a Slurm cluster of three nodes on this machine: their table is that of one machine, and a task
// or a node that is killed costs the run in hand. As root on Debian it installs Slurm.
func (p *project) slurmChecks(args []string) (err error) {
	if err := noArguments(args); err != nil {
		return err
	}
	if slurm.Missing() != nil {
		if err := debian(slurm.Packages...); err != nil {
			return errors.Join(slurm.Missing(), err)
		}
	}
	if err := p.buildCommand(nil); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "slurm")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	began := time.Now()
	c, err := slurm.Start(dir, 3)
	if err != nil {
		return err
	}
	defer c.Stop()
	p.printf("three nodes stand after %.1f s\n", time.Since(began).Seconds())
	a := &array{p: p, c: c, saddle: p.path(outDir + "/saddle"), query: "d=4,8,16&seed=1..8&n=3200..819200:9", parts: 8}
	want, err := exec.Command(a.saddle, "sweep", "-quiet", "-query", a.query).Output()
	if err != nil {
		return err
	}
	for _, check := range []struct {
		name string
		run  func(a *array) error
	}{{"an array and its join", (*array).plain}, {"a task killed", (*array).taskKilled}, {"a node lost", (*array).nodeLost}} {
		if a.dir, err = os.MkdirTemp(dir, "job"); err != nil {
			return err
		}
		began := time.Now()
		if err := check.run(a); err != nil {
			return fmt.Errorf("%s: %w", check.name, err)
		}
		got, err := os.ReadFile(filepath.Join(a.dir, "all.csv"))
		if err != nil || !bytes.Equal(got, want) {
			return errors.Join(err, fmt.Errorf("%s: the table is not that of one machine", check.name))
		}
		p.printf("%s: the table is that of one machine, byte for byte, after %.0f s\n", check.name, time.Since(began).Seconds())
	}
	return nil
}

// submit hands in a kept script, and returns the job's number.
func (a *array) submit(script string, more ...string) (string, error) {
	args := append([]string{"--parsable", "--export=ALL,SADDLE=" + a.saddle + ",Q", "--chdir=" + a.dir}, more...)
	cmd := a.c.Command("sbatch", append(args, a.p.path("site/docs/cluster/"+script))...)
	cmd.Env, cmd.Dir = append(cmd.Env, "Q="+a.query), a.dir
	text, err := output(cmd)
	return strings.TrimSpace(text), err
}

// finish waits for the array, and joins its parts on the cluster.
func (a *array) finish(job string) error {
	joining, err := a.submit("join.sbatch", "--dependency=afterany:"+job)
	if err != nil {
		return err
	}
	for end := time.Now().Add(10 * time.Minute); time.Now().Before(end); time.Sleep(500 * time.Millisecond) {
		a.c.Hasten(job)
		state, err := a.state(joining)
		switch {
		case err != nil:
			return err
		case state == "COMPLETED":
			return nil
		case state != "PENDING" && state != "RUNNING" && state != "COMPLETING":
			log, _ := os.ReadFile(filepath.Join(a.dir, "log-join.txt"))
			return fmt.Errorf("the join is %s:\n%s", state, log)
		}
	}
	text, _ := a.c.Command("squeue", "-r", "-t", "all").Output()
	return fmt.Errorf("the join does not come:\n%s", text)
}

// state is what Slurm says of a job.
func (a *array) state(job string) (string, error) {
	text, err := a.c.Command("squeue", "-h", "-t", "all", "-o", "%T", "-j", job).Output()
	return strings.TrimSpace(string(text)), err
}

func (a *array) plain() error {
	job, err := a.submit("sweep.sbatch")
	if err != nil {
		return err
	}
	return a.finish(job)
}

// taskKilled kills a task in the middle and queues it again when Slurm has seen that it failed.
func (a *array) taskKilled() error {
	job, err := a.submit("sweep.sbatch")
	if err != nil {
		return err
	}
	task, err := a.underWay("")
	if err != nil {
		return err
	}
	if killed, err := a.c.Kill("SLURM_ARRAY_TASK_ID=" + strconv.Itoa(task)); killed == 0 || err != nil {
		return fmt.Errorf("nothing of task %d was there to kill, %v", task, err)
	}
	had := a.rows(task)
	name := job + "_" + strconv.Itoa(task)
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		state, err := a.state(name)
		if err != nil || time.Now().After(end) {
			return fmt.Errorf("task %s is %s, %v", name, state, err)
		}
		if state == "FAILED" {
			break
		}
	}
	if _, err := output(a.c.Command("scontrol", "requeue", name)); err != nil {
		return err
	}
	if err := a.finish(job); err != nil {
		return err
	}
	return a.wentOn(task, had)
}

// nodeLost loses a node in the middle. Slurm notices and queues its task again, by itself.
func (a *array) nodeLost() error {
	job, err := a.submit("sweep.sbatch")
	if err != nil {
		return err
	}
	const lost = 1
	task, err := a.underWay(slurm.Node(lost))
	if err != nil {
		return err
	}
	if err := a.c.Lose(lost); err != nil {
		return err
	}
	had := a.rows(task)
	if err := a.finish(job); err != nil {
		return err
	}
	if err := a.wentOn(task, had); err != nil {
		return err
	}
	return a.c.Boot(lost)
}

// underWay waits for a task that has some rows and not all, on the node, or on any.
func (a *array) underWay(node string) (task int, err error) {
	for end := time.Now().Add(10 * time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		text, err := a.c.Command("squeue", "-h", "-t", "running", "-o", "%K %N").Output()
		if err != nil {
			return 0, err
		}
		for line := range strings.Lines(string(text)) {
			fields := strings.Fields(line)
			if len(fields) != 2 || node != "" && fields[1] != node {
				continue
			}
			if task, err := strconv.Atoi(fields[0]); err == nil && a.rows(task) > 2 {
				return task, nil
			}
		}
	}
	return 0, errors.New("no task came under way")
}

// rows counts the rows in the journal of a task's part.
func (a *array) rows(task int) int {
	text, _ := os.ReadFile(filepath.Join(a.dir, fmt.Sprintf("part-%d.jsonl.rows", task)))
	return max(0, bytes.Count(text, []byte("\n"))-1)
}

var resumedLine = regexp.MustCompile(`(\d+) rows of a sweep that was ended`)

// wentOn checks that the second try of a task took every row of the first.
func (a *array) wentOn(task, had int) error {
	text, err := os.ReadFile(filepath.Join(a.dir, fmt.Sprintf("log-%d.txt", task)))
	found := resumedLine.FindSubmatch(text)
	if err != nil || found == nil {
		return fmt.Errorf("task %d did not go on, %v:\n%s", task, err, text)
	}
	if taken, _ := strconv.Atoi(string(found[1])); taken != had {
		return fmt.Errorf("task %d had %d rows and went on from %d", task, had, taken)
	}
	a.p.printf("   task %d had %d rows and went on from them\n", task, had)
	return nil
}
