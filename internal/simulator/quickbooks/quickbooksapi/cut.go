package quickbooksapi

// notice is the label of the last row of a report that was cut off, with status
// 200 (observed).
const notice = "Unable to display more data. Please reduce the date range."

// cut ends a report after so many cells. Sections that were open when it ended
// have no summary, and nothing follows them.
func cut(all []row, cells, width int) []row {
	left := cells / width // in rows
	kept, _ := cutRows(all, &left, width)
	return kept
}

func cutRows(all []row, left *int, width int) ([]row, bool) {
	for i := range all {
		if r := &all[i]; r.Rows != nil {
			*left-- // its header
			inner, ended := cutRows(r.Rows.Row, left, width)
			if r.Rows.Row = inner; ended {
				r.Summary = nil
				return all[:i+1], true
			}
		}
		if *left--; *left < 0 {
			last := row{ColData: make([]cell, width), Type: "Data"}
			last.ColData[0].Value = notice
			return append(all[:i:i], last), true
		}
	}
	return all, false
}
