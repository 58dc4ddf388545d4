// Package slurm runs a Slurm cluster of several nodes on this machine, from Debian's packages, for as long as a check needs it. The
// daemons are children of this process, with a folder, a key and ports of their own: nothing of the machine's configuration is read or
// changed.
package slurm

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// Packages are those of Debian that it needs.
var Packages = []string{"slurmctld", "slurmd", "slurm-client", "munge"}

// Missing says which of its programs this machine lacks.
func Missing() error {
	for _, name := range []string{"munged", "slurmctld", "slurmd", "sbatch"} {
		if _, err := exec.LookPath(name); err != nil {
			return fmt.Errorf("%s is not installed; on Debian: apt-get install %s", name, strings.Join(Packages, " "))
		}
	}
	return nil
}

// Cluster is a running one.
type Cluster struct {
	dir   string
	host  string
	ports []int // of munge's place none, of the controller, of the nodes
	munge *exec.Cmd
	ctld  *exec.Cmd
	nodes []*exec.Cmd // nil for one that is lost
}

// Start starts a cluster of so many nodes of one core in a folder. It must be root's: Slurm gives jobs to their users.
func Start(dir string, nodes int) (c *Cluster, err error) {
	if os.Geteuid() != 0 {
		return nil, errors.New("only root can run Slurm's daemons")
	}
	c = &Cluster{dir: dir, nodes: make([]*exec.Cmd, nodes)}
	if c.host, err = os.Hostname(); err != nil {
		return nil, err
	}
	if c.ports, err = free(nodes + 1); err != nil {
		return nil, err
	}
	key := make([]byte, 128)
	_, _ = rand.Read(key) // it never fails
	write := func(name string, data []byte) { err = errors.Join(err, os.WriteFile(c.path(name), data, 0o600)) }
	write("munge.key", key)
	write("slurm.conf", c.conf())
	for _, name := range append([]string{"state", "munge"}, names(nodes)...) {
		err = errors.Join(err, os.Mkdir(c.path(name), 0o755))
	}
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			c.Stop()
		}
	}()
	c.munge = c.daemon("munged", "--force", "--foreground", "--key-file="+c.path("munge.key"), "--socket="+c.path("munge/socket"),
		"--pid-file="+c.path("munge/pid"), "--seed-file="+c.path("munge/seed"), "--log-file="+c.path("munge.log"))
	if err := c.munge.Start(); err != nil {
		return nil, err
	}
	if err := eventually("munge's socket", 30*time.Second, func() bool { _, err := os.Stat(c.path("munge/socket")); return err == nil }); err != nil {
		return nil, err
	}
	c.ctld = c.daemon("slurmctld", "-D", "-f", c.path("slurm.conf"))
	if err := c.ctld.Start(); err != nil {
		return nil, err
	}
	for i := range c.nodes {
		if err := c.Boot(i); err != nil {
			return nil, err
		}
	}
	return c, eventually("the nodes", time.Minute, func() bool {
		text, err := c.Command("sinfo", "-h", "-t", "idle", "-o", "%D").Output()
		return err == nil && strings.TrimSpace(string(text)) == strconv.Itoa(nodes)
	})
}

// conf is the configuration: a node that is silent for ten seconds is lost, and its jobs are queued again.
func (c *Cluster) conf() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `ClusterName=saddle
SlurmctldHost=%s(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=%s
CryptoType=crypto/munge
SlurmUser=root
SlurmdUser=root
SlurmctldPort=%d
StateSaveLocation=%s
SlurmdSpoolDir=%s
SlurmctldPidFile=%s
SlurmdPidFile=%s
SlurmctldLogFile=%s
SlurmdLogFile=%s
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=2
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SlurmdParameters=config_overrides
SlurmdTimeout=10
InactiveLimit=0
KillWait=10
MinJobAge=3600
JobRequeue=1
`, c.host, c.path("munge/socket"), c.ports[0], c.path("state"), c.path("%n"), c.path("slurmctld.pid"), c.path("%n/slurmd.pid"), c.path("slurmctld.log"), c.path("%n.log"))
	all := names(len(c.nodes))
	for i, name := range all {
		fmt.Fprintf(&b, "NodeName=%s NodeHostname=%s NodeAddr=127.0.0.1 Port=%d CPUs=1 RealMemory=500\n", name, c.host, c.ports[i+1])
	}
	fmt.Fprintf(&b, "PartitionName=main Nodes=%s Default=YES MaxTime=INFINITE State=UP\n", strings.Join(all, ","))
	return b.Bytes()
}

