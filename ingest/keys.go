package ingest

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// field is a field of an article as a record of a data set names it.
type field uint8

const (
	noField field = iota
	fieldID
	fieldURL
	fieldTitle
	fieldLead
	fieldBody
	fieldCaptions
	fieldAuthor
	fieldSource
	fieldCategory
	fieldTags
	fieldPublished
	fieldImage
	numFields
)

// fieldNames are the names under which a field is looked for, the best first; of
// several in a record the first with a value wins. The first of each is the one that
// the format documents, the others are those of crawlers, feeds and data sets. They are
// compared as keyOf leaves them: "Ngày đăng", ngay_dang and ngayDang are one name.
var fieldNames = [numFields]string{
	fieldID: `id articleid newsid postid docid documentid itemid contentid storyid guid uuid uid pk mabai mabaiviet matin idbai idbaiviet`,
	fieldURL: `url link canonicalurl canonical originalurl articleurl requestedurl newsurl pageurl posturl sourceurl urlarticle permalink
		permalinkurl weburl linkurl fullurl externalurl alternate href uri loc duongdan lienket diachi duonglink linkbai linkbaiviet linkbaibao`,
	fieldTitle: `title headline tieude tieudebai tieudebaiviet tieudechinh tenbai tenbaiviet tentin tentinbai tua tuade nhande articletitle newstitle posttitle
		pagetitle titletext maintitle titleplain titlevi headlinemain subject name`,
	fieldLead: `lead sapo description summary abstract excerpt tomtat motangan mota gioithieu trichdan trichyeu dandan doandan loidan tieudephu shortdescription
		shortdesc desc intro introduction snippet teaser dek standfirst chapeau chapo subtitle subheadline subhead articlesummary postexcerpt
		metadescription trailtext`,
	fieldBody: `body text content articlebody maintext plaintext fulltext fullcontent noidung noidungchinh noidungbai noidungbaiviet noidungtin noidungchitiet contenttext
		articletext articlecontent newscontent newstext postcontent bodytext bodycontent contentbody cleantext cleanedtext cleancontent textcontent contentplain
		contents maincontent detailcontent detail details story storytext articlefulltext paragraphs paragraph baiviet vanban toanvan chitiet
		thanbai passage context document contenthtml bodyhtml htmlcontent descriptionfull rawtext rawcontent contentraw html rawhtml htmlraw pagehtml pagesource`,
	fieldCaptions: `captions caption imagecaptions imagecaption photocaptions figcaptions chuthich chuthichanh ghichuanh`,
	fieldAuthor: `author authors byline creator writer writers reporter journalist authorname authornames articleauthor postauthor newsauthor dccreator
		postedby tacgia tacgiabaiviet tentacgia nguoiviet butdanh phongvien nhabao kyten`,
	fieldSource: `source publisher sitename sourcename sourcetitle publishername newssource publication newspaper newspapername outlet press provider feedtitle
		feedname origin website site sitehost sourcehost hostname host domain sourcedomain netloc nguon nguontin nguonbao bao tenbao toabao toasoan coquan
		cobaochi`,
	fieldCategory: `category section articlesection categories categoryname catname categoryprimary primarycategory maincategory sectionname cate cates cat
		topic topics topicname newscategory newstype genre label labelname danhmuc chuyenmuc tenchuyenmuc muc mucchinh theloai chude linhvuc nhan phanloai`,
	fieldTags: `tags keywords tag keyword taglist tagnames hashtags hashtag articletags newskeywords metakeywords tukhoa tukhoachinh cactukhoa nhandan the thetag`,
	fieldPublished: `published date publishedat publishdate publisheddate datepublished datepublish pubdate publishedtime publishtime publishedon publishon
		publicationdate publicationtime publish publisheddatetime publishdatetime dateposted posteddate postdate postedat postedon postedtime posttime
		newsdate articledate articlepublishedtime displaydate firstpublished firstpublicationdate webpublicationdate releasedate issuedate datetime
		timestamp time ngaydang ngaydangbai ngaydangtin thoigiandang thoigiandangbai giodang ngayxuatban ngayphathanh ngayviet ngaythang ngay thoigian
		thoidiemdang datecreated createdat createddate createdtime createdon created creationdate ngaytao updated updatedat dateupdated lastmodified modified ngaycapnhat`,
	fieldImage: `image imageurl imgurl ogimage topimage leadimage mainimage featuredimage featuredimageurl featureimage heroimage coverimage cover articleimage
		newsimage postimage urltoimage imagelink imagesrc imageuri thumbnail thumbnailurl thumb thumburl thumbimage avatar avatarurl picture pictureurl photo
		photourl img images photos pictures jetpackfeaturedmediaurl anh anhdaidien anhbia anhminhhoa hinh hinhanh hinhdaidien hinhminhhoa linkanh urlanh duongdananh`,
}

