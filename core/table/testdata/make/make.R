# Writes the tables of R.
x <- c(0.3, 1.1, -0.7, 2.25, -1.5, 0.04); y <- c(-1.2, 0.4, 0.9, -0.35, 1.75, -2.6)
A <- data.frame(x, y); K <- data.frame(x, y, kind = strsplit("abaabb", "")[[1]])
G <- A; G$y[c(3, 5)] <- NA
L <- A; rownames(L) <- c("Mazda RX4", "Fiat 128", "Duster 360", "Merc 230", "Toyota Corolla", "Camaro Z28")
want <- function(name, d, names = colnames(d)) {
  con <- file(paste0(name, ".want"), "w"); writeLines(paste(names, collapse = ","), con)
  for (i in seq_len(nrow(d))) writeLines(paste(sapply(d[i, ], function(v) format(v, digits = 15)), collapse = ","), con); close(con) }
out <- function(name, d, names, expr) { sink(name); expr; sink(); want(name, d, names) }
write.csv(A, "R-csv.csv"); want("R-csv.csv", A)
write.csv(A, "R-csv-norownames.csv", row.names = FALSE); want("R-csv-norownames.csv", A)
write.csv2(A, "R-csv2.csv"); want("R-csv2.csv", A)
write.table(A, "R-table.txt"); want("R-table.txt", A)
write.table(L, "R-table-labels.txt"); want("R-table-labels.txt", A)
write.table(L, "R-table-labels.csv", sep = ","); want("R-table-labels.csv", A)
write.table(A, "R-table-tab.tsv", sep = "\t", quote = FALSE); want("R-table-tab.tsv", A)
write.table(A, "R-table-plain.txt", quote = FALSE, row.names = FALSE, col.names = FALSE); want("R-table-plain.txt", A, c("", ""))
write.table(G, "R-table-gaps.txt"); want("R-table-gaps.txt", na.omit(G))
write.csv(K, "R-csv-words.csv"); want("R-csv-words.csv", A)
out("R-print.txt", A, c("x", "y"), print(A))
out("R-print-labels.txt", A, c("x", "y"), print(as.matrix(L)))
out("R-print-gaps.txt", na.omit(G), c("x", "y"), print(G))
out("R-print-words.txt", A, c("x", "y"), print(K))
out("R-print-matrix.txt", A, c("[,1]", "[,2]"), print(unname(as.matrix(A))))
out("R-print-vector.txt", data.frame(v = seq(0.5, 20, 0.75)), "", print(seq(0.5, 20, 0.75)))
out("R-dput.txt", data.frame(x), "", dput(x))
B <- data.frame(price = c(1200.5, 950, 2400.25, 10350.75, 1234567.5, 85), mass = c(5.5, 3.1, 7.2, 4.4, 6, 2.75))
out("R-print-bigmark.txt", B, c("price", "mass"), print(format(B, big.mark = ",")))
write.csv(format(B, big.mark = "."  , decimal.mark = ","), "R-format-german.csv", row.names = FALSE); want("R-format-german.csv", B)
