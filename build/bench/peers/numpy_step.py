"""The step of build/bench/step in NumPy, as someone would write it who knows the library: whole batches, arrays made once, and
products by the BLAS that NumPy has. It answers one line with one line, as that program does, and two more:

    start RUN    what "begin" answered
    noise D N    what "noise" answered: the normal numbers of the first N steps, for "state"
"""

import json
import sys
import time

import numpy as np


class Run:
    def __init__(self, run):
        self.d, self.batch = d, b = run["D"], run["Batch"]
        self.eta_d, self.eta_g = run["EtaD"], run["EtaG"]
        self.w = np.array(run["W"]).reshape(d, d)
        self.star = np.array(run["WStar"]).reshape(d, d)
        self.a = np.zeros((d, d))
        self.b = 0.0
        self.moment = np.zeros((d, d))
        self.u = np.empty((2 * b, d))  # target samples, then generated ones
        self.push = np.empty((2 * b, d))
        self.scaled = np.empty((2 * b, d))
        self.sign = np.repeat([1.0, -1.0], b)
        self.generator = np.random.default_rng(7)
        self.noise, self.z = np.empty((b, d)), np.empty((b, d))

    def draw(self):
        self.generator.standard_normal(out=self.noise)
        self.generator.standard_normal(out=self.z)

    def step(self):
        b, u, push = self.batch, self.u, self.push
        np.matmul(self.noise, self.star.T, out=u[:b])
        np.matmul(self.z, self.w.T, out=u[b:])
        self.moment += u[:b].T @ u[:b]
        np.matmul(u, self.a, out=push)
        h = self.b + 0.5 * np.einsum("ij,ij->i", push, u)
        slope = self.sign / (b * (1 + np.exp(self.sign * h)))
        np.multiply(u, slope[:, None], out=self.scaled)
        grad_a = self.scaled.T @ u
        np.multiply(push[b:], slope[b:, None], out=self.scaled[b:])
        grad_w = self.scaled[b:].T @ self.z
        self.a += 0.5 * self.eta_d * grad_a
        self.b += self.eta_d * slope.sum()
        self.w -= self.eta_g * grad_w


runs, noises = {}, {}


def answer(line):
    verb, rest = line.split(" ", 1)
    if verb == "start":
        run = json.loads(rest)
        runs[run["D"]] = (run, Run(run))
        return "ok"
    if verb == "noise":
        d, _, numbers = rest.split(" ", 2)
        noises[int(d)] = json.loads(numbers)
        return "ok"
    d, n = map(int, rest.split())
    run, timed = runs[d]
    if verb == "time":
        began = time.perf_counter()
        for _ in range(n):
            timed.draw()
            timed.step()
        return repr(1000 * (time.perf_counter() - began))
    fresh = Run(run)
    for real, latent in zip(noises[d]["Real"][:n], noises[d]["Latent"][:n]):
        fresh.noise[:] = np.array(real).reshape(fresh.noise.shape)
        fresh.z[:] = np.array(latent).reshape(fresh.z.shape)
        fresh.step()
    return json.dumps({"W": fresh.w.ravel().tolist(), "A": fresh.a.ravel().tolist(), "B": fresh.b})


for line in sys.stdin:
    try:
        print(answer(line.rstrip("\n")), flush=True)
    except Exception as e:  # the benchmark reads one line for each
        print("error", repr(e).replace("\n", " "), flush=True)
