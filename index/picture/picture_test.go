package picture

import (
	"net/url"
	"strings"
	"testing"
)

func TestAddress(t *testing.T) {
	for in, want := range map[string]string{
		"https://anh.vi.du/2024/a.jpg":             "https://anh.vi.du/2024/a.jpg",
		"http://vi.du:8080/a.png?w=680&h=400#x":    "http://vi.du:8080/a.png?w=680&h=400",
		"//cdn.vi.du/a.webp":                       "https://cdn.vi.du/a.webp",
		" https://vi.du/ảnh bìa.jpg\n":             "https://vi.du/%E1%BA%A3nh%20b%C3%ACa.jpg",
		"HTTPS://VI.DU/A.JPG":                      "https://VI.DU/A.JPG",
		"https://8.8.8.8/a.jpg":                    "https://8.8.8.8/a.jpg",
		"https://[2606:4700::1111]/a.jpg":          "https://[2606:4700::1111]/a.jpg",
		"https://báo.vn/a.jpg":                     "https://b%C3%A1o.vn/a.jpg",
		"https://vi.du/a.jpg'\"><script>":          "https://vi.du/a.jpg%27%22%3E%3Cscript%3E",
		"https://vi.du/" + strings.Repeat("a", 10): "https://vi.du/aaaaaaaaaa",
	} {
		if got := Address(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAddressesDropped(t *testing.T) {
	for _, in := range []string{
		"", "a.jpg", "/anh/a.jpg", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)",
		"data:image/png;base64,AAAA", "file:///etc/passwd", "ftp://vi.du/a.jpg", "blob:https://vi.du/1", "https:a.jpg", "https:///a.jpg",
		"https://ai:mat@vi.du/a.jpg", "https://ai@vi.du/a.jpg", "https://vi.du@10.0.0.1/a.jpg", `https://vi.du\@10.0.0.1/`,
		"http://localhost/a.jpg", "http://LOCALHOST:80/", "http://a.localhost/", "http://mayin/a.jpg", "http://router.lan/", "http://nas.local./",
		"http://metadata.google.internal/", "http://x.home.arpa/", "http://x.onion/",
		"http://127.0.0.1/", "http://127.1/", "http://0x7f.1/", "http://0177.0.0.1/", "http://2130706433/", "http://0/", "http://10.1.2.3/", "http://172.16.0.1/",
		"http://192.168.1.1/", "http://169.254.169.254/", "http://100.64.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.2.7/", "http://1.2.3.4.5/",
		"http://[::1]/", "http://[::]/", "http://[::ffff:10.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[fd00::1]/", "http://[64:ff9b::a00:1]/", "http://[2002:a00:1::]/", "http://[3fff::1]/", "http://192.88.99.1/",
		"http://a..b/", "http://１２７.0.0.1/", "http://127。0。0。1/", "http://ⓛocalhost.a.lan/", "http://a\".du/", "http://vi.du:0/", "http://vi.du:99999/", "http://vi.du:x/", "https://vi.du/\u202egpj.a", "https://vi.du/\x00", "https://vi.du/\xff",
		"https://vi.du/" + strings.Repeat("a", MaxBytes), "https://vi.du/" + strings.Repeat("ế", MaxBytes/4),
	} {
		if got := Address(in); got != "" {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestResolve(t *testing.T) {
	for _, c := range []struct{ base, ref, want string }{
		{"https://vi.du/tin/bai.html", "/anh/a.jpg", "https://vi.du/anh/a.jpg"},
		{"https://vi.du/tin/bai.html", "a.jpg", "https://vi.du/tin/a.jpg"},
		{"https://vi.du/tin/bai.html", "//cdn.vi.du/a.jpg", "https://cdn.vi.du/a.jpg"},
		{"https://vi.du/tin/bai.html", "https://anh.vi.du/a.jpg", "https://anh.vi.du/a.jpg"},
		{"https://vi.du/tin/bai.html", "", ""},
		{"https://vi.du/tin/bai.html", "javascript:alert(1)", ""},
		{"http://192.168.0.5/bai.html", "/a.jpg", ""},
		{"", "/a.jpg", ""},
		{"", "https://vi.du/a.jpg", "https://vi.du/a.jpg"},
	} {
		if got := Resolve(c.base, c.ref); got != c.want {
			t.Errorf("%q at %q: %q, want %q", c.ref, c.base, got, c.want)
		}
	}
}

// What is let through stays the same a second time, and is an address with a host and no user.
func FuzzAddress(f *testing.F) {
	f.Add("https://vi.du/a.jpg")
	f.Add("//[::1]/")
	f.Fuzz(func(t *testing.T, s string) {
		got := Address(s)
		if got == "" {
			return
		}
		u, err := url.Parse(got)
		if err != nil || u.User != nil || u.Host == "" || len(got) > MaxBytes || strings.ContainsAny(got, " \"'<>\\") {
			t.Errorf("%q: %q, %v", s, got, err)
		}
		if again := Address(got); again != got {
			t.Errorf("%q: %q, then %q", s, got, again)
		}
	})
}
