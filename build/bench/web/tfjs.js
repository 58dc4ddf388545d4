"use strict";
// The step of twin.js in TensorFlow.js with its WebAssembly backend, as someone would write it who knows the library. It
// computes in single precision. Timed, it draws normal numbers as the library does; to be checked, it takes those of the
// twin. The questions and answers are the twin's.
importScripts("twin.js", "/bench/peers/tf-core.min.js", "/bench/peers/tf-backend-wasm.min.js");

class Peer {
  constructor({ D, Batch, EtaD, EtaG, W, WStar, Real, Latent }) {
    Object.assign(this, { d: D, batch: Batch, etaD: EtaD, etaG: EtaG });
    this.star = tf.tensor2d(WStar, [D, D]);
    this.players = [tf.tensor2d(W, [D, D]), tf.zeros([D, D]), tf.scalar(0), tf.zeros([D, D])]; // W, A, b, and the moment
    this.real = new Stream(Real);
    this.latent = new Stream(Latent);
  }

  /** drawn is a batch of the twin's normal numbers. */
  drawn(stream) {
    const numbers = new Float64Array(this.batch * this.d);
    stream.normals(numbers);
    return tf.tensor2d(Float32Array.from(numbers), [this.batch, this.d]);
  }

  step(checked) {
    const { d, batch } = this, [w, a, b, moment] = this.players;
    this.players = tf.tidy(() => {
      const noise = checked ? this.drawn(this.real) : tf.randomNormal([batch, d]);
      const z = checked ? this.drawn(this.latent) : tf.randomNormal([batch, d]);
      const x = tf.matMul(noise, this.star, false, true);
      const y = tf.matMul(z, w, false, true);
      const u = tf.concat([x, y]);
      const push = tf.matMul(u, a);
      const h = tf.add(b, tf.mul(0.5, tf.sum(tf.mul(push, u), 1, true)));
      const real = tf.div(tf.sigmoid(tf.neg(tf.slice(h, [0, 0], [batch, 1]))), batch);
      const fall = tf.div(tf.sigmoid(tf.slice(h, [batch, 0], [batch, 1])), -batch);
      const slopes = tf.concat([real, fall]);
      const gradA = tf.mul(0.5, tf.matMul(tf.mul(u, slopes), u, true));
      const gradW = tf.matMul(tf.mul(tf.slice(push, [batch, 0], [batch, d]), fall), z, true);
      return [
        tf.sub(w, tf.mul(this.etaG, gradW)),
        tf.add(a, tf.mul(this.etaD, gradA)),
        tf.add(b, tf.mul(this.etaD, tf.sum(slopes))),
        tf.add(moment, tf.matMul(x, x, true)),
      ];
    });
    tf.dispose([w, a, b, moment]);
  }
}

const peers = new Map();

async function answerPeer(line) {
  await ready;
  const [verb, rest] = [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)];
  if (verb === "start") {
    const run = JSON.parse(rest);
    peers.set(run.D, { run, peer: new Peer(run) });
    return "ok";
  }
  const [d, n] = rest.split(" ").map(Number);
  const { run, peer } = peers.get(d);
  if (verb === "time") {
    const began = performance.now();
    for (let i = 0; i < n; i++) peer.step(false);
    peer.players[0].dataSync(); // whatever the library has put off
    return String(performance.now() - began);
  }
  const fresh = new Peer(run);
  for (let i = 0; i < n; i++) fresh.step(true);
  const [w, a, b] = fresh.players.map((tensor) => [...tensor.dataSync()]);
  return JSON.stringify({ W: w, A: a, B: b[0] });
}

tf.wasm.setWasmPaths("/bench/peers/");
const ready = tf.setBackend("wasm");

onmessage = ({ data }) => answerPeer(data).then(postMessage, (error) => postMessage("error " + error));
