"use strict";
// The step of build/bench/step in plain JavaScript: Float64Array and loops, as a web developer would write them who knows
// what is fast in a browser and uses no WebAssembly. Same steps, same random numbers; the benchmark checks that the players
// agree to rounding. It answers the questions of that program, and "start RUN" with a run of "begin".

// ---- Normal numbers: xoshiro256++ in halves of 32 bits, because BigInt is slower by far, and a ziggurat of 256 layers.

const layerCount = 256;
const tailStart = 3.654152885361009; // edge[1]
const layerArea = 0.004928673233974655;
const inside = new Float64Array(layerCount); // |m| below which x is under the density for sure
const width = new Float64Array(layerCount); // edge·2⁻⁵³
const heights = new Float64Array(layerCount + 1);

const density = (x) => Math.exp(-0.5 * x * x);

{
  const edge = new Float64Array(layerCount + 1);
  edge[0] = layerArea / density(tailStart);
  edge[1] = tailStart;
  for (let i = 2; i < layerCount; i++) edge[i] = Math.sqrt(-2 * Math.log(density(edge[i - 1]) + layerArea / edge[i - 1]));
  for (let i = 0; i < layerCount; i++) {
    width[i] = edge[i] * 2 ** -53;
    inside[i] = (edge[i + 1] / edge[i]) * 2 ** 53;
  }
  for (let i = 0; i <= layerCount; i++) heights[i] = density(edge[i]);
}

class Stream {
  constructor(words) {
    this.s = new Int32Array(8); // low and high halves of four words
    words.forEach((word, i) => {
      this.s[2 * i] = Number(BigInt(word) & 0xffffffffn);
      this.s[2 * i + 1] = Number(BigInt(word) >> 32n);
    });
    this.low = this.high = 0;
  }

  /** next puts 64 bits into low and high. */
  next() {
    const s = this.s;
    let a = s[0], b = s[1], c = s[2], d = s[3], e = s[4], f = s[5], g = s[6], h = s[7];
    // rotl(s0 + s3, 23) + s0
    let low = (a >>> 0) + (g >>> 0);
    let high = (b + h + (low > 0xffffffff ? 1 : 0)) | 0;
    low |= 0;
    const rl = (low << 23) | (high >>> 9), rh = (high << 23) | (low >>> 9);
    const sum = (rl >>> 0) + (a >>> 0);
    this.high = (rh + b + (sum > 0xffffffff ? 1 : 0)) | 0;
    this.low = sum | 0;
    const tl = c << 17, th = (d << 17) | (c >>> 15);
    e ^= a; f ^= b;
    g ^= c; h ^= d;
    c ^= e; d ^= f;
    a ^= g; b ^= h;
    e ^= tl; f ^= th;
    // rotl(s3, 45): the halves change places, then 13
    const ul = (h << 13) | (g >>> 19), uh = (g << 13) | (h >>> 19);
    s[0] = a; s[1] = b; s[2] = c; s[3] = d; s[4] = e; s[5] = f; s[6] = ul; s[7] = uh;
  }

  uniform() {
    this.next();
    return ((this.high >>> 0) * 2 ** 21 + (this.low >>> 11)) * 2 ** -53;
  }

  normals(x) {
    const s = this.s;
    for (let i = 0; i < x.length; i++) {
      this.next();
      const layer = this.low & 255;
      const m = (this.high >> 10) * 2 ** 32 + (((this.high << 22) | (this.low >>> 10) | 1) >>> 0);
      x[i] = Math.abs(m) < inside[layer] ? m * width[layer] : this.edge(layer, m * width[layer]);
    }
  }

  edge(layer, x) {
    for (;;) {
      if (layer === 0) return x < 0 ? -this.tail() : this.tail();
      const height = heights[layer] + this.uniform() * (heights[layer + 1] - heights[layer]);
      if (height < density(x)) return x;
      this.next();
      layer = this.low & 255;
      const m = (this.high >> 10) * 2 ** 32 + (((this.high << 22) | (this.low >>> 10) | 1) >>> 0);
      x = m * width[layer];
      if (Math.abs(m) < inside[layer]) return x;
    }
  }

  positive() {
    return this.uniform() + 2 ** -53;
  }

  tail() {
    for (;;) {
      const a = -Math.log(this.positive()) / tailStart;
      const b = -Math.log(this.positive());
      if (b + b >= a * a) return tailStart + a;
    }
  }
}

