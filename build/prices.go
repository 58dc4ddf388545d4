package main

import (
	"fmt"
	"strings"

	"saddle/core/gan"
	"saddle/core/theory"
)

// priceTable is what the template knows of the prices.
type priceTable struct {
	Rhos []string
	Rows []priceRow
}

type priceRow struct {
	Design string
	Prices []string // by ρ
}

// pricesHTML is the table of what the designs cost behind a ReLU in the plane, for unit variances.
func pricesHTML() (string, error) {
	rhos := []float64{-0.4, 0, 0.4}
	var table priceTable
	for _, rho := range rhos {
		table.Rhos = append(table.Rhos, strings.Replace(fmt.Sprint(rho), "-", "−", 1))
	}
	for _, design := range []struct{ label, name string }{{"Quadratic", gan.QuadraticDesign}, {"Facewise", gan.Facewise},
		{"Truncated", gan.Truncated}, {"Likelihood", theory.Likelihood}} {
		row := priceRow{Design: design.label}
		for _, rho := range rhos {
			p, ok := theory.PriceOf(design.name, gan.NewActivation(gan.ReLU, 0, nil), []float64{1, rho, rho, 1}, 2)
			if !ok {
				return "", fmt.Errorf("the design %s has no price at ρ = %v", design.name, rho)
			}
			row.Prices = append(row.Prices, fmt.Sprintf("%.2f", p.After))
		}
		table.Rows = append(table.Rows, row)
	}
	text, err := render("prices", table)
	return strings.TrimSpace(text) + "\n", err
}
