// node bundle.mjs BUNDLER PROJECT: builds a project's index.html and main.js into its folder dist, as a fresh project would; with
// "vite dev" it says the address of a server instead, which ends with the input, and with "next" it builds the folder app.
import { cpSync, existsSync, renameSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const [bundler, project] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const main = ["main.jsx", "main.js"].filter((name) => existsSync(join(project, name))).map((name) => join(project, name))[0];
const dist = join(project, "dist");
if (bundler !== "next") mkdirSync(dist, { recursive: true });
const page = bundler === "next" ? "" : readFileSync(join(project, "index.html"), "utf8");

const ways = {
  async esbuild() {
    const { build } = require("esbuild");
    await build({ entryPoints: [main], bundle: true, format: "esm", outfile: join(dist, "main.js"), jsx: "automatic", jsxImportSource: process.env.JSX ?? "react", plugins: [await svelte()], define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "true", __VUE_PROD_DEVTOOLS__: "false", __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false" }, logLevel: "warning" });
    const programs = join(project, "node_modules", "saddle-gan", "dist"); // esbuild copies no files
    for (const name of readdirSync(programs)) if (name.endsWith(".wasm.gz")) cpSync(join(programs, name), join(dist, name));
    writeFileSync(join(dist, "index.html"), page.replace(/main\.jsx?/, "main.js"));
  },
  async vite() {
    const { build } = await import("vite");
    await build({ root: project, base: "./", logLevel: "warn", build: { outDir: "dist", emptyOutDir: true } });
  },
  async "vite dev"() {
    const { createServer } = await import("vite");
    const server = await createServer({ root: project, logLevel: "warn", cacheDir: join(project, "cache"), server: { host: "127.0.0.1" }, optimizeDeps: { exclude: ["saddle-gan"] } });
    await server.listen();
    console.log(server.resolvedUrls.local[0]);
    process.stdin.resume().on("end", () => server.close().then(() => process.exit(0)));
  },
  async next() {
    const root = join(import.meta.dirname, "..", ".."); // the modules are links to a folder below it
    writeFileSync(join(project, "next.config.mjs"), `export default { output: "export", basePath: "/project", turbopack: { root: ${JSON.stringify(root)} } };`);
    execFileSync(process.execPath, [require.resolve("next/dist/bin/next"), "build"], { cwd: project, stdio: "inherit", env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
    renameSync(join(project, "out"), dist);
  },
  async webpack() {
    const webpack = require("webpack");
    const stats = await new Promise((done, failed) => webpack({ mode: "production", context: project, entry: main, output: { path: dist, filename: "main.js" }, performance: { hints: false } }, (error, stats) => (error ? failed(error) : done(stats))));
    if (stats.hasErrors()) throw new Error(stats.toString("errors-only"));
    writeFileSync(join(dist, "index.html"), page);
  },
  async parcel() {
    execFileSync(process.execPath, [require.resolve("parcel/lib/bin.js"), "build", "index.html", "--dist-dir", "dist", "--public-url", "./", "--no-cache", "--cache-dir", join(project, "cache"), "--no-source-maps", "--log-level", "warn"], { cwd: project, stdio: "inherit" });
  },
};

/** svelte compiles components, if there are any. */
async function svelte() {
  return { name: "svelte", setup(build) {
    build.onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const { compile } = await import("svelte/compiler");
      return { contents: compile(readFileSync(path, "utf8"), { generate: "client", filename: path }).js.code, loader: "js" };
    });
  } };
}

await ways[bundler]();