// place is what a key means: its field, and how good a name for it.
type place struct {
	field field
	rank  int
}

// places by key, as keyOf gives it.
var placesOf = func() map[string]place {
	all := make(map[string]place)
	for f, list := range fieldNames {
		for i, name := range strings.Fields(list) {
			if _, twice := all[name]; !twice {
				all[name] = place{field(f), i}
			}
		}
	}
	return all
}()

// ignoredKeys are columns that programs add and that nobody misses.
var ignoredKeys = map[string]bool{"": true, "unnamed0": true, "unnamed": true, "index": true, "index0": true, "level0": true, "stt": true, "class": true, "v": true}

// keyOf is a key as names are compared: small letters and digits without marks and
// without what stands between words.
func keyOf(key string) string {
	if plainKey(key) {
		return key
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'đ' || r == 'ð':
			return 'd'
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return r
		case r > 0x80 && unicode.IsLetter(r):
			return r
		}
		return -1
	}, norm.NFD.String(strings.ToLower(strings.ReplaceAll(key, "Đ", "đ"))))
}

func plainKey(key string) bool {
	for i := range len(key) {
		if c := key[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// keyMap says what the keys of records mean: the table above, and what the caller
// said by hand. It remembers keys that it has met, and names unknown ones once.
type keyMap struct {
	byHand map[string]place
	met    map[string]place
	unread func(key string)
}

// maxKeysMet bounds what keyMap remembers. A data set has tens of keys; an object that
// is a table by name has as many as it has entries.
const maxKeysMet = 1000

func newKeyMap(opts Options) *keyMap {
	k := &keyMap{byHand: make(map[string]place), met: make(map[string]place), unread: opts.UnreadKey}
	for theirs, ours := range opts.Map {
		p := placesOf[keyOf(ours)]
		p.rank = -1 // before all others
		k.byHand[keyOf(theirs)] = p
	}
	return k
}

// place is what key means; that of an unknown one is noField.
func (k *keyMap) place(key string) place {
	if p, ok := k.met[key]; ok {
		return p
	}
	name := keyOf(key)
	p, ok := k.byHand[name]
	if !ok {
		if p, ok = placesOf[name]; !ok && k.unread != nil && !ignoredKeys[name] && wrappers[name] == 0 && len(k.met) < maxKeysMet {
			k.unread(key)
		}
	}
	if len(k.met) < maxKeysMet {
		k.met[strings.Clone(key)] = p
	}
	return p
}

// CheckMap reports the first value of a map of Options that is no field.
func CheckMap(m map[string]string) error {
	ours := []string{"id", "url", "title", "lead", "body", "captions", "author", "source", "category", "tags", "published", "image"}
	for theirs, name := range m {
		if name != "-" && !slices.Contains(ours, name) {
			return fmt.Errorf("%q=%q: there is no field %q; the fields are %s, and - for none", theirs, name, name, strings.Join(ours, " "))
		}
	}
	return nil
}
