package query

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

func TestDatePhrases(t *testing.T) {
	// A Wednesday.
	now := time.Date(2018, 3, 14, 23, 30, 0, 0, Vietnam)
	tests := []struct {
		text string
		want []string // phrase, first day, day after the last
	}{
		{"cháy rừng tháng 3/2018 ở Huế", []string{"tháng 3/2018 2018-03-01 2018-04-01"}},
		{"THÁNG 12 NĂM 2018", []string{"THÁNG 12 NĂM 2018 2018-12-01 2019-01-01"}},
		{"tong ket nam 2019", []string{"nam 2019 2019-01-01 2020-01-01"}},
		{"sáng ngày 12/3/2018.", []string{"ngày 12/3/2018 2018-03-12 2018-03-13"}},
		{"ngày 2 tháng 9 năm 1945", []string{"ngày 2 tháng 9 năm 1945 1945-09-02 1945-09-03"}},
		{"12-03-2018, 13.3.2018", []string{"12-03-2018 2018-03-12 2018-03-13", "13.3.2018 2018-03-13 2018-03-14"}},
		{"GDP quý 1/2020 và quý IV năm 2020", []string{"quý 1/2020 2020-01-01 2020-04-01", "quý IV năm 2020 2020-10-01 2021-01-01"}},
		{"hôm nay hom qua Hôm kia", []string{"hôm nay 2018-03-14 2018-03-15", "hom qua 2018-03-13 2018-03-14", "Hôm kia 2018-03-12 2018-03-13"}},
		{"tuần trước, tuan nay", []string{"tuần trước 2018-03-05 2018-03-12", "tuan nay 2018-03-12 2018-03-19"}},
		{"tháng trước; năm ngoái; năm nay", []string{"tháng trước 2018-02-01 2018-03-01", "năm ngoái 2017-01-01 2018-01-01", "năm nay 2018-01-01 2019-01-01"}},
		{"đội thắng trước, nấm 2019, quỹ 1/2020", nil}, // other marks, other words
		{"31/2/2018 15/3/2018/NĐ-CP 1/15/3/2018 năm 20199 tháng 13/2018", nil},
		{"2018 3/2018 10:30", nil},
		{"lớp 10 năm 2018", []string{"năm 2018 2018-01-01 2019-01-01"}},
		{"Việt Nam 2019, viet nam 2019", nil},
		{"viet nam 2019, kinh te quang nam 2018, dong nam 2018", nil},
		{"kinh te viet nam nam 2019", []string{"nam 2019 2019-01-01 2020-01-01"}},
		{"8 năm trước, hai tuần trước, nhieu thang truoc", nil},
	}
	for _, test := range tests {
		for _, form := range []norm.Form{norm.NFC, norm.NFD} {
			var got []string
			for _, p := range DatePhrases(form.String(test.text), now) {
				got = append(got, norm.NFC.String(fmt.Sprint(p.Text, " ", p.From.Format(time.DateOnly), " ", p.To.Format(time.DateOnly))))
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%q: got %q, want %q", test.text, got, test.want)
			}
		}
	}
}
