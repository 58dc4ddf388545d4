package main

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"

	"saddle/core/version"
)

// browsers is the oldest JavaScript that the site may contain.
const browsers = api.ES2022

// A script is a bundle of the site and the module that it begins with.
type script struct{ name, entry string }

// scripts are the elements, for any page, what this project's page does around them, and what comes with its article.
var scripts = []script{{"saddle.js", "site/src/saddle.ts"}, {"page.js", "site/src/page/page.ts"}, {articleScript, "site/src/page/article.ts"}}

const articleScript = "article.js"

// buildScripts bundles the TypeScript into classic scripts, which work from a file, too.
func (p *project) buildScripts() error {
	start := time.Now()
	texts, err := p.texts()
	if err != nil {
		return err
	}
	for _, s := range scripts {
		js, err := bundle(p.scriptOptions(s, texts))
		if err != nil {
			return err
		}
		if err := p.write(siteDir+"/"+s.name, js); err != nil {
			return err
		}
		p.made(s.name, len(js), start)
	}
	return nil
}

// scriptOptions tells esbuild how to bundle a script; texts are the modules that the build makes.
func (p *project) scriptOptions(s script, texts map[string]string) api.BuildOptions {
	return api.BuildOptions{
		EntryPoints: []string{p.path(s.entry)},
		Format:      api.FormatIIFE,
		Banner:      map[string]string{"js": "/* licences: " + licensesFile + " */"},
		Define:      map[string]string{"PLAIN": strconv.FormatBool(p.plain)},
		Plugins:     []api.Plugin{textModules(texts), styleText},
	}
}

// wasmSupport is the toolchain's wasm_exec.js, minified: the JavaScript half of Go's runtime.
func (p *project) wasmSupport() (string, error) {
	goroot, err := p.goroot()
	if err != nil {
		return "", err
	}
	source, err := os.ReadFile(filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return "", err
	}
	result := api.Transform(string(source), api.TransformOptions{
		Loader: api.LoaderJS, Target: browsers, LegalComments: api.LegalCommentsNone,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
	})
	return string(result.Code), messages(result.Errors)
}

// texts are the modules that the build makes.
func (p *project) texts() (map[string]string, error) {
	support, err := p.wasmSupport()
	if err != nil {
		return nil, err
	}
	inside, err := p.insideScript()
	if err != nil {
		return nil, err
	}
	build, err := p.digests()
	return map[string]string{"saddle:wasm_exec": support, "saddle:inside": inside, "saddle:version": version.Number, "saddle:build": build}, err
}

// insideScript is what workers and frames run before the program. No text in it may end a script element.
func (p *project) insideScript() (string, error) {
	js, err := bundle(api.BuildOptions{EntryPoints: []string{p.path("site/src/realm/inside.ts")}, Format: api.FormatIIFE,
		Define: map[string]string{"PLAIN": strconv.FormatBool(p.plain)}})
	return inlineScript(strings.TrimSpace(string(js))), err
}

// digests lists the programs that belong to a script: the digests of each, packed and as it is, and one of all together.
func (p *project) digests() (string, error) {
	var b strings.Builder
	all := sha256.New()
	for _, prog := range programs {
		packed, err := os.ReadFile(p.path(prog.packed()))
		if err != nil {
			return "", err
		}
		plain, err := os.ReadFile(p.path(programDir + "/" + prog.name + ".wasm"))
		if err != nil {
			return "", err
		}
		all.Write(packed)
		if !prog.single { // which carries its program in itself
			fmt.Fprintf(&b, "%s %s %s\n", prog.name, integrity(packed), integrity(plain))
		}
	}
	fmt.Fprintf(&b, "build %x", all.Sum(nil)[:6])
	return b.String(), nil
}

// integrity is a digest as browsers write it.
func integrity(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// bundle runs esbuild with the options that every bundle of the site shares and returns the one output.
func bundle(options api.BuildOptions) ([]byte, error) {
	options.Bundle = true
	options.External = []string{fontFile}
	options.Target = browsers
	options.Charset = api.CharsetUTF8
	options.LegalComments = api.LegalCommentsNone
	options.MinifyWhitespace, options.MinifyIdentifiers, options.MinifySyntax = true, true, true
	options.LogLevel = api.LogLevelSilent
	options.Outdir = "/" // a name for messages; nothing is written
	result := api.Build(options)
	if err := messages(append(result.Errors, result.Warnings...)); err != nil {
		return nil, err
	}
	if n := len(result.OutputFiles); n != 1 {
		return nil, fmt.Errorf("bundling %s gave %d files instead of one", options.EntryPoints[0], n)
	}
	return result.OutputFiles[0].Contents, nil
}

// textModules resolves the given names to modules whose default export is a text.
func textModules(texts map[string]string) api.Plugin {
	const namespace = "saddle"
	return api.Plugin{Name: "text modules", Setup: func(b api.PluginBuild) {
		b.OnResolve(api.OnResolveOptions{Filter: `^saddle:`}, func(a api.OnResolveArgs) (api.OnResolveResult, error) {
			return api.OnResolveResult{Path: a.Path, Namespace: namespace}, nil
		})
		b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: namespace}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
			text, ok := texts[a.Path]
			if !ok {
				return api.OnLoadResult{}, fmt.Errorf("the build tool has no module %q", a.Path)
			}
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderText}, nil
		})
	}}
}

// styleText makes the import of a style sheet its text, with its own imports inlined: a shadow root
// takes sheets as text, and such a sheet must not import.
var styleText = api.Plugin{Name: "style sheets as text", Setup: func(b api.PluginBuild) {
	b.OnLoad(api.OnLoadOptions{Filter: `\.css$`}, func(a api.OnLoadArgs) (api.OnLoadResult, error) {
		css, err := bundle(api.BuildOptions{EntryPoints: []string{a.Path}})
		text := strings.TrimSpace(string(css))
		return api.OnLoadResult{Contents: &text, Loader: api.LoaderText}, err
	})
}}

// messages turns esbuild's findings into one error, nil if there are none.
func messages(found []api.Message) error {
	if len(found) == 0 {
		return nil
	}
	text := api.FormatMessages(found, api.FormatMessagesOptions{})
	return errors.New(strings.TrimSpace(strings.Join(text, "\n")))
}
