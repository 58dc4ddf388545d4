package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/evanw/esbuild/pkg/api"
)

// browsers is the oldest JavaScript that the site may contain.
const browsers = api.ES2022

// A script is a bundle of the site and the module that it begins with.
type script struct{ name, entry string }

// scripts are the elements, for any page, and what this project's page does around them.
var scripts = []script{{"saddle.js", "site/src/saddle.ts"}, {"page.js", "site/src/page/page.ts"}}

// buildScripts bundles the TypeScript into classic scripts, which work from a file, too.
func (p *project) buildScripts() error {
	start := time.Now()
	support, err := p.wasmSupport()
	if err != nil {
		return err
	}
	version, err := p.version()
	if err != nil {
		return err
	}
	for _, s := range scripts {
		js, err := bundle(p.scriptOptions(s, map[string]string{"saddle:wasm_exec": support, "saddle:version": version}))
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

// version names the programs that belong to a script: a digest of their bytes.
func (p *project) version() (string, error) {
	h := sha256.New()
	for _, prog := range programs {
		data, err := os.ReadFile(p.path(prog.packed()))
		if err != nil {
			return "", err
		}
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// bundle runs esbuild with the options that every bundle of the site shares and returns the one output.
func bundle(options api.BuildOptions) ([]byte, error) {
	options.Bundle = true
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
