import "saddle-gan";
import { createApp, h, nextTick, reactive } from "vue";

const state = reactive({ ...globalThis.initial });
globalThis.update = (patch) => {
  Object.assign(state, patch);
  return nextTick();
};
createApp({
  render: () =>
    h("main", { "data-turn": state.turn }, [
      ...state.order.map((id) => h("saddle-figure", { key: id, id, query: state.query, paused: true, controls: state.controls, onStatuschange: (e) => globalThis.heard.push(e.detail) })),
      state.lab ? h("saddle-lab", { id: "lab", query: state.lab }) : null,
    ]),
}).mount("#app");
