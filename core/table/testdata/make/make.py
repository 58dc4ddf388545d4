# Writes the tables of pandas and NumPy, and beside each what a person reads in it.
import json, sys
import numpy as np, pandas as pd

x = [0.3, 1.1, -0.7, 2.25, -1.5, 0.04]
y = [-1.2, 0.4, 0.9, -0.35, 1.75, -2.6]
kind = list("abaabb")
price = [1200.5, 950, 2400.25, 10350.75, 1234567.5, 85]
mass = [5.5, 3.1, 7.2, 4.4, 6, 2.75]

def want(name, names, columns, rows=None):
    with open(name + ".want", "w") as f:
        f.write(",".join(names) + "\n")
        for i in (range(len(columns[0])) if rows is None else rows):
            f.write(",".join(repr(float(c[i])) for c in columns) + "\n")

def text(name, content, names=("x", "y"), columns=(x, y), rows=None, encoding="utf-8"):
    with open(name, "w", newline="", encoding=encoding) as f:
        f.write(content)
    want(name, names, columns, rows)

A = pd.DataFrame({"x": x, "y": y})
K = pd.DataFrame({"x": x, "y": y, "kind": kind})
B = pd.DataFrame({"price": price, "mass": mass})
G = A.copy(); G.loc[[2, 4], "y"] = np.nan
gaps = [0, 1, 3, 5]

text("pandas-index.csv", A.to_csv())
text("pandas-noindex.csv", A.to_csv(index=False))
text("pandas-noheader.csv", A.to_csv(index=False, header=False), ("", ""))
text("pandas-index-noheader.csv", A.to_csv(header=False), ("", ""))
text("pandas-decimal-comma.csv", A.to_csv(sep=";", decimal=","))
text("pandas-tab.tsv", A.to_csv(sep="\t", index=False))
text("pandas-spaces.txt", A.to_csv(sep=" ", index=False))
text("pandas-words.csv", K.to_csv())
text("pandas-gaps.csv", G.to_csv(index=False), rows=gaps)
text("pandas-gaps-na.csv", G.to_csv(index=False, na_rep="NA"), rows=gaps)
text("pandas-integer-columns.csv", pd.DataFrame(np.array([x, y]).T).to_csv(), ("0", "1"))
text("pandas-integer-columns-noindex.csv", pd.DataFrame(np.array([x, y, [0.5, 1.5, 2.25, -1.75, 0.125, 2.5]]).T).to_csv(index=False), ("0", "1", "2"), (x, y, [0.5, 1.5, 2.25, -1.75, 0.125, 2.5]))
text("pandas-index-named.csv", A.rename_axis("id").to_csv())
text("pandas-index-filtered.csv", A[A.x > 0].to_csv(), columns=(x, y), rows=[0, 1, 3, 5])
text("pandas-quote-all.csv", K.to_csv(quoting=1))
text("pandas-quote-words.csv", K.to_csv(quoting=2))
text("pandas-utf16.csv", A.to_csv(index=False), encoding="utf-16")
text("pandas-utf8-mark.csv", A.to_csv(index=False), encoding="utf-8-sig")
dated = A.copy(); dated.index = pd.date_range("2024-01-01", periods=6); text("pandas-dates.csv", dated.to_csv())
two = pd.DataFrame(np.array([x, y]).T, columns=pd.MultiIndex.from_tuples([("a", "x"), ("b", "y")])); text("pandas-two-headers.csv", two.to_csv(), ("a x", "b y"))
text("pandas-float-format.csv", B.to_csv(index=False, float_format="%.3e"), ("price", "mass"), ([float("%.3e" % v) for v in price], [float("%.3e" % v) for v in mass]))
flag = A.assign(ok=[True, False, True, True, False, True], unit=1.0); text("pandas-flag-constant.csv", flag.to_csv(index=False))
text("pandas-print.txt", str(K) + "\n")
text("pandas-print-gaps.txt", str(G) + "\n", rows=gaps)
text("pandas-print-noindex.txt", A.to_string(index=False) + "\n")
text("pandas-markdown.md", A.to_markdown() + "\n")
text("pandas-grid.txt", A.to_markdown(tablefmt="grid") + "\n")
text("pandas-simple.txt", A.to_markdown(tablefmt="simple") + "\n")
text("pandas-latex.tex", A.to_csv(sep="&", index=False, lineterminator=" \\\\\n"))
for orient in ["columns", "records", "split", "index", "values", "table"]:
    text("pandas-%s.json" % orient, A.to_json(orient=orient), ("", "") if orient == "values" else ("x", "y"))
text("pandas-lines.jsonl", K.to_json(orient="records", lines=True))
text("pandas-gaps.json", G.to_json(orient="records"), rows=gaps)
text("python-rows.txt", repr([[a, b] for a, b in zip(x, y)]), ("", ""))
text("python-tuples.txt", repr(list(zip(x, y))), ("", ""))
text("python-dict.txt", repr({"x": x, "y": y}))
text("python-list.txt", repr(x), ("",), (x,))
M = np.array([x, y]).T
text("numpy-print.txt", str(M) + "\n", ("", ""))
text("numpy-repr.txt", repr(M) + "\n", ("", ""))
text("numpy-vector.txt", str(np.array(x)) + "\n", ("",), (x,))
np.savetxt("numpy-savetxt.txt", M); want("numpy-savetxt.txt", ("", ""), (x, y))
np.savetxt("numpy-savetxt-header.txt", M, header="x y", fmt="%.4f"); want("numpy-savetxt-header.txt", ("x", "y"), (x, y))
np.savetxt("numpy-savetxt-comma.csv", M, delimiter=",", header="x,y", comments=""); want("numpy-savetxt-comma.csv", ("x", "y"), (x, y))
text("pandas-thousands.csv", pd.DataFrame({"price": ["{:,}".format(v) for v in price], "mass": mass}).to_csv(index=False), ("price", "mass"), (price, mass))
text("pandas-large-offset.csv", pd.DataFrame({"t": [1700000003, 1700000011, 1700000007, 1700000020], "v": [0.3, 1.1, -0.7, 0.2]}).to_csv(index=False), ("t", "v"), ([1700000003, 1700000011, 1700000007, 1700000020], [0.3, 1.1, -0.7, 0.2]))
