package export

import (
	"encoding/csv"
	"io"
	"strings"
	"time"

	"github.com/newssearch/newssearch/index"
)

// byteOrderMark tells spreadsheets that a table is UTF-8.
const byteOrderMark = "\ufeff"

// columns are the names of the table's columns, those of the fields of an article.
var columns = []string{"id", "published", "source", "category", "author", "title", "lead", "body", "captions", "tags", "url", "image"}

type table struct{ csv *csv.Writer }

func newTable(w io.Writer) (*table, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	t := &table{csv.NewWriter(w)}
	t.csv.UseCRLF = true // RFC 4180
	return t, t.csv.Write(columns)
}

func (t *table) write(a *index.Article) error {
	published := ""
	if !a.Published.IsZero() {
		published = a.Published.Format(time.RFC3339)
	}
	row := []string{a.ID, published, a.Source, a.Category, a.Author, a.Title, a.Lead, a.Body, strings.Join(a.Captions, "\n"), strings.Join(a.Tags, "; "), a.URL, a.Image}
	for i, cell := range row {
		row[i] = harmless(cell)
	}
	return t.csv.Write(row)
}

func (t *table) flush() error {
	t.csv.Flush()
	return t.csv.Error()
}

// harmless keeps a spreadsheet from taking a text for a formula, which could send what is
// in the table elsewhere: a text that begins like one gets a space before it.
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return " " + cell
	}
	return cell
}
