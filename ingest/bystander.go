package ingest

import (
	"path/filepath"
	"strings"
)

// bystanders are extensions of files that lie beside articles in every saved or
// crawled folder and never hold one.
var bystanders = words(`
	.jpg .jpeg .jpe .jfif .png .gif .webp .avif .svg .ico .bmp .tif .tiff .heic .psd .ai .eps
	.css .scss .less .js .mjs .ts .map .wasm .swf
	.woff .woff2 .ttf .otf .eot
	.mp3 .m4a .aac .ogg .oga .opus .wav .flac .mp4 .m4v .webm .mov .avi .mkv .flv .wmv .3gp .m3u8 .vtt .srt
	.webmanifest .manifest .pem .sig .asc .md5 .sha1 .sha256 .torrent .log .tmp .part .bak .swp .lock
	.cdx .cdxj .wat .crdownload .url .desktop .lnk .ini .db-journal`)

// bystanderNames are whole names of such files, in lower case.
var bystanderNames = words(`robots.txt ads.txt app-ads.txt humans.txt security.txt favicon.ico thumbs.db desktop.ini
	manifest.json browserconfig.xml opensearch.xml crossdomain.xml sellers.json assetlinks.json
	license license.txt notice authors makefile`)

func words(s string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(s) {
		set[w] = true
	}
	return set
}

// bystander reports whether a file found in a folder is known by its name to hold no
// article.
func bystander(name string) bool {
	name = strings.ToLower(filepath.Base(name))
	return bystanderNames[name] || bystanders[filepath.Ext(name)] || strings.HasPrefix(name, "._")
}
