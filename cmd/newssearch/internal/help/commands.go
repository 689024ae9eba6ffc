package help

// Text is the help of a command: a line, and the whole; Long is "" where the command
// itself needs none.
type Text struct{ Short, Long string }

// Commands are the texts by what is typed after the name of the program.
var Commands = map[string]Text{
	"query": {"Tìm bài", `Tìm bài. Có thể bỏ dấu; phím Telex, VNI gõ thô cũng đọc được.

  tinh giản biên chế       đủ các từ, bài hợp nhất đứng trước
  '"cơ cấu lại đội ngũ"'   các từ đi liền nhau (shell lấy mất dấu nháy ngoài)
  giá vàng -bạc            không có một từ
  'giá vàng OR giá dầu'    một trong hai
  'tinh*'                  từ bắt đầu như vậy
  nguồn:  mục:  tiêu đề:  tác giả:  sau:2018-03-01  trước:3/2018
  tag:  site:vov.vn  url:x

Danh sách bắt đầu bằng 100 bài hợp nhất, dù thiếu từ nào; rồi đến các bài còn lại có đủ mọi
từ, là những bài được đếm; rồi các bài khác. --all-words chỉ giữ những bài có đủ.`},
	"show": {"In một bài", `In bài có mã ID đó, từng phần riêng. "newssearch query" cho biết mã của các bài.`},
	"related": {"Tìm bài liên quan đến một bài", `Tìm những bài có chung nhiều từ, cụm từ và tên riêng đáng chú ý nhất với bài có mã ID đó,
gần nhất đứng trước. Bài báo khác đăng lại thì không kể. "newssearch query" cho biết mã của các bài.`},
	"suggest": {"Gõ tiếp hộ những gì đang gõ dở", `Gõ tiếp TEXT bằng cụm từ, tên riêng và tiêu đề có trong các bài, dù gõ có dấu hay không;
những gì hay dùng nhất và mới nhất đứng trước.`},
	"serve": {"Mở trang tìm kiếm và API JSON", `Mở trang tìm kiếm cho trình duyệt, API JSON (/api/search?q=…, mô tả ở /openapi.json),
nguồn Atom (/feed?q=…), /healthz, /readyz và /metrics.

Các lệnh khác chạy song song được: ingest, delete và những lệnh còn lại giao việc cho tiến
trình này, bài vừa nạp tìm được ngay. Với --read-only thì không nạp gì. Các nguồn đang theo
dõi (newssearch follow) được ghé thăm ở phía sau.

Mặc định chỉ phục vụ máy này. Muốn phục vụ máy khác, hãy nêu địa chỉ để lắng nghe và tên
máy chủ mà người đọc dùng. Yêu cầu cho tên máy chủ khác bị từ chối, vì chúng đến từ những
trang muốn đọc thứ không phải của mình. Ctrl-C để các yêu cầu đang chạy kết thúc rồi dừng.`},
	"ingest": {"Nạp bài vào kho", `Nạp bài từ tệp, từ thư mục với mọi thứ bên trong, và từ đầu vào chuẩn ("-"):

  .txt          một bài, như chép từ trang báo
  .jsonl        mỗi dòng một bài: id title lead body captions author source
                category tags url published; cả .json
  .html         một trang
  .rss .atom .xml   một nguồn tin
  ….gz          bất kỳ loại nào ở trên, đã nén

Bài mới thay bài cùng mã (trường id, không có thì URL, không có nữa thì mã băm của nội dung);
bài không đổi được để nguyên, nên nạp lại cùng những tệp ấy vừa nhanh vừa an toàn. Những gì
không đọc được thì bỏ qua và báo lại. Ctrl-C giữ những gì đã đọc; chạy lại lệnh thì nạp phần
còn lại. Bài đã xóa bằng newssearch delete không trở lại, trừ khi có --restore.

--id path lấy tệp làm mã của bài, để trang đã sửa thay bản cũ. --sync còn xóa những bài
trước đây nạp từ chính các thư mục ấy mà nay không còn.

--dry-run cho xem sẽ nạp những gì, không động đến kho; cùng --json thì mỗi bản ghi in một
đối tượng: path, line, article hoặc error, và warning khi có phần bị bỏ.`},
	"delete": {"Xóa bài khỏi kho", `Xóa bài theo mã, theo địa chỉ, hoặc mọi bài hợp với câu tìm và bộ lọc. --dry-run cho xem
đó là những bài nào.

Bài đã xóa không trở lại khi nạp lại, kể cả dưới mã khác, cho đến khi
newssearch ingest --restore nạp nó vào.`},
	"reindex": {"Dựng lại kho từ chính các bài trong đó", `Dựng lại kho từ các bài lưu trong đó. Hãy làm vậy khi newssearch báo rằng kho do phiên bản
khác tạo ra. Kho mới chỉ thay kho cũ khi đã đầy đủ; từ giờ đến lúc ấy cả hai cần chỗ trên đĩa.`},
	"model":       {"Mô hình để hiểu câu tìm trên cụm máy", `Tạo mô hình để hiểu các câu tìm gửi đến cụm OpenSearch.`},
	"model build": {"Tạo mô hình mới từ một mẫu các bài trong cụm máy", `Tạo mô hình mới từ một mẫu ngẫu nhiên các bài trong cụm máy.`},
	"stats":       {"Cho biết trong kho có gì", `In các con số về kho: số bài, dung lượng, ngày tháng, nguồn và chuyên mục.`},
	"check": {"Kiểm tra xem các tệp của kho còn nguyên như khi ghi", `Kiểm tra mã tổng của mọi tệp và, với --deep, của từng bài. Lệnh nêu tên những tệp, những
bài không còn như khi ghi, và cách khôi phục.`},
	"backup": {"Giữ một bản sao của kho, ngay khi kho đang được dùng", `Giữ một bản sao của kho, cùng các nguồn, tìm kiếm đã lưu và khóa. Bản sao đúng với một thời
điểm, dù trong lúc đó có nạp hay tìm gì, và được đọc lại để kiểm tra.

Trong một THƯ MỤC, mỗi bản sao có thư mục riêng, mang tên là lúc sao. Những gì bản trước đã có
thì không ghi lại. Một TỆP.tar chứa tất cả; - thì ghi ra đầu ra chuẩn.`},
	"restore": {"Dựng lại kho từ bản sao", `Dựng lại kho từ bản mới nhất trong thư mục các bản sao, từ một bản, từ TỆP.tar, hoặc - từ đầu
vào chuẩn. Mọi byte được kiểm tra trước khi kho vào chỗ của nó, trong một bước.

Nơi đã có kho thì cần --replace, và kho ấy sẽ mất. Kho đang được dùng thì không bị thay.`},
	"abbreviations": {"Liệt kê chữ viết tắt và nghĩa học được từ các bài", `Liệt kê những chữ viết tắt mà các bài có giải thích, như "Ủy ban nhân dân (UBND)", kèm số
bài giải thích và mã của vài bài. Có TEXT thì chỉ những chữ mà dạng ngắn hay dạng dài có nó.

Chữ của riêng bạn viết vào abbreviations.tsv trong thư mục của kho, mỗi dòng một chữ:
  UBND<TAB>Ủy ban nhân dân   có nghĩa này
  -BCT<TAB>Bộ Công Thương    không có nghĩa này
  -NA                        không phải chữ viết tắt`},
	"analyze": {"Cho xem một đoạn chữ được cắt thành từ ra sao", `Cho xem từng từ của một đoạn chữ, hay của đầu vào chuẩn khi viết "-": các byte, dạng chuẩn,
dạng không dấu nơi các cách viết gặp nhau, loại, các phần của âm tiết, và số âm tiết mà nó
có thể là nếu bị bỏ dấu. Từ có dấu + ghép từ những từ ở dưới.`},
	"eval": {"Chấm điểm kết quả tìm trên các câu hỏi có đáp án", `Hỏi những câu đã có đáp án, nguyên văn và gõ theo nhiều cách, rồi in MRR@10, nDCG@10,
recall@100, mỗi cách gõ làm mất bao nhiêu, và một trang mất bao lâu (p50, p95, p99). Không có
--queries và không có kho thì dùng bài mẫu và đáp án có sẵn.

Cách gõ: none nguyên văn, unmarked không dấu, nfd Unicode tách rời, tone đặt dấu kiểu khác,
iy đổi i và y, capitals chữ hoa, telex, vni phím gõ thô, half bỏ dấu ngẫu nhiên, typo sai
một chữ cái.`},
	"prior": {"Dựng bảng đếm kèm theo chương trình", `Ghi những số đếm hay gặp nhất của kho, của từ và của cặp từ đi liền, thành bảng để những kho
nhỏ học dấu (index/internal/language/prior.bin trong mã nguồn). Bảng chỉ có mã băm và số đã làm
tròn, không có chữ nào của bài. Với --words thì ghi cả các từ hay gặp nhất, làm bảng mã để lưu
bài; bảng từ khác là lược đồ khác của kho. Lệnh này dành cho ai tự dựng newssearch từ tin của mình.`},
	"man": {"Ghi các trang hướng dẫn man", `Ghi vào FOLDER một trang hướng dẫn cho mỗi lệnh; thư mục chưa có thì được tạo:

  newssearch man ~/.local/share/man/man1 && man newssearch-query`},
	"version":    {"In phiên bản", ""},
	"completion": {"Tạo tập lệnh hoàn tất lệnh cho shell", ""},
	"help":       {"Trợ giúp về một lệnh", ""},
	"export": {"Lấy bài ra: JSONL, CSV, RIS, BibTeX", `Ghi bài ra đầu ra chuẩn hoặc ra tệp: tất cả, hoặc, khi có câu tìm hay bộ lọc, mọi bài có đủ
những gì đã hỏi, bao nhiêu cũng được. Bài sớm nhất đứng trước.

  jsonl    mỗi dòng một bài; newssearch ingest đọc lại thành cùng một kho
  csv      bảng cho bảng tính
  ris      trích dẫn cho Zotero, EndNote, Mendeley
  bibtex   trích dẫn cho LaTeX`},
	"follow": {"Theo dõi một nguồn tin", `Giữ kho luôn mới theo các nguồn tin. Địa chỉ có thể là

  một nguồn RSS, Atom, hoặc một trang dẫn đến nguồn như thế
  một sitemap, sitemap tin tức, hoặc sitemap của các sitemap
  một trang chuyên mục của báo, có tiêu đề dẫn đến bài
  một thư mục, với mọi thứ bên trong

Bài đầy đủ được lấy từ trang của từng tin. Với sitemap thì lấy bài của hai ngày gần nhất và
những bài về sau; có --backfill thì lấy mọi bài trong đó. Nêu lại cùng địa chỉ là đổi thiết đặt.

"newssearch serve" ghé các nguồn ở phía sau; "newssearch fetch" ghé một lần. Các trang được
ghé đúng như họ yêu cầu: robots.txt, từng yêu cầu một và có nghỉ, không lấy lại những gì chưa
đổi. Hãy cho người quản trị biết cách liên lạc với bạn bằng $NEWSSEARCH_CONTACT, là địa chỉ thư
hoặc một trang. Địa chỉ trong mạng của bạn bị từ chối, trừ khi bạn cho phép.`},
	"unfollow": {"Thôi theo dõi một nguồn tin", `Thôi theo dõi các nguồn. Bài đã nạp từ đó vẫn ở lại.`},
	"sources": {"Liệt kê các nguồn đang theo dõi", `Cho xem các nguồn đang theo dõi: lần ghé gần nhất và lần tới, mỗi nguồn cho bao nhiêu bài, còn
gì chờ lấy, và trục trặc gì, khi nào, vì sao.`},
	"fetch": {"Lấy bài mới từ các nguồn, một lần", `Ghé các nguồn đang theo dõi một lần, tất cả hoặc những nguồn được nêu, và nạp những gì mới;
chẳng hạn cho cron. "newssearch serve" tự làm việc này. Ctrl-C giữ những gì đã nạp; lần sau
đi tiếp từ đó.`},
	"save": {"Lưu một tìm kiếm", `Lưu một tìm kiếm dưới một tên. Từ đó mỗi tin mới đến mà có đủ các từ được báo một lần: bằng
"newssearch new", trong nguồn tin của tìm kiếm (/saved/NAME.atom và /saved/NAME.json), và, nếu
bạn nêu, cho một webhook hay một lệnh, trong lúc "newssearch serve" chạy. Dùng lại cùng tên là
thay tìm kiếm cũ.

Webhook nhận JSON bằng POST, lệnh nhận cũng thế ở đầu vào chuẩn:
{"search":NAME,"query":QUERY,"hits":[{"id","title","url","source","published","snippet",…}]}.
Những gì chưa được nhận, với mã 200 hoặc mã kết thúc 0, sẽ được gửi lại sau.`},
	"new": {"Cho biết có gì mới trong các tìm kiếm đã lưu", `Cho xem những tin đã đến cho một tìm kiếm đã lưu, hoặc cho mọi tìm kiếm, từ lần xem trước, mỗi
tin một lần. Có --since thì cho xem những gì đến trong khoảng ấy, và không tính là đã xem.`},
	"key": {"Quản lý khóa ghi qua HTTP", `Tạo và thu hồi khóa để chương trình khác ghi qua HTTP (POST /api/articles và các địa chỉ khác,
xem /openapi.json), hoặc đọc từ máy chủ không mở cho người đọc (serve --closed). Khóa được gửi
là "Authorization: Bearer KEY". Thay đổi có hiệu lực ngay, cả với máy chủ đang chạy.`},
	"key add":    {"Tạo một khóa và in ra, chỉ lần này", `Tạo một khóa và in ra; sau này không xem lại được.`},
	"key list":   {"Liệt kê các khóa, không kèm bí mật", `Liệt kê các khóa, không kèm bí mật của chúng.`},
	"key remove": {"Làm cho một khóa mất hiệu lực", `Làm cho các khóa mất hiệu lực.`},
}