// Boot starts a node, counted from 0, anew.
func (c *Cluster) Boot(i int) error {
	c.nodes[i] = c.daemon("slurmd", "-D", "-N", Node(i), "-f", c.path("slurm.conf"))
	return c.nodes[i].Start()
}

// Lose ends a node with all that runs on it, as a power cut would: first who would tell the controller of the end.
func (c *Cluster) Lose(i int) error {
	_ = c.nodes[i].Process.Kill()
	_ = c.nodes[i].Wait() // it was killed
	c.nodes[i] = nil
	tasks, err := c.tasks("SLURMD_NODENAME=" + Node(i))
	for _, pid := range tasks {
		text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := append(strings.Fields(rest), "", "")
		parent, _ := strconv.Atoi(fields[1])
		if name, _ := os.ReadFile(fmt.Sprintf("/proc/%d/comm", parent)); strings.HasPrefix(string(name), "slurmstepd") {
			end(parent)
		}
	}
	for _, pid := range tasks {
		end(pid)
	}
	return err
}

// Kill ends, with -9, the processes of the cluster's jobs whose environment has all the given settings, and says how many there were.
func (c *Cluster) Kill(settings ...string) (killed int, err error) {
	tasks, err := c.tasks(settings...)
	for _, pid := range tasks {
		if end(pid) {
			killed++
		}
	}
	return killed, err
}

// tasks finds the processes of the cluster whose environment has all the given settings.
func (c *Cluster) tasks(settings ...string) (pids []int, err error) {
	settings = append(settings, "SLURM_CONF="+c.path("slurm.conf"))
	dirs, err := filepath.Glob("/proc/[0-9]*")
	for _, dir := range dirs {
		text, err := os.ReadFile(filepath.Join(dir, "environ"))
		pid, err2 := strconv.Atoi(filepath.Base(dir))
		if err == nil && err2 == nil && hasAll(strings.Split(string(text), "\x00"), settings) {
			pids = append(pids, pid)
		}
	}
	return pids, err
}

// end kills a process, if it is there still.
func end(pid int) bool {
	process, err := os.FindProcess(pid)
	return err == nil && process.Kill() == nil
}

func hasAll(have, want []string) bool {
	count := 0
	for _, h := range have {
		for _, w := range want {
			if h == w {
				count++
			}
		}
	}
	return count >= len(want)
}

// Command is a command of Slurm's, such as sbatch.
func (c *Cluster) Command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "SLURM_CONF="+c.path("slurm.conf"))
	return cmd
}

// Hasten lets the tasks of a job that are queued again begin now: Slurm has them wait for two minutes.
func (c *Cluster) Hasten(job string) {
	text, _ := c.Command("squeue", "-h", "-r", "-t", "pending", "-o", "%i %r", "-j", job).Output() // none of it is none to hasten
	for line := range strings.Lines(string(text)) {
		if task, why, _ := strings.Cut(strings.TrimSpace(line), " "); why == "BeginTime" {
			_ = c.Command("scontrol", "update", "JobId="+task, "StartTime=now").Run() // it may have begun meanwhile
		}
	}
}

// Stop ends the jobs and the daemons.
func (c *Cluster) Stop() {
	if c.ctld != nil {
		_ = c.Command("scancel", "-u", "root").Run() // it may be too late for that
	}
	for _, d := range append(append([]*exec.Cmd{}, c.nodes...), c.ctld, c.munge) {
		if d != nil && d.Process != nil {
			_ = d.Process.Kill()
			_ = d.Wait()
		}
	}
	_, _ = c.Kill() // what the jobs have left
}

func (c *Cluster) daemon(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "SLURM_CONF="+c.path("slurm.conf"))
	cmd.Dir = c.dir
	return cmd
}

func (c *Cluster) path(name string) string { return filepath.Join(c.dir, filepath.FromSlash(name)) }

// Node is the name of a node.
func Node(i int) string { return "n" + strconv.Itoa(i+1) }

func names(count int) (list []string) {
	for i := range count {
		list = append(list, Node(i))
	}
	return list
}

// free finds ports that nobody listens on.
func free(count int) (ports []int, err error) {
	for range count {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() // all at the end, so that they differ
		_, port, _ := net.SplitHostPort(l.Addr().String())
		n, err := strconv.Atoi(port)
		if err != nil {
			return nil, err
		}
		ports = append(ports, n)
	}
	return ports, nil
}

// eventually waits for a condition.
func eventually(what string, patience time.Duration, ok func() bool) error {
	for end := time.Now().Add(patience); !ok(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			return fmt.Errorf("%s did not come", what)
		}
	}
	return nil
}
