// An anywidget front end: the figure of a Jupyter, marimo or Colab notebook, and of a MyST page. See docs/jupyter.html.
import { setAssets } from "saddle-gan"; // or the address of its dist/index.js

export default {
  render({ model, el }) {
    if (model.get("assets")) setAssets(model.get("assets"));
    const figure = Object.assign(document.createElement("saddle-figure"), { query: model.get("query") ?? "" });
    figure.setAttribute("controls", model.get("controls") ?? "");
    model.on("change:query", () => (figure.query = model.get("query")));
    figure.addEventListener("statuschange", () => {
      model.set("snapshot", JSON.parse(figure.toJSON()));
      model.save_changes();
    });
    el.append(figure);
    return () => figure.remove();
  },
};
