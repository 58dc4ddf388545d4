import "saddle-gan";
import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

function App() {
  const [state, setState] = useState(globalThis.initial);
  useEffect(() => {
    globalThis.update = (patch) => flushSync(() => setState((before) => ({ ...before, ...patch })));
  }, []);
  return (
    <main data-turn={state.turn}>
      {state.order.map((id) => (
        <saddle-figure key={id} id={id} query={state.query} paused controls={state.controls} onstatuschange={(e) => globalThis.heard.push(e.detail)} />
      ))}
      {state.lab && <saddle-lab id="lab" query={state.lab} />}
    </main>
  );
}

createRoot(document.querySelector("#app")).render(<App />);