// ---- The step.

class Twin {
  constructor({ D, Batch, EtaD, EtaG, W, WStar, Real, Latent }) {
    const d = (this.d = D), b = (this.batch = Batch);
    this.etaD = EtaD;
    this.etaG = EtaG;
    this.w = Float64Array.from(W);
    this.star = Float64Array.from(WStar);
    this.a = new Float64Array(d * d);
    this.b = 0;
    this.real = new Stream(Real);
    this.latent = new Stream(Latent);
    this.noise = new Float64Array(b * d);
    this.z = new Float64Array(b * d);
    this.u = new Float64Array(2 * b * d); // target samples, then generated ones
    this.push = new Float64Array(2 * b * d); // Au
    this.slope = new Float64Array(2 * b);
    this.gradA = new Float64Array(d * d);
    this.gradW = new Float64Array(d * d);
    this.moment = new Float64Array(d * d);
  }

  step() {
    const { d, batch, u, push, slope, a } = this, rows = 2 * batch;
    this.real.normals(this.noise);
    rowsTimes(u, 0, this.noise, this.star, batch, d);
    this.latent.normals(this.z);
    rowsTimes(u, batch * d, this.z, this.w, batch, d);
    addOuter(this.moment, u, u, undefined, 0, 0, batch, d, true);

    rowsTimes(push, 0, u, a, rows, d);
    let sum = 0;
    for (let k = 0; k < rows; k++) {
      let h = 0;
      for (let i = k * d, end = i + d; i < end; i++) h += push[i] * u[i];
      h = this.b + 0.5 * h;
      // ∂V/∂h: σ(−h)/B for a target sample, −σ(h)/B for a generated one.
      slope[k] = k < batch ? 1 / (1 + Math.exp(h)) / batch : -1 / (1 + Math.exp(-h)) / batch;
      sum += slope[k];
    }
    this.gradA.fill(0);
    addOuter(this.gradA, u, u, slope, 0, 0, rows, d, true);
    this.gradW.fill(0);
    addOuter(this.gradW, push, this.z, slope, batch, batch, batch, d, false);

    for (let i = 0; i < d; i++) {
      for (let j = i; j < d; j++) {
        const v = a[i * d + j] + this.etaD * 0.5 * this.gradA[i * d + j];
        a[i * d + j] = a[j * d + i] = v;
      }
    }
    this.b += this.etaD * sum;
    for (let i = 0; i < d * d; i++) this.w[i] -= this.etaG * this.gradW[i];
  }
}

/** rowsTimes sets row k of out, from the given place on, to m·x_k: the rows of both matrices are read in order. */
function rowsTimes(out, at, x, m, rows, d) {
  for (let k = 0; k < rows; k++) {
    const row = k * d;
    for (let i = 0; i < d; i++) {
      let sum = 0;
      for (let j = 0, r = i * d; j < d; j++) sum += m[r + j] * x[row + j];
      out[at + row + i] = sum;
    }
  }
}

/** addOuter adds Σ s_k x_k y_kᵀ to the d×d out, or its upper triangle alone; x and s begin at a row, y at its first. */
function addOuter(out, x, y, s, fromX, fromS, rows, d, upper) {
  for (let k = 0; k < rows; k++) {
    const scale = s ? s[fromS + k] : 1;
    for (let i = 0, row = (fromX + k) * d; i < d; i++) {
      const v = scale * x[row + i];
      for (let j = upper ? i : 0, to = i * d, from = k * d; j < d; j++) out[to + j] += v * y[from + j];
    }
  }
}

// ---- Questions and answers.

const runs = new Map(); // what "start" was given, and the twin that is timed, by dimension

function answer(line) {
  const [verb, rest] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
  if (verb === "start") {
    const run = JSON.parse(rest);
    runs.set(run.D, { run, twin: new Twin(run) });
    return "ok";
  }
  const [d, n] = rest.split(" ").map(Number);
  const { run, twin } = runs.get(d);
  if (verb === "time") {
    const began = performance.now();
    for (let i = 0; i < n; i++) twin.step();
    return String(performance.now() - began);
  }
  const fresh = new Twin(run);
  for (let i = 0; i < n; i++) fresh.step();
  return JSON.stringify({ W: [...fresh.w], A: [...fresh.a], B: fresh.b });
}

onmessage = ({ data }) => postMessage(answer(data));
