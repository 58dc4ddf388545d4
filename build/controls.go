package main

import (
	"cmp"
	"embed"
	"fmt"
	"html/template"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"saddle/core/config"
)

//go:embed templates
var templateFiles embed.FS

var templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))

func render(name string, data any) (string, error) {
	var b strings.Builder
	err := templates.ExecuteTemplate(&b, name, data)
	return b.String(), err
}

// control is what the templates know of one parameter.
type control struct {
	Name, Unit    string
	Label, Symbol template.HTML
	Help          template.HTML // what it is, its range and its default
	About         template.HTML // what it is
	Range         string
	Default       string // text of the default for the empty query
	DefaultWords  string
	Slider        *slider
	InputMode     string
	Options       []option
	Flags, Data   bool
	Fixed         string // label of the only choice; such a parameter has words, not a control
}

type option struct {
	Value string
	Label template.HTML
	On    bool // part of the default
}

// slider is a range input of 0…1000 that stands for Min…Max, in ratios if Log.
type slider struct {
	Min, Max, Step string
	Log            bool
	Special        string // the value right of Max, if there is one
}

// group is one heading with its controls.
type group struct {
	Name     string
	Controls []control
}

// groupsOf sorts the parameters under their headings, in the order of the page.
func groupsOf(params []config.Param) []group {
	var groups []group
	for _, name := range config.Groups() {
		g := group{Name: string(name)}
		for _, p := range params {
			if p.Group == name {
				g.Controls = append(g.Controls, newControl(p))
			}
		}
		if len(g.Controls) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// controlsHTML is the settings; the parameters of the transport bar are not among them.
func controlsHTML(params []config.Param) (string, error) {
	settings := slices.DeleteFunc(slices.Clone(params), func(p config.Param) bool { return p.Transport })
	text, err := render("controls.html", groupsOf(settings))
	return strings.TrimSpace(text) + "\n", err
}

// transportHTML is the controls beside the play button.
func transportHTML(params []config.Param) (string, error) {
	var b strings.Builder
	for _, p := range params {
		if !p.Transport {
			continue
		}
		text, err := render("field", newControl(p))
		if err != nil {
			return "", err
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

func newControl(p config.Param) control {
	defaults := config.Default()
	c := control{
		Name: p.Name, Unit: p.Unit, Label: typeset(p.Label), Symbol: typeset(p.Symbol),
		About: typeset(p.Help), Range: p.Range(),
		Default: defaults.Text(p.Name), Flags: p.Kind == config.Flags, Data: p.Kind == config.Fingerprint, InputMode: inputMode(p), Slider: newSlider(p),
	}
	c.DefaultWords = cmp.Or(p.Follows, c.Default, "empty")
	c.Help = help(p, c)
	on := strings.Split(c.Default, ",")
	for _, o := range p.Options {
		c.Options = append(c.Options, option{o.Value, typeset(o.Label), slices.Contains(on, o.Value)})
	}
	if p.Kind == config.Choice && len(p.Options) == 1 {
		c.Fixed = p.Options[0].Label
	}
	return c
}

// help is the sentence under a control. The range of a choice is the control itself.
func help(p config.Param, c control) template.HTML {
	if p.Kind == config.Choice || p.Kind == config.Flags || p.Kind == config.Fingerprint {
		return c.About
	}
	return c.About + template.HTML(template.HTMLEscapeString(" Range: "+c.Range+"; default "+c.DefaultWords+"."))
}

func inputMode(p config.Param) string {
	switch {
	case p.Special != "" || p.Kind == config.List || p.Min < 0:
		return "text" // the keypad of a phone has no letters, commas or minus
	case p.Kind == config.Int:
		return "numeric"
	}
	return "decimal"
}

// newSlider is nil for a parameter that no slider fits: words, lists, and whole numbers so many that a
// hand could not aim at one.
func newSlider(p config.Param) *slider {
	const positions, aimable = 1000, 1e5
	if p.Kind != config.Int && p.Kind != config.Float || !p.Log && p.Max-p.Min > aimable {
		return nil
	}
	s := &slider{Min: number(p.Min), Max: number(p.Max), Step: "1", Log: p.Log, Special: p.Special}
	if p.Log && p.Min == 0 {
		s.Min = "1" // ratios cannot begin at 0; the field beside it still takes 0
	}
	if p.Kind == config.Int && !p.Log {
		s.Step = number(positions / (p.Max - p.Min)) // one press of an arrow key is one more
	}
	return s
}

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

var subscript = regexp.MustCompile(`_(\*|[A-Za-z0-9])`)

// typeset escapes a text and sets "W_*" and "W_t" with their subscripts.
func typeset(text string) template.HTML {
	return template.HTML(subscript.ReplaceAllString(template.HTMLEscapeString(text), "<sub>$1</sub>"))
}

// parameterModule is the TypeScript that tells the page what the parameters are.
func parameterModule(params []config.Param) ([]byte, error) {
	controls, err := controlsHTML(params)
	if err != nil {
		return nil, err
	}
	transport, err := transportHTML(params)
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("// Code generated by go run ./build generate from core/config; DO NOT EDIT.\n\n")
	b.WriteString("/** Every parameter, in the order of the page. */\nexport const params = [\n")
	names := make([]string, len(params))
	for i, p := range params {
		names[i] = strconv.Quote(p.Name)
		writeParam(&b, p)
	}
	b.WriteString("] as const\n\n")
	fmt.Fprintf(&b, "/** A name in permalinks, attributes and set(). */\nexport type ParamName =\n  | %s\n\n", strings.Join(names, "\n  | "))
	fmt.Fprintf(&b, "/** The settings, grouped. */\nexport const controlsHTML: string = `%s`\n\n", templateLiteral(controls))
	fmt.Fprintf(&b, "/** The controls beside the play button. */\nexport const transportHTML: string = `%s`\n", templateLiteral(transport))
	return []byte(b.String()), nil
}

var kindNames = map[config.Kind]string{
	config.Int: "int", config.Float: "float", config.Choice: "choice", config.Flags: "flags", config.List: "list",
	config.Fingerprint: "fingerprint",
}

func writeParam(b *strings.Builder, p config.Param) {
	defaults := config.Default()
	text := strconv.Quote
	fmt.Fprintf(b, "  { name: %s, label: %s, symbol: %s, unit: %s,\n", text(p.Name), text(p.Label), text(p.Symbol), text(p.Unit))
	fmt.Fprintf(b, "    help: %s,\n", text(p.Help))
	fmt.Fprintf(b, "    group: %s, kind: %s, min: %s, max: %s, log: %t, special: %s, default: %s, follows: %s,\n",
		text(string(p.Group)), text(kindNames[p.Kind]), number(p.Min), number(p.Max), p.Log, text(p.Special), text(defaults.Text(p.Name)), text(p.Follows))
	options := make([]string, len(p.Options))
	for i, o := range p.Options {
		options[i] = fmt.Sprintf("{ value: %s, label: %s }", text(o.Value), text(o.Label))
	}
	fmt.Fprintf(b, "    options: [%s], viewOnly: %t, transport: %t },\n", strings.Join(options, ", "), p.ViewOnly, p.Transport)
}

// templateLiteral escapes a text for a JavaScript template literal.
func templateLiteral(text string) string {
	return strings.NewReplacer("\\", `\\`, "`", "\\`", "${", "\\${").Replace(text)
}
