import "saddle-gan";
import { render } from "preact";

const root = document.querySelector("#app");
let state = globalThis.initial;
const App = () => (
  <main data-turn={state.turn}>
    {state.order.map((id) => (
      <saddle-figure key={id} id={id} query={state.query} paused controls={state.controls} onstatuschange={(e) => globalThis.heard.push(e.detail)} />
    ))}
    {state.lab && <saddle-lab id="lab" query={state.lab} />}
  </main>
);
globalThis.update = (patch) => {
  state = { ...state, ...patch };
  render(<App />, root);
};
globalThis.update({});
