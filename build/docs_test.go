package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// TestCoreIsDocumented wants a comment on everything that core exports, down to fields and methods of
// interfaces, and an introduction to every package.
func TestCoreIsDocumented(t *testing.T) {
	p := testProject(t)
	for _, files := range coreSources(t) {
		fset := token.NewFileSet()
		introduced := false
		for _, name := range files {
			f, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			introduced = introduced || f.Doc != nil && (strings.HasPrefix(f.Doc.Text(), "Package "+f.Name.Name+" ") || f.Name.Name == "main")
			for _, d := range f.Decls {
				for _, id := range undocumented(d) {
					at := fset.Position(id.Pos())
					short, _ := filepath.Rel(p.root, at.Filename)
					t.Errorf("%s:%d: %s has no comment", short, at.Line, id.Name)
				}
			}
		}
		if !introduced {
			t.Errorf("%s: the package has no introduction", filepath.Dir(files[0]))
		}
	}
}

// undocumented returns the exported identifiers of a declaration that no comment tells of.
func undocumented(d ast.Decl) (found []*ast.Ident) {
	want := func(ids []*ast.Ident, comments ...*ast.CommentGroup) {
		for _, c := range comments {
			if c != nil {
				return
			}
		}
		for _, id := range ids {
			if id.IsExported() {
				found = append(found, id)
			}
		}
	}
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil || root(d.Recv.List[0].Type).IsExported() {
			want([]*ast.Ident{d.Name}, d.Doc)
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				if len(d.Specs) > 1 {
					want(s.Names, s.Doc, s.Comment)
				} else {
					want(s.Names, d.Doc, s.Doc, s.Comment)
				}
			case *ast.TypeSpec:
				want([]*ast.Ident{s.Name}, d.Doc, s.Doc)
				if !s.Name.IsExported() {
					break
				}
				var fields *ast.FieldList
				switch kind := s.Type.(type) {
				case *ast.StructType:
					fields = kind.Fields
				case *ast.InterfaceType:
					fields = kind.Methods
				default:
					continue
				}
				for _, field := range fields.List {
					want(field.Names, field.Doc, field.Comment)
				}
			}
		}
	}
	return found
}
