package table

import "strconv"

// listed are the rows of a literal.
type listed struct {
	rows [][]field
	at   int
}

func (l *listed) next() (fields []field, line int, ok bool) {
	for l.at < len(l.rows) {
		l.at++
		if fields = l.rows[l.at-1]; filled(fields) {
			return fields, l.at, true
		}
	}
	return nil, 0, false
}

// rowsOf returns the rows of a value, the first of them its names where it has some. problem says why there are none.
func rowsOf(v value) (rows [][]field, named bool, problem string) {
	if v.cut {
		return nil, false, "it is cut short: dots stand for a part of it; write the whole of it"
	}
	if v.is == '{' {
		if shaped, is, problem := v.shaped(); is {
			return shaped, false, problem
		}
		for k, item := range v.list {
			if v.names[k] == "" && item.is != 0 {
				return rowsOf(item) // what else stands there tells of it
			}
		}
		return v.object()
	}
	if len(v.list) == 1 && v.list[0].is != 0 {
		return rowsOf(v.list[0])
	}
	objects, lists := 0, 0
	for _, item := range v.list {
		switch item.is {
		case '{':
			objects++
		case '[':
			lists++
		}
	}
	switch {
	case objects == len(v.list) && objects > 0:
		rows, named = records(v.list)
		return rows, named, ""
	case lists == len(v.list) && lists > 0:
		for _, item := range v.list {
			rows = append(rows, fieldsOf(item.list))
		}
		return rows, false, ""
	}
	begin := 0
	for _, end := range v.rows {
		if end > begin {
			rows = append(rows, fieldsOf(v.list[begin:end]))
			begin = end
		}
	}
	if begin > 0 {
		if begin < len(v.list) {
			rows = append(rows, fieldsOf(v.list[begin:]))
		}
		return rows, false, ""
	}
	for _, item := range v.list {
		rows = append(rows, fieldsOf([]value{item}))
	}
	return rows, false, ""
}

// shaped reads a matrix of R, whose numbers are a list beside the number of its rows or columns, down the columns if it is not said
// otherwise.
func (v value) shaped() (rows [][]field, is bool, problem string) {
	var numbers []field
	number := func(item value) int {
		n, _, _ := marks{'.'}.number(item.text)
		return int(n)
	}
	down, across, byRow := 0, 0, false
	for k, item := range v.list {
		switch name := v.names[k]; {
		case name == "" && item.flat() && numbers == nil:
			numbers = fieldsOf(item.list)
		case name == "nrow":
			down = number(item)
		case name == "ncol":
			across = number(item)
		case name == "byrow":
			byRow = string(item.text) == "TRUE" || string(item.text) == "T"
		case (name == "dim" || name == ".Dim") && item.is == '[' && len(item.list) == 2:
			down, across = number(item.list[0]), number(item.list[1])
		case name == "dim" || name == ".Dim":
			return nil, true, "it is an array of more than two dimensions; write it as a table"
		}
	}
	if down == 0 && across > 0 {
		down = len(numbers) / across
	}
	if down <= 0 || numbers == nil {
		return nil, false, ""
	}
	across = len(numbers) / down
	if down*across != len(numbers) {
		return nil, true, "it is a matrix of " + strconv.Itoa(down) + " rows with " + strconv.Itoa(len(numbers)) + " numbers"
	}
	for i := range down {
		var row []field
		for j := range across {
			if byRow {
				row = append(row, numbers[i*across+j])
			} else {
				row = append(row, numbers[j*down+i])
			}
		}
		rows = append(rows, row)
	}
	return rows, true, ""
}

func fieldsOf(list []value) (fields []field) {
	for _, item := range list {
		f := field{item.text, item.quoted}
		if item.is != 0 {
			f.text = []byte("…") // a value within a value
		}
		fields = append(fields, f)
	}
	return fields
}

// records are objects, one a row.
func records(list []value) (rows [][]field, named bool) {
	var names []string
	column := map[string]int{}
	for _, item := range list {
		for _, name := range item.names {
			if _, known := column[name]; !known && len(names) < maxFields {
				column[name] = len(names)
				names = append(names, name)
			}
		}
	}
	rows = append(rows, header(names))
	for _, item := range list {
		row := make([]field, len(names))
		for k, f := range fieldsOf(item.list) {
			if c, known := column[item.names[k]]; known {
				row[c] = f
			}
		}
		rows = append(rows, row)
	}
	return rows, true
}

func header(names []string) (row []field) {
	for _, n := range names {
		row = append(row, field{[]byte(n), true})
	}
	return row
}

// object reads columns of lists or of objects by row, rows of objects by column, and a table beside other things.
func (v value) object() (rows [][]field, named bool, problem string) {
	find := func(name string) *value {
		for k, n := range v.names {
			if n == name && v.list[k].is == '[' {
				return &v.list[k]
			}
		}
		return nil
	}
	if data, columns := find("data"), find("columns"); data != nil && columns != nil {
		inner, _, problem := rowsOf(*data)
		return append([][]field{fieldsOf(columns.list)}, inner...), true, problem
	}
	objects, longest := 0, -1
	for k, item := range v.list {
		switch {
		case item.is == '{':
			objects++
		}
		if item.is == '[' && (longest < 0 || len(item.list) > len(v.list[longest].list)) {
			longest = k
		}
	}
	switch {
	case objects == len(v.list) && objects > 0:
		rows, named = v.crossed()
		return rows, named, ""
	case longest >= 0 && v.list[longest].flat():
		return v.columns(len(v.list[longest].list)), true, ""
	case longest >= 0:
		return rowsOf(v.list[longest])
	case len(v.list) == 0:
		return nil, false, ""
	}
	rows, named = records([]value{v})
	return rows, named, ""
}

// flat says whether a list is of fields.
func (v value) flat() bool {
	for _, item := range v.list {
		if item.is != 0 {
			return false
		}
	}
	return v.is == '['
}

// columns are the lists of one length, by name; what else the object holds is no column.
func (v value) columns(length int) (rows [][]field) {
	rows = make([][]field, length+1)
	for k, item := range v.list {
		if !item.flat() || len(item.list) != length {
			continue
		}
		rows[0] = append(rows[0], field{[]byte(v.names[k]), true})
		for i, f := range fieldsOf(item.list) {
			rows[i+1] = append(rows[i+1], f)
		}
	}
	return rows
}

// crossed reads objects by name whose values are objects: columns by row where the inner names are numbers, else rows by column.
func (v value) crossed() (rows [][]field, named bool) {
	for _, name := range v.list[0].names {
		if anyNumber([]byte(name)) != isNumber {
			return records(v.list)
		}
	}
	row := map[string]int{}
	rows = append(rows, header(v.names))
	for k, item := range v.list {
		for i, name := range item.names {
			at, known := row[name]
			if !known {
				at = len(rows)
				row[name] = at
				rows = append(rows, make([]field, len(v.list)))
			}
			rows[at][k] = fieldsOf(item.list[i : i+1])[0]
		}
	}
	return rows, true
}
